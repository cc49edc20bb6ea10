import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { useSend } from "../api/commands";
import { FieldBox } from "../form/field-box";
import { type Text, text } from "../i18n/text";
import { ProblemAlert } from "../states/states";
import { usePlatformTexts } from "../texts";
import { en } from "../texts/en";
import { zh } from "../texts/zh";
import { Cover } from "./cover";
import { leave, type Person, passwordChanged } from "./store";

const NEEDED = text(en.field_needed, zh.field_needed);
const DIFFER = text(en.passwords_differ, zh.passwords_differ);
const FIELDS = [
  { name: "current", label: "current_password", kind: "current-password" },
  { name: "chosen", label: "new_password", kind: "new-password" },
  { name: "again", label: "new_password_again", kind: "new-password" },
] as const;

type Values = Record<(typeof FIELDS)[number]["name"], string>;

function problemsOf(values: Values): Partial<Record<keyof Values, Text>> {
  const problems: Partial<Record<keyof Values, Text>> = {};
  for (const { name } of FIELDS) if (values[name] === "") problems[name] = NEEDED;
  if (problems.again === undefined && values.again !== values.chosen) problems.again = DIFFER;
  return problems;
}

/** A new password in place of a known one; `onDone` after it is recorded. */
export function NewPasswordForm(props: { login: string; onDone: () => void }): ReactNode {
  const t = usePlatformTexts();
  const { send, isSending, problem } = useSend();
  const [values, setValues] = useState<Values>({ current: "", chosen: "", again: "" });
  const [isAsked, setAsked] = useState(false);
  const problems = problemsOf(values);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(problems).length > 0) return;
    const body = { current_password: values.current, password: values.chosen };
    if (await send({ kind: "people.change_password/1", body })) props.onDone();
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      {problem !== null && <ProblemAlert problem={problem} />}
      <input type="text" hidden readOnly autoComplete="username" value={props.login} />
      {FIELDS.map(({ name, label, kind }, at) => (
        <FieldBox
          key={name}
          id={`password-${name}`}
          label={t(label)}
          isRequired={false}
          problem={isAsked ? problems[name] : undefined}
        >
          <Input.Password
            id={`password-${name}`}
            autoComplete={kind}
            autoFocus={at === 0}
            value={values[name]}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        </FieldBox>
      ))}
      <Button type="primary" htmlType="submit" block loading={isSending}>
        {t("change_password")}
      </Button>
    </form>
  );
}

/** Nothing else goes before a temporary or outdated password is replaced. */
export function NewPasswordCover(props: { person: Person }): ReactNode {
  const t = usePlatformTexts();
  return (
    <Cover labelledBy="new-password">
      <section className="sign-in-card">
        <h2 id="new-password">{t("change_password")}</h2>
        <p className="soft">{t("new_password_lead")}</p>
        <NewPasswordForm login={props.person.login} onDone={() => void passwordChanged()} />
        <Button type="link" block onClick={leave} className="gap-above">
          {t("sign_out")}
        </Button>
      </section>
    </Cover>
  );
}
