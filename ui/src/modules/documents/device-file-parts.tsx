import { useFormats } from "@platform/formats/use-formats";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { recordPath } from "@platform/screens/paths";
import { Instant } from "@platform/values/value";
import { Table, type TableColumnsType } from "antd";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./documents.module.css";
import { limitsOf } from "./limits";
import { documents } from "./texts";
import { useTitle } from "./titles";
import type { DeviceFile, Held } from "./types";

type Part = (props: { found: DeviceFile }) => ReactNode;

/** The parts of a device file, in the order of the page. */
export const PARTS: readonly {
  name: "documents" | "bom" | "routing" | "specifications" | "labels";
  Part: Part;
}[] = [
  { name: "documents", Part: Documents },
  { name: "bom", Part: BomPart },
  { name: "routing", Part: RoutingPart },
  { name: "specifications", Part: Specifications },
  { name: "labels", Part: Labels },
];

function Nothing(): ReactNode {
  const t = useTexts(documents);
  return <p className="soft">{t("nothing")}</p>;
}

function Rows<T extends object>(props: {
  rows: readonly T[];
  rowKey: keyof T & string;
  columns: TableColumnsType<T>;
}): ReactNode {
  if (props.rows.length === 0) return <Nothing />;
  return (
    <Table<T>
      size="small"
      rowKey={props.rowKey}
      dataSource={props.rows}
      pagination={false}
      scroll={{ x: true }}
      components={{ table: ReachedByKeyboard }}
      columns={props.columns}
    />
  );
}

/** A part may be wider than the screen without anything in it to go to. */
function ReachedByKeyboard(props: ComponentProps<"table">): ReactNode {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
  return <table {...props} tabIndex={0} />;
}

function Documents({ found }: { found: DeviceFile }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const titleOf = useTitle();
  const rows = found.documents ?? [];
  return (
    <Rows<Held>
      rowKey="id"
      rows={rows}
      columns={[
        {
          title: t("number"),
          render: (_, each) => (
            <Link to={recordPath("documents.document", each.id)}>{each.number}</Link>
          ),
        },
        { title: t("title"), render: (_, each) => <span className="wrap">{titleOf(each)}</span> },
        { title: t("kind"), render: (_, each) => say(each.kind_label) },
        {
          title: t("rev"),
          render: (_, each) => (
            <Link to={recordPath("documents.revision", each.revision.id)}>
              {each.revision.revision}
            </Link>
          ),
        },
        {
          title: t("since"),
          render: (_, each) =>
            each.revision.effective_at && <Instant at={each.revision.effective_at} />,
        },
      ]}
    />
  );
}

function BomPart({ found }: { found: DeviceFile }): ReactNode {
  const t = useTexts(documents);
  const { amount } = useFormats();
  const isChinese = useLanguage() === "zh";
  const { bom } = found;
  if (!bom) return <Nothing />;
  return (
    <div className="stack">
      <p className={styles.inline}>
        <Link to={recordPath("items.bom", bom.id)}>
          {t("revision", { revision: bom.revision })}
        </Link>
        <span className="soft">
          {t("for_quantity", { quantity: amount(bom.quantity, bom.unit) })}
        </span>
      </p>
      <Rows<(typeof bom.lines)[number]>
        rowKey="component_id"
        rows={bom.lines}
        columns={[
          {
            title: t("component"),
            render: (_, each) => (
              <Link to={recordPath("items.item", each.component_id)}>{each.number}</Link>
            ),
          },
          {
            title: t("title"),
            render: (_, each) => (
              <span className="wrap">{(isChinese && each.name_zh) || each.name}</span>
            ),
          },
          {
            title: t("quantity"),
            align: "end",
            render: (_, each) => <span className="number">{amount(each.quantity, each.unit)}</span>,
          },
        ]}
      />
    </div>
  );
}

function RoutingPart({ found }: { found: DeviceFile }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const formats = useFormats();
  const { routing } = found;
  if (!routing) return <Nothing />;
  return (
    <div className="stack">
      <p>
        <Link to={recordPath("items.routing", routing.id)}>
          {t("revision", { revision: routing.revision })}
        </Link>
      </p>
      <Rows<(typeof routing.operations)[number]>
        rowKey="position"
        rows={routing.operations}
        columns={[
          { title: t("step"), render: (_, each) => `${each.code} · ${each.name}` },
          { title: t("kind"), render: (_, each) => say(each.kind_label) },
          {
            title: t("parameter"),
            render: (_, each) => (
              <ul className="plain">
                {each.parameters.map((one) => (
                  <li key={one.id}>
                    {one.name}: <span className="number">{limitsOf(one, formats.amount)}</span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </div>
  );
}

function Specifications({ found }: { found: DeviceFile }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const { amount } = useFormats();
  const plans = found.specifications ?? [];
  const rows = plans.flatMap((plan) =>
    plan.characteristics.map((each) => ({ ...each, plan, key: each.id })),
  );
  return (
    <Rows<(typeof rows)[number]>
      rowKey="key"
      rows={rows}
      columns={[
        {
          title: t("stage"),
          render: (_, each) => (
            <Link to={recordPath("inspection.plan", each.plan.id)}>
              {say(each.plan.stage_label)} · {each.plan.revision}
            </Link>
          ),
        },
        { title: t("characteristic"), render: (_, each) => `${each.code} · ${each.name}` },
        {
          title: t("limits"),
          render: (_, each) => <span className="number">{limitsOf(each, amount)}</span>,
        },
      ]}
    />
  );
}

function Labels({ found }: { found: DeviceFile }): ReactNode {
  const t = useTexts(documents);
  const rows = found.labels ?? [];
  return (
    <Rows<(typeof rows)[number]>
      rowKey="id"
      rows={rows}
      columns={[
        { title: t("label_for"), render: (_, each) => <Name id={each.target} /> },
        {
          title: t("rev"),
          render: (_, each) => (
            <Link to={recordPath("labelling.template", each.id)}>
              {t("version", { version: each.version })}
            </Link>
          ),
        },
        { title: t("approved"), render: (_, each) => <Instant at={each.approved_at} /> },
      ]}
    />
  );
}
