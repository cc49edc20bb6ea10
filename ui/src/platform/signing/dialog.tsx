import { EditOutlined, LockOutlined, UserOutlined } from "@ant-design/icons";
import { Alert, Button, Input } from "antd";
import { type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Link } from "react-router-dom";
import { call } from "../api/client";
import { postCommand } from "../api/commands";
import { asProblem, type Problem } from "../api/problem";
import { newId } from "../api/uuid";
import { FieldBox } from "../form/field-box";
import { useSay } from "../i18n/language";
import { type Text, text } from "../i18n/text";
import { useTexts } from "../i18n/texts";
import { Cover } from "../session/cover";
import { ErrorState, LoadingState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { en } from "../texts/en";
import { zh } from "../texts/zh";
import { Instant } from "../values/value";
import { Covers } from "./covers";
import { notSigned, useWaiting, type Waiting } from "./store";
import { signing as words } from "./texts";

interface Prepared {
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
const WRONG = "signing_secret_wrong";

/** Over every screen: what is about to be signed, as whom, with which meaning, and the secret. */
export function SignDialog(): ReactNode {
  const waiting = useWaiting();
  return waiting === null ? null : <Signing key={waiting.command.id ?? ""} waiting={waiting} />;
}

function Signing({ waiting }: { waiting: Waiting }): ReactNode {
  const t = useTexts(words);
  const platform = usePlatformTexts();
  const { prepared, problem, prepare, id } = usePrepared(waiting);
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
            <Content prepared={prepared} reason={waiting.command.reason} />
            <Secret waiting={waiting} prepared={prepared} id={id} anew={prepare} />
          </>
        )}
        <Button type="text" block onClick={giveUp}>
          {platform("cancel")}
        </Button>
      </section>
    </Cover>
  );
}

function usePrepared(waiting: Waiting) {
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const id = useRef(waiting.command.id ?? newId());
  const isFirst = useRef(true);
  const prepare = useCallback(async () => {
    // A command that was refused is answered for ever: another try is another command.
    if (!isFirst.current) id.current = newId();
    isFirst.current = false;
    setProblem(null);
    const { kind, body, reason } = waiting.command;
    const question = { kind, body, id: id.current, ...(reason !== undefined && { reason }) };
    try {
      setPrepared(
        await call<Prepared>("/api/signatures/prepare", { method: "POST", body: question }),
      );
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [waiting]);
  useEffect(() => {
    if (isFirst.current) void prepare();
  }, [prepare]);
  return { prepared, problem, prepare, id: id.current };
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
function Content({ prepared, reason }: { prepared: Prepared; reason?: string }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  return (
    <dl className="sign-facts">
      <dt>{t("means")}</dt>
      <dd className="sign-meaning">{say(prepared.meaning)}</dd>
      <dt>{t("as")}</dt>
      <dd>
        {prepared.name} · <Instant at={prepared.at} />
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

function Secret(props: {
  waiting: Waiting;
  prepared: Prepared;
  id: string;
  anew: () => Promise<void>;
}): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { prepared } = props;
  const [login, setLogin] = useState("");
  const [secret, setSecret] = useState("");
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Text | null>(null);
  const missing = (value: string) => (isAsked && value === "" ? NEEDED : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (secret === "" || (prepared.needs_login && login === "")) return;
    setBusy(true);
    const { intent, salt, name, key } = prepared;
    const signed = { intent, salt, name, key, secret, ...(prepared.needs_login && { login }) };
    try {
      const receipt = await postCommand({
        ...props.waiting.command,
        id: props.id,
        signing: signed,
      });
      props.waiting.done(receipt);
    } catch (error) {
      const said = asProblem(error);
      setSecret("");
      setBusy(false);
      setAsked(false);
      if (said.code === WRONG || said.isConnectionLost) return setProblem(said.text);
      if (!ANEW.has(said.code)) return props.waiting.failed(said);
      setProblem(said.text);
      await props.anew();
    }
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      {problem !== null && <Alert type="error" showIcon role="alert" title={say(problem)} />}
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
          id="sign-secret"
          size="large"
          prefix={<LockOutlined aria-hidden />}
          autoComplete="off"
          autoFocus={!prepared.needs_login}
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </FieldBox>
      <Button type="primary" size="large" htmlType="submit" block loading={isBusy}>
        {t("sign")}
      </Button>
    </form>
  );
}
