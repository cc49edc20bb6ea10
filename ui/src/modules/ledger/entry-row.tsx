import { DownOutlined, RightOutlined } from "@ant-design/icons";
import type { Told } from "@platform/api/types";
import { Changes } from "@platform/entry/changes";
import { Deviations, Refusal, SaidLines, SourceOf } from "@platform/entry/entry-story";
import { Subjects } from "@platform/entry/subjects";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { firstText, type Text } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { Check } from "@platform/receipt/check";
import { useRegistry } from "@platform/registry/registry";
import { entryPath } from "@platform/screens/paths";
import { Fact } from "@platform/values/fact";
import { Said } from "@platform/values/said";
import { ToneTag } from "@platform/values/state-tag";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { clockOf } from "./days";
import styles from "./ledger.module.css";
import type { EntryQuestion } from "./question";
import { ledger } from "./texts";

/** One entry on a line; opened, with all that it says. */
export function EntryRow(props: {
  told: Told;
  isOpen: boolean;
  isTabStop: boolean;
  onToggle: () => void;
  onNarrow: (more: Partial<EntryQuestion>) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const say = useSay();
  const { habit, number } = useFormats();
  const { told, isOpen } = props;
  const refusal = refusalOf(told);
  return (
    <article className={styles.entry} data-open={isOpen}>
      <div className={styles.row}>
        <Button
          type="text"
          size="small"
          tabIndex={-1}
          icon={isOpen ? <DownOutlined /> : <RightOutlined />}
          aria-label={t(isOpen ? "show_less" : "show_more")}
          aria-expanded={isOpen}
          onClick={props.onToggle}
        />
        <span className={`soft number ${styles.seq}`}>#{number(told.seq)}</span>
        <time dateTime={told.recorded} className="soft number">
          {clockOf(told.recorded, habit.zone)}
        </time>
        <span className={styles.what}>
          <Link
            to={entryPath(told.seq)}
            className="entry-label"
            data-row={told.seq}
            tabIndex={props.isTabStop ? 0 : -1}
            onKeyDown={(event) => {
              if (event.key !== " ") return;
              event.preventDefault();
              props.onToggle();
            }}
          >
            {say(told.label)}
          </Link>{" "}
          <Outcome told={told} />
          {!isOpen && refusal !== undefined && (
            <span className={`soft ${styles.said}`}>{say(refusal)}</span>
          )}
          {!isOpen && told.said[0] !== undefined && (
            <span className={`soft ${styles.said}`}>
              <Said said={told.said[0]} />
              {told.said.length > 1 && ` +${told.said.length - 1}`}
            </span>
          )}
        </span>
        <span className={`soft ${styles.who}`}>
          <Name id={told.actor} isPlain />
        </span>
        <span className={`soft small ${styles.source}`}>
          <SourceOf told={told} />
        </span>
      </div>
      {isOpen && <Opened told={told} onNarrow={props.onNarrow} />}
    </article>
  );
}

function refusalOf({ refusal }: Told): Text | undefined {
  if (refusal === null || typeof refusal !== "object" || Array.isArray(refusal)) return undefined;
  return firstText(refusal.message, refusal.text, refusal);
}

function Outcome({ told }: { told: Told }): ReactNode {
  const t = useTexts(ledger);
  if (told.outcome === "done") {
    return told.deviations.length > 0 ? <ToneTag tone="warn">{t("deviates")}</ToneTag> : null;
  }
  return <ToneTag tone="bad">{t(`outcome_${told.outcome}`)}</ToneTag>;
}

function Opened(props: {
  told: Told;
  onNarrow: (more: Partial<EntryQuestion>) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const say = useSay();
  const registry = useRegistry();
  const { told } = props;
  const who = useName(told.actor);
  return (
    <div className={styles.opened}>
      <Refusal told={told} />
      <SaidLines told={told} />
      <Deviations told={told} />
      {typeof told.reason === "string" && told.reason !== "" && (
        <p className="reason">{told.reason}</p>
      )}
      <Changes changes={told.changes} />
      <dl className="pairs small">
        <Fact label={t("by")}>
          <Name id={told.actor} />
          {told.role !== null && told.role !== told.actor && (
            <>
              , {t("role")} <Name id={told.role} />
            </>
          )}
        </Fact>
        <Fact label={t("source")}>
          <SourceOf told={told} /> · {t("trust")} {say(registry.trust(told.trust))}
        </Fact>
      </dl>
      {told.subjects.length > 0 && <Subjects subjects={told.subjects} />}
      <div className={styles.actions}>
        <Check seq={told.seq} />
        <Link to={entryPath(told.seq)}>
          <Button tabIndex={-1}>{t("open_entry")}</Button>
        </Link>
        <Button type="link" onClick={() => props.onNarrow({ actor: told.actor })}>
          {t("filter_only_actor", {
            name: who?.kind === null && who.detail ? say(who.detail) : (who?.name ?? told.actor),
          })}
        </Button>
        <Button type="link" onClick={() => props.onNarrow({ kinds: [told.kind] })}>
          {t("filter_only_kind", { kind: say(told.label) })}
        </Button>
      </div>
    </div>
  );
}
