import { command, useSend } from "@platform/api/commands";
import { useTexts } from "@platform/i18n/texts";
import { ProblemAlert } from "@platform/states/states";
import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import styles from "./alerts.module.css";
import type { Alert } from "./order";
import type { Doing } from "./row";
import { alerts } from "./texts";

/** The answer to an alert in its row: one sentence, sent by Enter. */
export function Reply(props: { alert: Alert; what: Doing["what"]; onDone: () => void }): ReactNode {
  const t = useTexts(alerts);
  const id = useId();
  const [said, setSaid] = useState("");
  const { send, isSending, problem } = useSend();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if ((await send(asked(props.alert.id, props.what, said))) !== null) props.onDone();
  };
  return (
    <form className={styles.reply} onSubmit={(event) => void submit(event)}>
      <label htmlFor={id} className="small">
        {t(props.what === "acknowledge" ? "said" : "outcome")}
      </label>
      <div className={styles.said}>
        <Input
          id={id}
          autoFocus
          required
          maxLength={props.what === "acknowledge" ? 1000 : 2000}
          value={said}
          onChange={(event) => setSaid(event.target.value)}
        />
        <Button htmlType="submit" type="primary" loading={isSending} disabled={said.trim() === ""}>
          {t(props.what)}
        </Button>
        <Button onClick={props.onDone}>{t("leave")}</Button>
      </div>
      {problem !== null && <ProblemAlert problem={problem} />}
    </form>
  );
}

function asked(alertId: string, what: Doing["what"], said: string) {
  return what === "acknowledge"
    ? command("alerts.acknowledge_alert/1", { alert_id: alertId }, { reason: said.trim() })
    : command("alerts.close_alert/1", { alert_id: alertId, outcome: said.trim() });
}
