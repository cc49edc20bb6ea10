import { EditOutlined, KeyOutlined, LockOutlined, UserOutlined } from "@ant-design/icons";
import { Alert, Button, Divider, Input, type InputRef } from "antd";
import { type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Link } from "react-router-dom";
import { useActing } from "../acting/acting";
import { call } from "../api/client";
import { type Command, postCommand } from "../api/commands";
import { asProblem, type Problem } from "../api/problem";
import type { JsonObject } from "../api/types";
import { newId } from "../api/uuid";
import { FieldBox } from "../form/field-box";
import { useSay } from "../i18n/language";
import { type Text, text } from "../i18n/text";
import { useTexts } from "../i18n/texts";
import { Cover } from "../session/cover";
import { answerChallenge, hasPasskeys, type PasskeyOptions } from "../session/passkey";
import { ErrorState, LoadingState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { en } from "../texts/en";
import { zh } from "../texts/zh";
import { Instant } from "../values/value";
import { Covers } from "./covers";
import { notSigned, useWaiting, type Waiting } from "./store";
import { signing as words } from "./texts";

type Method = "secret" | "passkey";

interface Prepared {
  method: Method;
  /** What the person can sign with here. */
  methods: Method[];
  /** The challenge for a passkey: the digest of the intent. */
  passkey: PasskeyOptions | null;
  intent: string;
  salt: string;
  name: string;
  key: string;
  needs_login: boolean;
  at: string;
  meaning: Text;
  covers: { kind: string; key: string; label: Text }[];
}

const NEEDED = text(en.field_needed, zh.field_needed);
const FIRST = text(
  "The first signature of a series asks for your login name as well.",
  "连续签名的首次签名还须输入登录名。",
);
const HELP = text(
  "Not your password. Nobody else can know or reset it.",
  "不是登录密码；他人无从得知，也无法重置。",
);
/** The content is another by now, or the signature lay too long: it is prepared anew. */
const ANEW = new Set(["signed_content_changed", "signature_stale", "signing_series_over"]);
/** What the person tries again, over the same content. */
const AGAIN = new Set(["signing_secret_wrong", "signature_wrong", "passkey_cancelled"]);

/** Over every screen: what is about to be signed, as whom, with which meaning, and the secret. */
export function SignDialog(): ReactNode {
  const waiting = useWaiting();
  return waiting === null ? null : <Signing key={waiting.command.id ?? ""} waiting={waiting} />;
}

function Signing({ waiting }: { waiting: Waiting }): ReactNode {
  const t = useTexts(words);
  const platform = usePlatformTexts();
  const { prepared, problem, prepare, ask } = usePrepared(waiting);
  const giveUp = () => waiting.failed(notSigned());
  return (
    <Cover labelledBy="sign-title" onEscape={giveUp}>
      <section className="sign-in-card sign-card">
        <h2 id="sign-title">
          <EditOutlined aria-hidden /> {t("title")}
        </h2>
        {problem !== null && <Unable problem={problem} retry={prepare} onClose={giveUp} />}
        {problem === null && prepared === null && <LoadingState rows={4} />}
        {problem === null && prepared !== null && (
          <>
            <Content prepared={prepared} command={waiting.command} />
            <Signature waiting={waiting} prepared={prepared} ask={ask} anew={prepare} />
          </>
        )}
        <Button type="text" block onClick={giveUp}>
          {platform("cancel")}
        </Button>
      </section>
    </Cover>
  );
}

/** What is signed, by the id of the command that it is signed for. */
interface Asked extends Prepared {
  id: string;
}

function usePrepared(waiting: Waiting) {
  const [prepared, setPrepared] = useState<Asked | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isFirst = useRef(true);
  const ask = useCallback(
    async (method?: Method): Promise<Asked> => {
      const { kind, body, reason, behalf } = waiting.command;
      // A command that was refused is answered for ever: another try is another command.
      const id = (isFirst.current ? waiting.command.id : undefined) ?? newId();
      isFirst.current = false;
      const more = {
        ...(reason !== undefined && { reason }),
        ...(behalf !== undefined && { behalf }),
        ...(method && { method }),
      };
      const question = { kind, body, id, ...more };
      const path = "/api/signatures/prepare";
      return { ...(await call<Prepared>(path, { method: "POST", body: question })), id };
    },
    [waiting],
  );
  const prepare = useCallback(async () => {
    setProblem(null);
    try {
      setPrepared(await ask());
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [ask]);
  useEffect(() => {
    if (isFirst.current) void prepare();
  }, [prepare]);
  return { prepared, problem, prepare, ask };
}

function Unable(props: {
  problem: Problem;
  retry: () => Promise<void>;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  if (props.problem.code !== "no_signing_key") {
    return <ErrorState error={props.problem} retry={() => void props.retry()} />;
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={t("no_key")}
      description={
        <>
          <p>{say(props.problem.text)}</p>
          <Link to="/signing-key" onClick={props.onClose}>
            {t("to_key")}
          </Link>
        </>
      }
    />
  );
}

/** 21 CFR 11.50(a): printed name, date and time, meaning; and what it is on. */
function Content({ prepared, command }: { prepared: Prepared; command: Command }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { reason, behalf } = command;
  const lender = useActing().data?.delegations.find((each) => each.behalf === behalf);
  return (
    <dl className="sign-facts">
      <dt>{t("means")}</dt>
      <dd className="sign-meaning">{say(prepared.meaning)}</dd>
      <dt>{t("as")}</dt>
      <dd>
        {prepared.name} · <Instant at={prepared.at} />
        {behalf !== undefined && (
          <div>
            {t("on_behalf")} {lender?.name ?? behalf}
          </div>
        )}
      </dd>
      {reason !== undefined && (
        <>
          <dt>{t("reason")}</dt>
          <dd>{reason}</dd>
        </>
      )}
      <dt>{t("covers")}</dt>
      <dd>
        <Covers of={prepared.covers} isPlain />
      </dd>
    </dl>
  );
}

interface Giving {
  waiting: Waiting;
  prepared: Asked;
  ask: (method?: Method) => Promise<Asked>;
  anew: () => Promise<void>;
}

/** Gives the signature; what went wrong stands in `problem`, or ends the dialog. */
function useGive({ waiting, anew }: Giving) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Text | null>(null);
  const give = async (sign: () => Promise<{ asked: Asked; proof: JsonObject }>) => {
    setBusy(true);
    setProblem(null);
    try {
      const { asked, proof } = await sign();
      const { intent, salt, name, key, id } = asked;
      const signing = { intent, salt, name, key, ...proof };
      waiting.done(await postCommand({ ...waiting.command, id, signing }));
    } catch (error) {
      const said = asProblem(error);
      if (!AGAIN.has(said.code) && !ANEW.has(said.code) && !said.isConnectionLost) {
        return waiting.failed(said);
      }
      // What is given before the new content is here would go to the old one.
      if (ANEW.has(said.code)) await anew();
      setProblem(said.text);
      setBusy(false);
    }
  };
  return { give, isBusy, problem };
}

function Signature(props: Giving): ReactNode {
  const t = useTexts(words);
  const platform = usePlatformTexts();
  const say = useSay();
  const { prepared, ask } = props;
  const { give, isBusy, problem } = useGive(props);
  const hasSecret = prepared.methods.includes("secret");
  const hasPasskey = prepared.methods.includes("passkey") && hasPasskeys();
  const asked = useRef<Asked | null>(null);
  const byPasskey = () =>
    give(async () => {
      // After a lost line the same command goes again, under its own id.
      asked.current ??= prepared.method === "passkey" ? prepared : await ask("passkey");
      const of = asked.current;
      const assertion = await answerChallenge({ publicKey: of.passkey ?? {} });
      return { asked: of, proof: { assertion } };
    });
  useEffect(() => {
    asked.current = prepared.method === "passkey" ? prepared : null;
  }, [prepared]);
  return (
    <div className="stack">
      {problem !== null && <Alert type="error" showIcon role="alert" title={say(problem)} />}
      {hasSecret && <Secret prepared={prepared} give={give} isBusy={isBusy} />}
      {hasSecret && hasPasskey && <Divider plain>{platform("or")}</Divider>}
      {hasPasskey && (
        <Button
          size="large"
          block
          type={hasSecret ? "default" : "primary"}
          icon={<KeyOutlined aria-hidden />}
          autoFocus={!hasSecret}
          loading={isBusy}
          onClick={() => void byPasskey()}
        >
          {t("with_passkey")}
        </Button>
      )}
      {!hasSecret && !hasPasskey && <p className="odd">{t("no_passkeys_here")}</p>}
    </div>
  );
}

function Secret(props: {
  prepared: Asked;
  give: ReturnType<typeof useGive>["give"];
  isBusy: boolean;
}): ReactNode {
  const t = useTexts(words);
  const { prepared, give } = props;
  const [login, setLogin] = useState("");
  const [secret, setSecret] = useState("");
  const [isAsked, setAsked] = useState(false);
  const field = useRef<InputRef>(null);
  const missing = (value: string) => (isAsked && value === "" ? NEEDED : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (secret === "" || (prepared.needs_login && login === "")) return;
    // Gone from the screen at once; what is typed while the answer is on its way stays.
    setSecret("");
    setAsked(false);
    await give(async () => ({
      asked: prepared,
      proof: { secret, ...(prepared.needs_login && { login }) },
    }));
    field.current?.focus();
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      {prepared.needs_login && (
        <FieldBox
          id="sign-login"
          label={t("login")}
          isRequired={false}
          help={FIRST}
          problem={missing(login)}
        >
          <Input
            id="sign-login"
            size="large"
            prefix={<UserOutlined aria-hidden />}
            autoComplete="off"
            autoFocus
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        </FieldBox>
      )}
      <FieldBox
        id="sign-secret"
        label={t("secret")}
        isRequired={false}
        help={HELP}
        problem={missing(secret)}
      >
        <Input.Password
          ref={field}
          id="sign-secret"
          size="large"
          prefix={<LockOutlined aria-hidden />}
          autoComplete="off"
          autoFocus={!prepared.needs_login}
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </FieldBox>
      <Button type="primary" size="large" htmlType="submit" block loading={props.isBusy}>
        {t("sign")}
      </Button>
    </form>
  );
}
