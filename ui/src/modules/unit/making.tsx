import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Tag } from "antd";
import type { ReactNode } from "react";
import { LimitBar, useLimits } from "./limit-bar";
import { Rows } from "./rows";
import { unit } from "./texts";
import type { Decision, Overview, Reading } from "./types";
import styles from "./unit.module.css";

const FIRST: ReadonlySet<number> = new Set([0]);
const NONE: ReadonlySet<number> = new Set();

/** Operations as they were run, with the checks around them. */
export function Making({ found }: { found: Overview }): ReactNode {
  const t = useTexts(unit);
  const { amount } = useFormats();
  return (
    <>
      <Rows
        rows={found.runs ?? []}
        keyOf={({ id }) => id}
        label={t("section_making")}
        columns={[
          { name: "operation", title: t("operation"), show: (row) => <Operation of={row} /> },
          {
            name: "workstation",
            title: t("workstation"),
            show: (row) => <Name id={row.workstation_id} />,
          },
          {
            name: "machine",
            title: t("machine"),
            show: (row) => row.equipment_id && <Name id={row.equipment_id} />,
          },
          {
            name: "from",
            title: t("from_to"),
            show: (row) => (
              <>
                <Instant at={row.from} />
                {" – "}
                {row.to === null ? t("running") : <Instant at={row.to} />}
              </>
            ),
          },
          { name: "by", title: t("by"), show: (row) => <Name id={row.by} /> },
          {
            name: "good",
            title: t("good"),
            isNumber: true,
            show: (row) => amount(row.good, row.unit_of_measure),
          },
          {
            name: "scrapped",
            title: t("scrapped"),
            isNumber: true,
            show: (row) => amount(row.scrapped, row.unit_of_measure),
          },
          {
            name: "state",
            title: t("state"),
            show: (row) => <StateTag kind="production.operation_run" state={row.state} />,
          },
        ]}
      />
      <Checks found={found} />
    </>
  );
}

function Operation(props: { of: { position: number; operation?: string } }): ReactNode {
  return (
    <>
      <span className="soft number">{props.of.position}</span> {props.of.operation}
    </>
  );
}

function Checks({ found }: { found: Overview }): ReactNode {
  const t = useTexts(unit);
  const of = (rows: readonly Decision[] | undefined, what: string, isGood: keyof Decision) =>
    (rows ?? []).map((row) => ({ ...row, what, isPassed: row[isGood] === true }));
  const checks = [
    ...of(found.line_clearances, t("line_clearance"), "is_cleared"),
    ...of(found.first_articles, t("first_article"), "is_accepted"),
  ].sort((one, other) => one.at.localeCompare(other.at));
  if (checks.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>{t("checks")}</h3>
      <Rows
        rows={checks}
        keyOf={({ id }) => id}
        label={t("checks")}
        columns={[
          { name: "operation", title: t("operation"), show: (row) => <Operation of={row} /> },
          { name: "what", title: "", show: ({ what }) => what },
          {
            name: "verdict",
            title: t("verdict"),
            show: ({ isPassed }) => <Verdict isGood={isPassed} of="passed" />,
          },
          { name: "at", title: t("at"), show: ({ at }) => <Instant at={at} /> },
          { name: "by", title: t("by"), show: ({ by }) => <Name id={by} /> },
        ]}
      />
    </>
  );
}

/** A short number that is not broken over two lines. */
export function Code(props: { children: ReactNode }): ReactNode {
  return <span className={styles.code}>{props.children}</span>;
}

export function Verdict(props: { isGood: boolean; of: "passed" | "within" }): ReactNode {
  const t = useTexts(unit);
  const bad = props.of === "passed" ? "failed" : "outside";
  return <ToneTag tone={props.isGood ? "good" : "bad"}>{t(props.isGood ? props.of : bad)}</ToneTag>;
}

/** Every recorded parameter with its limits drawn. */
export function Parameters({ rows }: { rows: readonly Reading[] }): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const { amount } = useFormats();
  const limits = useLimits();
  return (
    <Rows
      rows={rows}
      keyOf={({ id }) => id}
      label={t("section_parameters")}
      columns={[
        { name: "operation", title: t("operation"), show: (row) => <Operation of={row} /> },
        {
          name: "parameter",
          title: t("parameter"),
          show: (row) => (
            <>
              {row.parameter} {row.is_critical && <Tag>{t("critical")}</Tag>}
            </>
          ),
        },
        {
          name: "value",
          title: t("value"),
          isNumber: true,
          show: (row) => amount(row.value, row.unit_of_measure),
        },
        {
          name: "bar",
          title: t("limits"),
          show: (row) => (
            <span className={styles.limits}>
              <LimitBar
                limits={row}
                values={[row.value]}
                outside={row.verdict === "within" ? NONE : FIRST}
              />
              <span className="soft number">{limits(row)}</span>
            </span>
          ),
        },
        {
          name: "verdict",
          title: t("verdict"),
          show: (row) => (
            <ToneTag tone={row.verdict === "within" ? "good" : "bad"}>
              {say(row.verdict_label)}
            </ToneTag>
          ),
        },
        { name: "machine", title: t("machine"), show: (row) => <Code>{row.equipment}</Code> },
        { name: "at", title: t("at"), show: (row) => <Instant at={row.at} /> },
        { name: "by", title: t("by"), show: (row) => <Name id={row.by} /> },
      ]}
    />
  );
}
