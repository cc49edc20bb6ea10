import { Alert, Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import { FieldBox } from "../form/field-box";
import { ProblemAlert } from "../states/states";
import { usePlatformTexts } from "../texts";
import { Cover } from "./cover";
import { makePasskey } from "./passkey";
import { leave, type Person, signOut } from "./store";

interface Begun {
  ticket: string;
  secret: string;
  picture: string;
}

/** Runs a step once and says what went wrong with it. */
function useStep(): {
  run: (step: () => Promise<void>) => Promise<void>;
  isBusy: boolean;
  problem: Problem | null;
} {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (step: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await step();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { run, isBusy, problem };
}

function PasswordAgain(props: { id: string; value: string; onChange: (value: string) => void }) {
  const t = usePlatformTexts();
  return (
    <FieldBox id={props.id} label={t("current_password")} isRequired={false}>
      <Input.Password
        id={props.id}
        autoComplete="current-password"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </FieldBox>
  );
}

/** Password, picture, code, recovery codes: `onDone` once these have been put away. */
export function EnrolCodes(props: { onDone: () => void }): ReactNode {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={props.onDone} />;
  if (begun !== null) return <Prove begun={begun} onProved={setCodes} />;
  return <Begin onBegun={setBegun} />;
}

function Begin(props: { onBegun: (begun: Begun) => void }): ReactNode {
  const t = usePlatformTexts();
  const { run, isBusy, problem } = useStep();
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      props.onBegun(await call("/api/account/totp", { method: "POST", body: { password } }));
    });
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {problem !== null && <ProblemAlert problem={problem} />}
      <PasswordAgain id="totp-password" value={password} onChange={setPassword} />
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        {t("set_up_codes")}
      </Button>
    </form>
  );
}

function Prove(props: { begun: Begun; onProved: (codes: string[]) => void }): ReactNode {
  const t = usePlatformTexts();
  const { run, isBusy, problem } = useStep();
  const [code, setCode] = useState("");
  const { ticket, secret, picture } = props.begun;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const body = { ticket, code };
      const made = await call<{ recovery_codes: string[] }>("/api/account/totp/confirm", {
        method: "POST",
        body,
      });
      props.onProved(made.recovery_codes);
    });
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {problem !== null && <ProblemAlert problem={problem} />}
      <p>{t("scan_with_app")}</p>
      <img
        className="qr"
        alt={t("qr_for_app")}
        width={220}
        height={220}
        src={`data:image/svg+xml;base64,${btoa(picture)}`}
      />
      <p className="soft">
        {t("or_type")} <code className="mono">{secret}</code>
      </p>
      <FieldBox id="totp-code" label={t("code")} isRequired={false}>
        <Input
          id="totp-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          maxLength={10}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </FieldBox>
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        {t("confirm_code")}
      </Button>
    </form>
  );
}

function RecoveryCodes(props: { codes: string[]; onDone: () => void }): ReactNode {
  const t = usePlatformTexts();
  return (
    <div className="stack">
      <Alert type="warning" showIcon title={t("recovery_lead")} />
      <ul className="mono" aria-label={t("recovery_codes")}>
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button onClick={() => void navigator.clipboard.writeText(props.codes.join("\n"))}>
        {t("copy")}
      </Button>
      <Button type="primary" block autoFocus onClick={props.onDone}>
        {t("recovery_kept")}
      </Button>
    </div>
  );
}

/** A name and the password; the browser asks for the rest. */
export function AddPasskey(props: { onDone: () => void }): ReactNode {
  const t = usePlatformTexts();
  const { run, isBusy, problem } = useStep();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await makePasskey(name.trim() || t("passkey_unnamed"), password);
      setName("");
      setPassword("");
      props.onDone();
    });
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {problem !== null && <ProblemAlert problem={problem} />}
      <FieldBox id="passkey-name" label={t("passkey_name")} isRequired={false}>
        <Input
          id="passkey-name"
          maxLength={60}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </FieldBox>
      <PasswordAgain id="passkey-password" value={password} onChange={setPassword} />
      <Button htmlType="submit" block loading={isBusy}>
        {t("add_passkey")}
      </Button>
    </form>
  );
}

/** The site demands a second factor: it is enrolled first, and then used to sign in. */
export function SecondFactorCover(props: { person: Person }): ReactNode {
  const t = usePlatformTexts();
  return (
    <Cover labelledBy="second-factor">
      <section className="sign-in-card">
        <h2 id="second-factor">{t("second_factor_due")}</h2>
        <p className="soft">{t("second_factor_due_lead", { name: props.person.name })}</p>
        <EnrolCodes onDone={() => void signOut()} />
        <Button type="link" block onClick={leave} className="gap-above">
          {t("sign_out")}
        </Button>
      </section>
    </Cover>
  );
}
