import { LockOutlined, UserOutlined } from "@ant-design/icons";
import { Alert, Button, Form, Input, Typography } from "antd";
import { type ReactNode, useState } from "react";
import { asProblem, type Problem } from "../api/problem";
import { useSay } from "../i18n/language";
import { LanguageChoice } from "../i18n/language-choice";
import { usePlatformTexts } from "../texts";
import { Cover } from "./cover";
import { leave, type Person, signIn } from "./store";

interface Values {
  login: string;
  password: string;
}

/** The form alone: on its own page, and over the screen when a session has ended. */
export function SignInForm(props: { person?: Person }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async ({ login, password }: Values) => {
    setBusy(true);
    try {
      await signIn(login, password);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const needed = [{ required: true, message: t("field_needed") }];
  return (
    <Form<Values>
      layout="vertical"
      size="large"
      requiredMark={false}
      initialValues={{ login: props.person?.login ?? "" }}
      onFinish={(values) => void submit(values)}
    >
      {problem !== null && (
        <Alert type="error" showIcon role="alert" title={say(problem.text)} className="gap-below" />
      )}
      <Form.Item name="login" label={t("login")} rules={needed}>
        <Input prefix={<UserOutlined />} autoComplete="username" autoFocus={!props.person} />
      </Form.Item>
      <Form.Item name="password" label={t("password")} rules={needed}>
        <Input.Password
          prefix={<LockOutlined />}
          autoComplete="current-password"
          autoFocus={props.person !== undefined}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        {t("sign_in")}
      </Button>
    </Form>
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
        <Typography.Title level={1}>{t("product")}</Typography.Title>
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
        <Typography.Title level={2} id="session-over">
          {t("session_over")}
        </Typography.Title>
        <p className="soft">{t("session_over_lead")}</p>
        <SignInForm person={props.person} />
        <Button type="link" block onClick={leave} className="gap-above">
          {t("leave_work")}
        </Button>
      </section>
    </Cover>
  );
}
