import { useSend } from "@platform/api/commands";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { ProblemAlert } from "@platform/states/states";
import { App, Button, Card, Tag } from "antd";
import type { ReactNode } from "react";
import { account } from "./texts";
import type { AccountAnswer, OpenSession } from "./use-account";

/** Every open session of one's own; all but this one can be ended from here. */
export function Sessions(props: { answer: AccountAnswer; onChange: () => void }): ReactNode {
  const t = useTexts(account);
  return (
    <Card title={t("sessions")} size="small">
      <ul className="plain stack">
        {props.answer.sessions.map((each) => (
          <OneSession key={each.id} session={each} onChange={props.onChange} />
        ))}
      </ul>
    </Card>
  );
}

function OneSession(props: { session: OpenSession; onChange: () => void }): ReactNode {
  const t = useTexts(account);
  const say = useSay();
  const { instant } = useFormats();
  const { message } = App.useApp();
  const { send, isSending, problem } = useSend();
  const { id, started_at, method_label, is_this } = props.session;
  const at = instant(started_at);
  const end = async () => {
    const body = { session_id: id };
    if ((await send({ kind: "credentials.end_own_session/1", body })) === null) return;
    message.success(t("ended"));
    props.onChange();
  };
  return (
    <li>
      {say(method_label)} <span className="soft">{t("since", { at })}</span>{" "}
      {is_this ? (
        <Tag>{t("this_session")}</Tag>
      ) : (
        <Button
          size="small"
          loading={isSending}
          aria-label={t("end_named", { at })}
          onClick={() => void end()}
        >
          {t("end")}
        </Button>
      )}
      {problem !== null && <ProblemAlert problem={problem} />}
    </li>
  );
}
