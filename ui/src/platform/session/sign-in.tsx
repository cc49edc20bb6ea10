import { LockOutlined, UserOutlined } from "@ant-design/icons";
import { Alert, Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { asProblem } from "../api/problem";
import { FieldBox } from "../form/field-box";
import { useSay } from "../i18n/language";
import { LanguageChoice } from "../i18n/language-choice";
import { type Text, text } from "../i18n/text";
import { usePlatformTexts } from "../texts";
import { en } from "../texts/en";
import { zh } from "../texts/zh";
import { CodeForm } from "./code-form";
import { Cover } from "./cover";
import { OtherWays } from "./other-ways";
import { leave, type Person, signIn } from "./store";

const NEEDED = text(en.field_needed, zh.field_needed);

/** What single sign-on has to say, in the address it sent the browser back to. */
const SAID: Readonly<Record<string, Text>> = {
  unlinked: text(en.single_unlinked, zh.single_unlinked),
  provider: text(en.single_failed, zh.single_failed),
};

function broughtBack(): string | null {
  return new URLSearchParams(location.search).get("sign_in");
}

/** Name and password, then the code where one is needed, or another way altogether. */
export function SignInForm(props: { person?: Person }): ReactNode {
  const [step, setStep] = useState<{ ticket: string | null } | null>(() =>
    broughtBack() === "code" ? { ticket: null } : null,
  );
  if (step !== null) return <CodeForm ticket={step.ticket} onBack={() => setStep(null)} />;
  return <PasswordForm person={props.person} onCode={(ticket) => setStep({ ticket })} />;
}

/** The form alone: on its own page, and over the screen when a session has ended. */
function PasswordForm(props: {
  person: Person | undefined;
  onCode: (ticket: string) => void;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const [login, setLogin] = useState(props.person?.login ?? "");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<Text | null>(() => SAID[broughtBack() ?? ""] ?? null);
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const missing = (value: string) => (isAsked && value.trim() === "" ? NEEDED : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (login.trim() === "" || password === "") return;
    setBusy(true);
    try {
      await signIn(login, password);
    } catch (error) {
      const said = asProblem(error);
      if (said.ticket !== null) return props.onCode(said.ticket);
      setProblem(said.text);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      {problem !== null && <Alert type="error" showIcon role="alert" title={say(problem)} />}
      <FieldBox id="login" label={t("login")} isRequired={false} problem={missing(login)}>
        <Input
          id="login"
          size="large"
          prefix={<UserOutlined aria-hidden />}
          autoComplete="username"
          autoFocus={props.person === undefined}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
      </FieldBox>
      <FieldBox id="password" label={t("password")} isRequired={false} problem={missing(password)}>
        <Input.Password
          id="password"
          size="large"
          prefix={<LockOutlined aria-hidden />}
          autoComplete="current-password"
          autoFocus={props.person !== undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </FieldBox>
      <Button type="primary" size="large" htmlType="submit" block loading={isBusy}>
        {t("sign_in")}
      </Button>
      <OtherWays onProblem={setProblem} />
    </form>
  );
}

export function SignInPage(): ReactNode {
  const t = usePlatformTexts();
  return (
    <main className="sign-in">
      <div className="sign-in-top">
        <LanguageChoice />
      </div>
      <section className="sign-in-card">
        <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" width={48} height={48} />
        <h1>{t("product")}</h1>
        <p className="soft">{t("sign_in_lead")}</p>
        <SignInForm />
      </section>
    </main>
  );
}

/** Covers the screen when the session is over; what was entered stays where it is. */
export function SignInAgain(props: { person: Person }): ReactNode {
  const t = usePlatformTexts();
  return (
    <Cover labelledBy="session-over">
      <section className="sign-in-card">
        <h2 id="session-over">{t("session_over")}</h2>
        <p className="soft">{t("session_over_lead")}</p>
        <SignInForm person={props.person} />
        <Button type="link" block onClick={leave} className="gap-above">
          {t("leave_work")}
        </Button>
      </section>
    </Cover>
  );
}
