import { ClockCircleOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { recordPath } from "@platform/screens/paths";
import { ToneTag } from "@platform/values/state-tag";
import { Progress } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./boards.module.css";
import { progress } from "./cards";
import { boards } from "./texts";
import type { Order } from "./types";

export function OrderCard(props: { kind: string; order: Order }): ReactNode {
  const t = useTexts(boards);
  const { date, number } = useFormats();
  const say = useSay();
  const { order } = props;
  const title = say(order.title);
  const done = progress(order);
  const isLate = order.late_days > 0;
  return (
    <article className={isLate ? `${styles.card} ${styles.cardLate}` : styles.card}>
      <div className={styles.cardHead}>
        <Link to={recordPath(props.kind, order.id)}>{order.number}</Link>
        {isLate && (
          <ToneTag tone="warn">
            <ClockCircleOutlined aria-hidden />{" "}
            {t("late_days", { count: order.late_days, days: number(order.late_days) })}
          </ToneTag>
        )}
      </div>
      <div className={styles.cardTitle} title={title}>
        {title}
      </div>
      {order.item !== undefined && <div className="soft small">{order.item}</div>}
      {done !== null && (
        <Progress percent={done} size="small" showInfo={false} aria-label={`${done}%`} />
      )}
      <div className={styles.cardFacts}>
        <Facts order={order} />
        {order.due_on !== null && <span>{t("due", { date: date(order.due_on) })}</span>}
      </div>
    </article>
  );
}

function Facts({ order }: { order: Order }): ReactNode {
  const t = useTexts(boards);
  const { amount, ago, decimal } = useFormats();
  if (order.lines !== undefined) {
    return <span>{t("lines_done", { done: order.done ?? 0, lines: order.lines })}</span>;
  }
  const hasScrap = Number(order.scrapped ?? 0) > 0;
  return (
    <>
      <span>
        {t("made", {
          received: decimal(order.received ?? "0"),
          quantity: amount(order.quantity ?? "0", order.unit),
        })}
      </span>
      {hasScrap && (
        <span className="odd">
          {t("scrapped", { quantity: amount(order.scrapped ?? "0", order.unit) })}
        </span>
      )}
      {order.worked_until ? (
        <span>{t("worked_until", { when: ago(order.worked_until) })}</span>
      ) : (
        order.started_at && <span>{t("started", { when: ago(order.started_at) })}</span>
      )}
    </>
  );
}
