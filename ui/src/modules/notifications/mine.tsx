import { command, useSend } from "@platform/api/commands";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { PageHead } from "@platform/screens/page";
import { Asked } from "@platform/states/asked";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import type { Tone } from "@platform/values/tone";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Choices } from "./choices";
import { MailAddress } from "./mail-address";
import styles from "./notifications.module.css";
import { SubscriptionLine } from "./subscription-line";
import { notifications } from "./texts";
import type { Duty, MineAnswer, Notice } from "./types";
import { useMine } from "./use-notifications";

const TONE: Record<Notice["severity"], Tone> = {
  info: "plain",
  warning: "warn",
  serious: "bad",
  critical: "bad",
};

/** What one was told, and by what it reaches one besides. */
export default function Mine(): ReactNode {
  const t = useTexts(notifications);
  const question = useMine();
  return (
    <>
      <PageHead title={t("mine")} lead={t("mine_lead")} />
      <Asked question={question}>{(answer) => <All answer={answer} />}</Asked>
    </>
  );
}

function All({ answer }: { answer: MineAnswer }): ReactNode {
  const t = useTexts(notifications);
  return (
    <div className="stack">
      <Card size="small" title={t("told")}>
        {answer.notices.length === 0 ? (
          <p className="soft">{t("told_none")}</p>
        ) : (
          <ul className={styles.list}>
            {answer.notices.map((each) => (
              <NoticeLine key={each.id} notice={each} />
            ))}
          </ul>
        )}
      </Card>
      <Card size="small" title={t("by")}>
        <div className="stack">
          <p className="soft">{t("always")}</p>
          <MailAddress mail={answer.mail} />
          <Choices answer={answer} />
        </div>
      </Card>
      <Card size="small" title={t("duties")}>
        <Duties duties={answer.duties} />
      </Card>
    </div>
  );
}

function NoticeLine({ notice }: { notice: Notice }): ReactNode {
  const t = useTexts(notifications);
  const say = useSay();
  const { instant } = useFormats();
  const { send, isSending, problem } = useSend();
  const isUnread = notice.read_at === null;
  const title = say(notice.title);
  return (
    <li className={styles.notice}>
      <div className={styles.said}>
        <div className={styles.row}>
          <ToneTag tone={TONE[notice.severity]}>{say(notice.severity_label)}</ToneTag>
          <span className={isUnread ? styles.unread : undefined}>{title}</span>
        </div>
        {notice.detail !== null && <p className="soft wrap">{say(notice.detail)}</p>}
        <p className="soft small">
          {say(notice.topic)} · {instant(notice.told_at)}
          {notice.about !== null && (
            <>
              {" · "}
              <Name id={notice.about} />
            </>
          )}
        </p>
        {problem !== null && <ProblemAlert problem={problem} />}
      </div>
      {isUnread && (
        <Button
          size="small"
          loading={isSending}
          aria-label={t("read_named", { title })}
          onClick={() => void send(command("notifications.mark_read/1", { notice_id: notice.id }))}
        >
          {t("read")}
        </Button>
      )}
    </li>
  );
}

function Duties({ duties }: { duties: Duty[] }): ReactNode {
  const t = useTexts(notifications);
  const say = useSay();
  if (duties.length === 0) return <p className="soft">{t("duties_none")}</p>;
  return (
    <>
      <p className="soft">{t("duties_lead")}</p>
      <ul className={styles.list}>
        {duties.map((each) => (
          <li key={each.id} className={styles.notice}>
            <SubscriptionLine subscription={each} />
            <span className="soft">{say(each.role)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
