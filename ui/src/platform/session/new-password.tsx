import { Button, Form, Input, Typography } from "antd";
import type { ReactNode } from "react";
import { useSend } from "../api/commands";
import { ProblemAlert } from "../states/states";
import { usePlatformTexts } from "../texts";
import { Cover } from "./cover";
import { leave, type Person, passwordChanged } from "./store";

interface Values {
  current: string;
  chosen: string;
  again: string;
}

/** A new password in place of a known one; `onDone` after it is recorded. */
export function NewPasswordForm(props: { login: string; onDone: () => void }): ReactNode {
  const t = usePlatformTexts();
  const { send, isSending, problem } = useSend();
  const submit = async ({ current, chosen }: Values) => {
    const body = { current_password: current, password: chosen };
    if (await send({ kind: "people.change_password/1", body })) props.onDone();
  };
  const needed = { required: true, message: t("field_needed") };
  return (
    <Form<Values> layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
      {problem !== null && <ProblemAlert problem={problem} />}
      <input type="text" hidden readOnly autoComplete="username" value={props.login} />
      <Form.Item name="current" label={t("current_password")} rules={[needed]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item name="chosen" label={t("new_password")} rules={[needed]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t("new_password_again")}
        dependencies={["chosen"]}
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              value === getFieldValue("chosen")
                ? Promise.resolve()
                : Promise.reject(new Error(t("passwords_differ"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={isSending}>
        {t("change_password")}
      </Button>
    </Form>
  );
}

/** Nothing else goes before a temporary or outdated password is replaced. */
export function NewPasswordCover(props: { person: Person }): ReactNode {
  const t = usePlatformTexts();
  return (
    <Cover labelledBy="new-password">
      <section className="sign-in-card">
        <Typography.Title level={2} id="new-password">
          {t("change_password")}
        </Typography.Title>
        <p className="soft">{t("new_password_lead")}</p>
        <NewPasswordForm login={props.person.login} onDone={() => void passwordChanged()} />
        <Button type="link" block onClick={leave} className="gap-above">
          {t("sign_out")}
        </Button>
      </section>
    </Cover>
  );
}
