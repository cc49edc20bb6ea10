import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Deed } from "./identity";
import { LimitBar, useLimits } from "./limit-bar";
import { Code, Verdict } from "./making";
import { byCharacteristic, type Measured } from "./results";
import { Rows } from "./rows";
import { unit } from "./texts";
import type { Inspection } from "./types";
import styles from "./unit.module.css";

export function Inspections({ rows }: { rows: readonly Inspection[] }): ReactNode {
  return (
    <div className="stack">
      {rows.map((each) => (
        <OneInspection key={each.id} inspection={each} />
      ))}
    </div>
  );
}

function OneInspection({ inspection }: { inspection: Inspection }): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const { results } = inspection;
  return (
    <div>
      <h3 className={styles.sub}>
        {say(inspection.stage_label)} <Name id={inspection.id} />{" "}
        <StateTag kind="inspection.inspection" state={inspection.state} />
      </h3>
      <p className="soft small">
        {t("plan")} <Name id={inspection.plan_id} /> ·{" "}
        {t("revision", { revision: inspection.revision })} · {t("opened")}{" "}
        <Deed at={inspection.opened_at} by={inspection.opened_by} /> · {t("decided")}{" "}
        {inspection.decided_at !== undefined && inspection.decided_by !== undefined ? (
          <Deed at={inspection.decided_at} by={inspection.decided_by} />
        ) : (
          t("undecided")
        )}
      </p>
      {results.length === 0 ? (
        <p className="soft">{t("no_results")}</p>
      ) : (
        <>
          <Summary rows={byCharacteristic(results)} />
          <Button
            type="link"
            size="small"
            className="flush"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t("results_hide") : `${t("results_shown")} (${results.length})`}
          </Button>
          {isOpen && <Results inspection={inspection} />}
        </>
      )}
    </div>
  );
}

/** One row a characteristic, all its samples on one bar. */
function Summary({ rows }: { rows: readonly Measured[] }): ReactNode {
  const t = useTexts(unit);
  const limits = useLimits();
  const { amount } = useFormats();
  return (
    <Rows
      rows={rows}
      keyOf={({ code }) => code}
      label={t("results")}
      columns={[
        { name: "characteristic", title: t("characteristic"), show: ({ name }) => name },
        {
          name: "samples",
          title: t("results"),
          show: ({ samples }) => t("samples", { count: samples }),
        },
        {
          name: "values",
          title: t("value"),
          isNumber: true,
          show: ({ range, unitOf }) =>
            range &&
            (range.first === range.last
              ? amount(range.first, unitOf)
              : `${amount(range.first, null)} – ${amount(range.last, unitOf)}`),
        },
        {
          name: "bar",
          title: t("limits"),
          show: (row) =>
            row.values.length > 0 && (
              <span className={styles.limits}>
                <LimitBar limits={row.limits} values={row.values} outside={row.outside} />
                <span className="soft number">{limits(row.limits)}</span>
              </span>
            ),
        },
        {
          name: "verdict",
          title: t("verdict"),
          show: (row) => (
            <Verdict isGood={row.isGood} of={row.values.length > 0 ? "within" : "passed"} />
          ),
        },
      ]}
    />
  );
}

function Results({ inspection }: { inspection: Inspection }): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const { amount } = useFormats();
  return (
    <Rows
      rows={inspection.results}
      keyOf={({ id }) => id}
      label={t("results_shown")}
      columns={[
        {
          name: "characteristic",
          title: t("characteristic"),
          show: ({ characteristic }) => characteristic,
        },
        { name: "sample", title: t("sample"), isNumber: true, show: ({ sample }) => sample },
        {
          name: "value",
          title: t("value"),
          isNumber: true,
          show: (row) =>
            row.value === undefined
              ? t(row.passed ? "passed" : "failed")
              : amount(row.value, row.unit_of_measure),
        },
        {
          name: "verdict",
          title: t("verdict"),
          show: (row) => (
            <>
              <Verdict isGood={row.within} of={row.value === undefined ? "passed" : "within"} />{" "}
              {row.state !== "standing" && <ToneTag tone="plain">{say(row.state_label)}</ToneTag>}
            </>
          ),
        },
        { name: "machine", title: t("machine"), show: ({ equipment }) => <Code>{equipment}</Code> },
        { name: "at", title: t("at"), show: ({ at }) => <Instant at={at} /> },
        { name: "by", title: t("by"), show: ({ by }) => <Name id={by} /> },
      ]}
    />
  );
}
