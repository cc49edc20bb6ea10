import {
  CheckCircleFilled,
  ClockCircleFilled,
  CloseCircleFilled,
  WarningFilled,
} from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { access } from "../acting/texts";
import type { Receipt } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { isText } from "../i18n/text";
import { useTexts } from "../i18n/texts";
import type { Fact } from "../offline/fact";
import { useFacts } from "../offline/facts";
import { useSealed } from "../receipt/use-sealed";
import { useRegistry } from "../registry/registry";
import { entryPath } from "../screens/paths";
import { WayOn } from "../states/way-on";
import { Said } from "../values/said";
import type { Acting, Done } from "./act";
import style from "./terminal.module.css";
import { terminal } from "./texts";

export type NoticeTone = "good" | "bad" | "odd";

const SIGNS = { good: CheckCircleFilled, bad: CloseCircleFilled, odd: WarningFilled };

/** Something said large, with colour, sign and words. */
export function Notice(props: {
  tone: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  isWaiting?: boolean;
  /** To be seen from some steps away. */
  isHuge?: boolean;
}): ReactNode {
  const Sign = props.isWaiting ? ClockCircleFilled : SIGNS[props.tone];
  return (
    <section
      className={`${style.notice} ${style[props.tone]} ${props.isHuge ? style.huge : ""}`}
      role={props.tone === "bad" ? "alert" : "status"}
    >
      <Sign aria-hidden className={style.noticeSign} />
      <div className={style.noticeBody}>
        <strong className={style.noticeTitle}>{props.title}</strong>
        {props.children}
      </div>
      {props.actions && <div className={style.noticeActions}>{props.actions}</div>}
    </section>
  );
}

/** What became of the last deed of a screen; nothing as long as there is none. */
export function OutcomeNotice(props: {
  acting: Acting;
  /** What comes with the line, told while it waits. */
  whileWaiting?: ReactNode;
  children?: ReactNode;
}): ReactNode {
  const { done, act, isBusy } = props.acting;
  const t = useTexts(terminal);
  const say = useSay();
  if (done === null) return null;
  const { outcome, deed } = done;
  switch (outcome.is) {
    case "sealed":
      return (
        <SealedNotice done={done} receipt={outcome.receipt}>
          {props.children}
        </SealedNotice>
      );
    case "refused":
      return (
        <Notice tone="bad" title={t("refused")}>
          <p className={style.noticeText}>
            <Said said={outcome.problem.text} isPlain />
          </p>
          <WayOn problem={outcome.problem} />
          {outcome.problem.fields.map((field) => (
            <p key={field.path}>
              {say(field.label)}: {say(field.message)}
            </p>
          ))}
          {outcome.problem.commandId !== null && <p className="soft">{t("refused_sealed")}</p>}
          {props.children}
        </Notice>
      );
    case "queued":
      return (
        <QueuedNotice about={deed.about} fact={outcome.fact} why={say(outcome.why)}>
          {props.whileWaiting}
          <OnBehalf name={done.behalf} />
        </QueuedNotice>
      );
    case "needs_line":
      return (
        <Notice tone="odd" isWaiting title={t("needs_line")}>
          <p className={style.noticeText}>{say(outcome.why)}</p>
        </Notice>
      );
    case "unanswered":
      return (
        <Notice
          tone="odd"
          title={t("unanswered")}
          actions={
            <Button size="large" type="primary" loading={isBusy} onClick={() => void act(deed)}>
              {t("again")}
            </Button>
          }
        >
          <p className={style.noticeText}>{say(outcome.why)}</p>
        </Notice>
      );
  }
}

function OnBehalf({ name }: { name: string | null }): ReactNode {
  const t = useTexts(access);
  return name !== null && <p className="small">{t("behalf", { name })}</p>;
}

/** A fact on its way: it waits, has arrived meanwhile, or was not taken. */
function QueuedNotice(props: {
  about: string;
  fact: Fact;
  why: string;
  children: ReactNode;
}): ReactNode {
  const t = useTexts(terminal);
  const say = useSay();
  const { waiting, rejected } = useFacts().snapshot;
  const { order } = props.fact;
  const item = rejected.find((each) => each.fact.order === order);
  if (item !== undefined) {
    return (
      <Notice tone="bad" title={t("refused")}>
        <p>{props.about}</p>
        <p className={style.noticeText}>{say(item.why)}</p>
        <p>{say(item.next)}</p>
      </Notice>
    );
  }
  if (!waiting.some((fact) => fact.order === order)) {
    return <Notice tone="good" title={t("arrived", { what: props.about })} />;
  }
  return (
    <Notice tone="odd" isWaiting title={t("waits")}>
      <p>{props.about}</p>
      <p>{props.why}</p>
      {props.children}
    </Notice>
  );
}

function SealedNotice(props: { done: Done; receipt: Receipt; children?: ReactNode }): ReactNode {
  const t = useTexts(terminal);
  const say = useSay();
  const { number } = useFormats();
  const registry = useRegistry();
  const { data: told } = useSealed(props.receipt.id);
  const deviations = props.receipt.deviations ?? [];
  const isOdd = deviations.length > 0;
  const what = say(registry.label(props.receipt.kind));
  return (
    <Notice
      tone={isOdd ? "odd" : "good"}
      title={isOdd ? t("deviates") : `${what} · ${props.done.deed.about}`}
    >
      {isOdd && (
        <ul className={style.wrongs}>
          {deviations.map((each) => (
            <li key={each.code}>{isText(each.message) ? say(each.message) : each.code}</li>
          ))}
        </ul>
      )}
      <OnBehalf name={props.done.behalf} />
      <p className="small">
        {told != null ? (
          <Link to={entryPath(told.seq)}>{t("sealed_seq", { seq: number(told.seq) })}</Link>
        ) : (
          t("sealed")
        )}
      </p>
      {props.children}
    </Notice>
  );
}
