import { SafetyOutlined } from "@ant-design/icons";
import { Alert, Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { asProblem } from "../api/problem";
import { FieldBox } from "../form/field-box";
import { useSay } from "../i18n/language";
import { type Text, text } from "../i18n/text";
import { usePlatformTexts } from "../texts";
import { en } from "../texts/en";
import { zh } from "../texts/zh";
import { giveCode } from "./store";

const NEEDED = text(en.field_needed, zh.field_needed);

/** The second step: a one-time code, or a recovery code, after the ticket of the first. */
export function CodeForm(props: { ticket: string | null; onBack: () => void }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<Text | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (code.trim() === "") return;
    setBusy(true);
    try {
      await giveCode(props.ticket, code);
    } catch (error) {
      setProblem(asProblem(error).text);
      setCode("");
      setAsked(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      {problem !== null && <Alert type="error" showIcon role="alert" title={say(problem)} />}
      <FieldBox
        id="code"
        label={t("code")}
        isRequired={false}
        help={text(en.code_help, zh.code_help)}
        problem={isAsked && code.trim() === "" ? NEEDED : undefined}
      >
        <Input
          id="code"
          size="large"
          prefix={<SafetyOutlined aria-hidden />}
          autoComplete="one-time-code"
          autoFocus
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </FieldBox>
      <Button type="primary" size="large" htmlType="submit" block loading={isBusy}>
        {t("sign_in")}
      </Button>
      <Button type="link" block onClick={props.onBack}>
        {t("other_way")}
      </Button>
    </form>
  );
}
