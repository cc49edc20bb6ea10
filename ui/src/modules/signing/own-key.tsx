import { KeyOutlined, LockOutlined } from "@ant-design/icons";
import { call } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { newId } from "@platform/api/uuid";
import { FieldBox } from "@platform/form/field-box";
import { useSay } from "@platform/i18n/language";
import { type Text, text } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { hasPasskeys, makeSigningPasskey } from "@platform/session/passkey";
import { Notice } from "@platform/states/notice";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Fact } from "@platform/values/fact";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { ownKey } from "./texts";

interface Key {
  id: string;
  algorithm: string;
  algorithm_label: Text;
  /** The host that a passkey was made for. */
  site: string | null;
  fingerprint: string;
  state: string;
  state_label: Text;
  enrolled_at: string;
  locked: boolean;
}

const PLACE = ["own-signing-keys"];
const LIVING = new Set(["pending", "active"]);
const DIFFER = text("The two are not the same.", "两次输入不一致。");

/** One's own keys: make one, read out its fingerprint, see whether it was confirmed. */
export default function OwnKey(): ReactNode {
  const t = useTexts(ownKey);
  const keys = useQuery({
    queryKey: PLACE,
    queryFn: ({ signal }) => call<Key[]>("/api/signing/keys", { signal }),
    meta: { kinds: ["signing.key"] },
  });
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {keys.data === undefined && keys.error === null && <LoadingState rows={4} />}
      {keys.error !== null && (
        <ErrorState error={asProblem(keys.error)} retry={() => void keys.refetch()} />
      )}
      {keys.data !== undefined && <Known keys={keys.data} />}
    </>
  );
}

function Known({ keys }: { keys: Key[] }): ReactNode {
  const t = useTexts(ownKey);
  const living = keys.filter((key) => LIVING.has(key.state));
  const hasSecret = living.some((key) => key.site === null);
  const hasPasskey = living.some((key) => key.site !== null);
  return (
    <div className="stack">
      {living.length === 0 && <Notice kind="info" title={t("none")} lead={t("none_lead")} />}
      {living.map((key) => (
        <OneKey key={key.id} of={key} />
      ))}
      <Card size="small" title={hasSecret ? t("renew") : t("enrol")}>
        <div className="stack">
          {hasSecret && <p className="soft">{t("renew_lead")}</p>}
          <NewKey isFirst={!hasSecret} />
        </div>
      </Card>
      {hasPasskeys() && (
        <Card size="small" title={hasPasskey ? t("renew_passkey") : t("enrol_passkey")}>
          <div className="stack">
            <p className="soft">{t("passkey_lead")}</p>
            <NewPasskey isFirst={!hasPasskey} />
          </div>
        </Card>
      )}
    </div>
  );
}

function OneKey({ of }: { of: Key }): ReactNode {
  const t = useTexts(ownKey);
  const say = useSay();
  return (
    <Card size="small">
      <dl className="facts">
        <Fact label={t("fingerprint")} isWide>
          <code className="fingerprint">{of.fingerprint}</code>{" "}
          <StateTag kind="signing.key" state={of.state} />
          {of.locked && <ToneTag tone="bad">{t("locked")}</ToneTag>}
        </Fact>
        <Fact label={t("kind")}>
          {say(of.algorithm_label)} {of.site !== null && <span className="soft">{of.site}</span>}
        </Fact>
        <Fact label={t("enrolled")}>
          <Instant at={of.enrolled_at} />
        </Fact>
      </dl>
      {of.state === "pending" && <Alert type="info" showIcon title={t("read_out")} />}
    </Card>
  );
}

function NewPasskey({ isFirst }: { isFirst: boolean }): ReactNode {
  const t = useTexts(ownKey);
  const say = useSay();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Text | null>(null);
  const make = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await makeSigningPasskey(newId());
      await queries.invalidateQueries();
    } catch (error) {
      setProblem(asProblem(error).text);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      {problem !== null && <Alert type="error" showIcon role="alert" title={say(problem)} />}
      <Button icon={<KeyOutlined aria-hidden />} loading={isBusy} onClick={() => void make()}>
        {isFirst ? t("enrol_passkey") : t("renew_passkey")}
      </Button>
    </div>
  );
}

function NewKey({ isFirst }: { isFirst: boolean }): ReactNode {
  const t = useTexts(ownKey);
  const say = useSay();
  const queries = useQueryClient();
  const [secret, setSecret] = useState("");
  const [again, setAgain] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Text | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (secret !== again) return setProblem(DIFFER);
    setBusy(true);
    setProblem(null);
    try {
      await call("/api/signing/keys", { method: "POST", body: { id: newId(), secret } });
      setSecret("");
      setAgain("");
      await queries.invalidateQueries();
    } catch (error) {
      setProblem(asProblem(error).text);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      {problem !== null && <Alert type="error" showIcon role="alert" title={say(problem)} />}
      <FieldBox id="new-secret" label={t("secret")} isRequired={false}>
        <Input.Password
          id="new-secret"
          prefix={<LockOutlined aria-hidden />}
          autoComplete="new-password"
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </FieldBox>
      <FieldBox id="new-secret-again" label={t("again")} isRequired={false}>
        <Input.Password
          id="new-secret-again"
          prefix={<LockOutlined aria-hidden />}
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.target.value)}
        />
      </FieldBox>
      <Button type="primary" htmlType="submit" loading={isBusy} disabled={secret === ""}>
        {isFirst ? t("enrol") : t("renew")}
      </Button>
    </form>
  );
}
