import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { entryPath, genericRecordPath } from "@platform/screens/paths";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Table, Tag } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { PermissionList } from "./permission-list";
import { isWholeDay } from "./permissions";
import { access } from "./texts";
import type { DayAnswer, Evidence, Way } from "./types";

const keyOf = (way: Way) =>
  [way.user_id, way.role_id, way.delegation_id, way.from, way.until].join(" ");

/** Each way by which a permission was held: who, by what, when, for what, and its proof. */
export function WaysTable(props: { answer: DayAnswer; isOfPerson: boolean }): ReactNode {
  const t = useTexts(access);
  const { answer } = props;
  const person = {
    key: "person",
    title: t("person"),
    render: (_: unknown, way: Way) => <Named id={way.user_id} answer={answer} />,
  };
  return (
    <Table<Way>
      size="middle"
      rowKey={keyOf}
      dataSource={answer.ways}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      expandable={
        props.isOfPerson
          ? {
              expandedRowRender: (way) => <PermissionList permissions={way.permissions ?? []} />,
              defaultExpandedRowKeys: answer.ways.slice(0, 1).map(keyOf),
            }
          : undefined
      }
      columns={[
        ...(props.isOfPerson ? [] : [person]),
        { key: "by", title: t("by"), render: (_, way) => <By way={way} answer={answer} /> },
        { key: "when", title: t("when"), render: (_, way) => <When way={way} answer={answer} /> },
        { key: "for", title: t("limited"), render: (_, way) => <Limits scope={way.scope} /> },
        {
          key: "proof",
          title: t("proof"),
          render: (_, way) => <Proof of={way.evidence} />,
        },
      ]}
    />
  );
}

function Named({ id, answer }: { id: string; answer: DayAnswer }): ReactNode {
  return (
    <Link className="name" to={genericRecordPath("people.user", id)} title={id}>
      {answer.names[id]?.name ?? id}
    </Link>
  );
}

function By({ way, answer }: { way: Way; answer: DayAnswer }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const title = answer.names[way.role_id]?.detail;
  return (
    <>
      <Link className="name" to={genericRecordPath("people.role", way.role_id)}>
        {title ? say(title) : way.role}
      </Link>{" "}
      {way.is_emergency && <ToneTag tone="warn">{t("in_emergency")}</ToneTag>}
      {way.behalf !== null && (
        <div className="small">
          {t("as_deputy")} <Named id={way.behalf} answer={answer} />
        </div>
      )}
      {way.permissions && (
        <div className="soft small">{t("permissions", { count: way.permissions.length })}</div>
      )}
    </>
  );
}

function When({ way, answer }: { way: Way; answer: DayAnswer }): ReactNode {
  const t = useTexts(access);
  const { instant } = useFormats();
  if (isWholeDay(way, answer)) {
    return t(answer.told_until < answer.until ? "until_now" : "whole_day");
  }
  return t("span", { from: instant(way.from), until: instant(way.until) });
}

export function Limits({ scope }: { scope: readonly string[] }): ReactNode {
  const t = useTexts(access);
  if (scope.length === 0) return <span className="soft">{t("unlimited")}</span>;
  return (
    <span className="tags">
      {scope.map((id) => (
        <Tag key={id}>
          <Name id={id} />
        </Tag>
      ))}
    </span>
  );
}

/** The entries that made it so. */
function Proof({ of }: { of: readonly Evidence[] }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const { number } = useFormats();
  return (
    <ul className="plain small">
      {of.map((each) => (
        <li key={each.seq}>
          <Link to={entryPath(each.seq)}>
            #{number(each.seq)} {say(registry.label(each.kind))}
          </Link>{" "}
          <span className="soft">
            <Instant at={each.recorded} />
          </span>
        </li>
      ))}
    </ul>
  );
}
