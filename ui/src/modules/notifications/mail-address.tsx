import { command, useSend } from "@platform/api/commands";
import { useTexts } from "@platform/i18n/texts";
import { ProblemAlert } from "@platform/states/states";
import { App, Button, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import styles from "./notifications.module.css";
import { notifications } from "./texts";

const FORM = /^[!-?A-~]+@[A-Za-z0-9.-]+$/;

/** One's own mail address; left empty, no mail is sent. */
export function MailAddress({ mail }: { mail: string | null }): ReactNode {
  const t = useTexts(notifications);
  const { message } = App.useApp();
  const { send, isSending, problem } = useSend();
  const [text, setText] = useState(mail ?? "");
  const id = useId();
  const given = text.trim();
  const isRight = given === "" || FORM.test(given);
  const save = async () => {
    const body = given === "" ? {} : { mail: given };
    if ((await send(command("notifications.set_mail/1", body))) !== null) {
      message.success(t("saved"));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) void save();
      }}
    >
      <label htmlFor={id}>{t("mail")}</label>
      <p className="soft small">{t("mail_lead")}</p>
      <div className={styles.row}>
        <Input
          id={id}
          type="text"
          inputMode="email"
          autoComplete="email"
          className={styles.mail ?? ""}
          value={text}
          status={isRight ? "" : "error"}
          aria-invalid={!isRight}
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit" loading={isSending} disabled={given === (mail ?? "")}>
          {t("save")}
        </Button>
      </div>
      {!isRight && <p className="bad small">{t("mail_wrong")}</p>}
      {problem !== null && <ProblemAlert problem={problem} />}
    </form>
  );
}
