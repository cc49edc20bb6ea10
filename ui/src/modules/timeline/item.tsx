import { CheckOutlined, CloseOutlined, StopOutlined } from "@ant-design/icons";
import type { Told } from "@platform/api/types";
import { Changes } from "@platform/entry/changes";
import { Deviations, Refusal, SaidLines, SourceOf } from "@platform/entry/entry-story";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { Check } from "@platform/receipt/check";
import { useRegistry } from "@platform/registry/registry";
import { entryPath, receiptPath } from "@platform/screens/paths";
import { ToneTag } from "@platform/values/state-tag";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import { isLate, whenOf } from "./days";
import { timeline } from "./texts";
import styles from "./timeline.module.css";

const MARKS = {
  done: <CheckOutlined />,
  refused: <StopOutlined />,
  failed: <CloseOutlined />,
} as const;

/** One entry of a story: when, who, what in sentences, old and new, why, and the way to its proof. */
export function Item(props: {
  told: Told & { changes_count?: number };
  subject: string;
  /** What led to it, where that stands in the same story. */
  cause: Told | undefined;
}): ReactNode {
  const t = useTexts(timeline);
  const { told, subject, cause } = props;
  const say = useSay();
  const { habit, instant } = useFormats();
  const [isOpen, setOpen] = useState(false);
  const record = useRegistry().kindOfId(subject)?.name;
  const isOwn = ({ record: of, key }: Told["changes"][number]) => of === record && key === subject;
  const own = told.changes.filter(isOwn);
  const near = told.changes.filter((each) => !isOwn(each) && isNear(each, subject));
  const others = told.changes.filter((each) => !isOwn(each) && !isNear(each, subject));
  return (
    <li className={styles.item}>
      <time dateTime={whenOf(told)} title={instant(whenOf(told), "seconds")}>
        {new Intl.DateTimeFormat(habit.locale, {
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
          timeZone: habit.zone,
        }).format(new Date(whenOf(told)))}
      </time>
      <span
        className={`${styles.mark} ${styles[told.outcome]}`}
        role="img"
        aria-label={t(told.outcome)}
      >
        {MARKS[told.outcome]}
      </span>
      <article className={styles.told} data-entry tabIndex={-1}>
        <header>
          <Link to={entryPath(told.seq)} className="entry-label">
            {say(told.label)}
          </Link>
          {told.outcome !== "done" && <ToneTag tone="bad">{t(told.outcome)}</ToneTag>}
          <span className="soft">
            <Name id={told.actor} />
            {told.behalf && (
              <>
                {" "}
                ({t("on_behalf")} <Name id={told.behalf} />)
              </>
            )}
            {" · "}
            <SourceOf told={told} />
            {isLate(told) && <> · {t("recorded_later", { when: instant(told.recorded) })}</>}
          </span>
        </header>
        <Refusal told={told} />
        <SaidLines told={told} />
        {typeof told.reason === "string" && told.reason !== "" && (
          <p className="reason">
            <span className="soft">{t("reason")}:</span> {told.reason}
          </p>
        )}
        <Deviations told={told} />
        {told.cause !== null && (
          <p className="small">
            <span className="soft">{t("cause")}:</span>{" "}
            <Link to={cause ? entryPath(cause.seq) : receiptPath(told.cause)}>
              {cause ? `${say(cause.label)} #${cause.seq}` : told.cause}
            </Link>
          </p>
        )}
        <Changes changes={own} isKnown />
        <Changes changes={near} />
        <div className={styles.more}>
          <Button
            type="link"
            size="small"
            data-details
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t("details_less") : t("details")}
          </Button>
          {!isOpen && others.length > 0 && (
            <span className="soft small">{t("other_changes", { count: others.length })}</span>
          )}
        </div>
        {isOpen && <Details told={told} others={others} />}
      </article>
    </li>
  );
}

/** What became of a record that is kept by the subject: its stock at a location. */
function isNear({ key, set }: Told["changes"][number], subject: string): boolean {
  return set !== undefined && key.startsWith(`${subject}|`);
}

function Details(props: {
  told: Told & { changes_count?: number };
  others: Told["changes"];
}): ReactNode {
  const t = useTexts(timeline);
  const { told, others } = props;
  const { changes_count: count = told.changes.length } = told;
  return (
    <div className={styles.details}>
      <Changes changes={others} />
      {count > told.changes.length && (
        <p className="soft small">{t("changes_cut", { shown: told.changes.length, count })}</p>
      )}
      <div className={styles.proof}>
        <Link to={entryPath(told.seq)}>{t("entry", { seq: told.seq })}</Link>
        <Check seq={told.seq} />
        <a href={`/api/proofs/${told.command_id}`}>{t("proof")}</a>
      </div>
    </div>
  );
}
