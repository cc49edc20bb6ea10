import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePerson } from "@platform/session/store";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./calibration.module.css";
import { calibration } from "./texts";
import type { Duty, Machine } from "./types";
import { commandOf, KIND_OF, type Row, toneOf } from "./upkeep";

/** What is asked of the machines of one area, the worst first. */
export function DutyTable(props: { rows: Row[] }): ReactNode {
  const t = useTexts(calibration);
  return (
    <Table<Row>
      size="small"
      rowKey="key"
      dataSource={props.rows}
      scroll={{ x: 700 }}
      pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: t("machine"),
          width: "27%",
          render: (_, row) => row.isFirst && <Which machine={row.machine} />,
        },
        { title: t("what"), width: "24%", render: (_, row) => <What duty={row.duty} /> },
        { title: t("stands"), width: "18%", render: (_, row) => <Stands duty={row.duty} /> },
        { title: t("due"), width: "15%", render: (_, row) => <Due duty={row.duty} /> },
        {
          title: t("do"),
          width: "16%",
          render: (_, row) => row.duty && <Do machine={row.machine} duty={row.duty} />,
        },
      ]}
    />
  );
}

function Which({ machine }: { machine: Machine }): ReactNode {
  const place = machine.workstation;
  return (
    <>
      <Link to={recordPath("equipment.equipment", machine.id)}>{machine.code}</Link>{" "}
      {machine.state !== "available" && (
        <StateTag kind="equipment.equipment" state={machine.state} />
      )}
      <div className="soft small">
        {machine.name}
        {place !== null && ` · ${place.code}`}
      </div>
    </>
  );
}

function What({ duty }: { duty: Duty | null }): ReactNode {
  const t = useTexts(calibration);
  const say = useSay();
  if (duty === null) return <span className="soft">{t("nothing")}</span>;
  return <Link to={recordPath(KIND_OF[duty.sort], duty.id)}>{say(duty.title)}</Link>;
}

function Stands({ duty }: { duty: Duty | null }): ReactNode {
  const say = useSay();
  if (duty === null) return null;
  return (
    <>
      <ToneTag tone={toneOf(duty.upkeep)}>{say(duty.upkeep_label)}</ToneTag>
      {duty.detail !== null && <div className="soft small">{say(duty.detail)}</div>}
    </>
  );
}

function Due({ duty }: { duty: Duty | null }): ReactNode {
  const t = useTexts(calibration);
  const { date, number } = useFormats();
  if (duty === null) return null;
  const { days_left: days, runs_left: runs } = duty;
  return (
    <>
      {duty.due_on !== null && <div className="number">{date(duty.due_on)}</div>}
      <div className={`soft small ${styles.left}`}>
        {days !== null && days === 0 && <span>{t("last_day")}</span>}
        {days !== null && days !== 0 && (
          <span>
            {t(days < 0 ? "over" : "left", {
              count: Math.abs(days),
              days: number(Math.abs(days)),
            })}
          </span>
        )}
        {runs !== null && <span>{t("runs", { count: runs, runs: number(runs) })}</span>}
        {days === null && runs === null && <span>{t("no_end")}</span>}
      </div>
    </>
  );
}

function Do({ machine, duty }: { machine: Machine; duty: Duty }): ReactNode {
  const t = useTexts(calibration);
  const { permissions } = usePerson();
  const asked = commandOf(machine, duty);
  if (!permissions.has(asked.permission)) return null;
  return <Link to={commandPath(asked.kind, asked.given)}>{t(`record_${duty.sort}`)}</Link>;
}
