import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { toneOf } from "./spans";
import { registrations } from "./texts";
import type { Ending } from "./types";

/** What ends, soonest first: for what it is, how long it holds, and how its renewal stands. */
export function EndingTable(props: { rows: Ending[] }): ReactNode {
  const t = useTexts(registrations);
  return (
    <Table<Ending>
      size="middle"
      rowKey="id"
      dataSource={props.rows}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <EmptyState text={t("none")} /> }}
      columns={[
        { title: t("certificate"), render: (_, row) => <What row={row} /> },
        { title: t("about"), render: (_, row) => <About row={row} /> },
        { title: t("valid_until"), render: (_, row) => <Until row={row} /> },
        { title: t("renewal"), render: (_, row) => <RenewalOf row={row} /> },
      ]}
    />
  );
}

function What({ row }: { row: Ending }): ReactNode {
  const t = useTexts(registrations);
  const say = useSay();
  return (
    <>
      <Link to={recordPath(row.kind, row.id)}>{row.number}</Link>
      <div className="soft small">
        {say(row.what)}, {t("version", { version: String(row.version) })}
      </div>
    </>
  );
}

function About({ row }: { row: Ending }): ReactNode {
  const t = useTexts(registrations);
  return (
    <>
      {row.market && <div>{t("market", { market: row.market })}</div>}
      {row.operation && <div>{t("operation", { operation: row.operation })}</div>}
      {row.about.map((id) => (
        <div key={id}>
          <Name id={id} />
        </div>
      ))}
      {row.more > 0 && <div className="soft small">{t("about_more", { count: row.more })}</div>}
      {row.about.length === 0 && <div className="soft">{t("about_all")}</div>}
    </>
  );
}

function Until({ row }: { row: Ending }): ReactNode {
  const t = useTexts(registrations);
  const { date, number } = useFormats();
  const count = Math.abs(row.days_left);
  const said = { count, days: number(count) };
  return (
    <>
      <div className="number">{date(row.valid_until)}</div>
      <ToneTag tone={toneOf(row.days_left)}>
        {row.days_left === 0 ? t("last_day") : t(row.days_left < 0 ? "over" : "left", said)}
      </ToneTag>
    </>
  );
}

function RenewalOf({ row }: { row: Ending }): ReactNode {
  const t = useTexts(registrations);
  const { date } = useFormats();
  const mayRecord = usePermission("registrations.renewal.record");
  const { renewal } = row;
  if (renewal === null) return <span className="soft">{t("renewal_none")}</span>;
  const due = { date: date(renewal.due_on) };
  if (renewal.state === "applied") return <ToneTag tone="busy">{t("renewal_applied")}</ToneTag>;
  return (
    <>
      <div>
        {renewal.is_late ? (
          <ToneTag tone="bad">{t("renewal_late", due)}</ToneTag>
        ) : (
          t("renewal_open", due)
        )}
      </div>
      {mayRecord && (
        <Link to={commandPath("registrations.record_application/1", { renewal_id: renewal.id })}>
          {t("record_application")}
        </Link>
      )}
    </>
  );
}
