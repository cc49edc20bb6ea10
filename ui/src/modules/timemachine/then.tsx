import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { LifeCycle } from "@platform/record/life-cycle";
import { useRegistry } from "@platform/registry/registry";
import type { KindInfo } from "@platform/registry/types";
import { differences, recordAt, recordsAt, type Story, type Values } from "@platform/replay";
import { ToneTag } from "@platform/values/state-tag";
import { Value } from "@platform/values/value";
import { Card } from "antd";
import type { ReactNode } from "react";
import { timemachine } from "./texts";
import styles from "./timemachine.module.css";

const STOCK = "warehouse.stock";

/** The subject's own record as it was, with what this step changed marked. */
export function ThenCard(props: {
  story: Story;
  position: number;
  subject: string;
  kind: KindInfo;
}): ReactNode {
  const t = useTexts(timemachine);
  const { story, position, subject, kind } = props;
  const values = recordAt(story, position, kind.name, subject);
  const step = differences(story, Math.max(position - 1, 0), position).find(
    ({ record, key }) => record === kind.name && key === subject,
  );
  const state = values === null || kind.state === null ? undefined : values[kind.state];
  return (
    <Card size="small" title={<h2>{t("as_it_was")}</h2>}>
      {values === null ? (
        <p className="soft">{t("not_there")}</p>
      ) : (
        <div className={styles.gap}>
          {kind.life !== null && typeof state === "string" && (
            <LifeCycle kind={kind} state={state} />
          )}
          <Fields kind={kind} values={values} before={step?.before} />
        </div>
      )}
    </Card>
  );
}

function Fields(props: {
  kind: KindInfo;
  values: Values;
  /** Before this step, where it changed the record. */
  before: Values | null | undefined;
}): ReactNode {
  const t = useTexts(timemachine);
  const say = useSay();
  const { kind, values, before } = props;
  const units = new Set(kind.fields.flatMap((field) => field.unit_field ?? []));
  const shown = kind.fields.filter(
    ({ name }) => name !== "id" && !units.has(name) && values[name] !== undefined,
  );
  const isChanged = (name: string) =>
    before !== undefined && JSON.stringify(before?.[name]) !== JSON.stringify(values[name]);
  return (
    <dl className="record-fields">
      {shown.map((field) => (
        <div key={field.name}>
          <dt>{say(field.label)}</dt>
          <dd
            className={isChanged(field.name) ? "was-other" : undefined}
            title={isChanged(field.name) ? t("changed") : undefined}
          >
            <Value
              field={field}
              value={values[field.name]}
              beside={values}
              kind={kind.name}
              isState={field.name === kind.state}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the subject's stock was. */
export function StockCard(props: { story: Story; position: number; subject: string }): ReactNode {
  const t = useTexts(timemachine);
  const { amount } = useFormats();
  const { story, position, subject } = props;
  if (!story.kinds.has(STOCK)) return null;
  const ofSubject = (key: string) => key.startsWith(`${subject}|`);
  const rows = recordsAt(story, position, STOCK)
    .filter(({ key, values }) => ofSubject(key) && Number(values.quantity) !== 0)
    .map(({ key, values }) => ({
      key,
      place: key.split("|")[1] ?? "",
      quantity: String(values.quantity),
      unit: typeof values.unit === "string" ? values.unit : null,
    }));
  const before = new Map(
    recordsAt(story, Math.max(position - 1, 0), STOCK).map(({ key, values }) => [
      key,
      String(values.quantity),
    ]),
  );
  const most = Math.max(...rows.map(({ quantity }) => Number(quantity)), 0);
  return (
    <Card size="small" title={<h2>{t("stock")}</h2>}>
      {rows.length === 0 ? (
        <p className="soft">{t("stock_none")}</p>
      ) : (
        <ul className={styles.bars}>
          {rows.map(({ key, place, quantity, unit }) => (
            <li key={key} className={before.get(key) !== quantity ? "was-other" : undefined}>
              <Name id={place} />
              <span className={styles.bar} aria-hidden>
                <span style={{ width: `${(Number(quantity) / most) * 100}%` }} />
              </span>
              <span className="number">{amount(quantity, unit)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** How many records of each kind there were about the subject and its family. */
export function RecordsCard(props: { story: Story; position: number }): ReactNode {
  const t = useTexts(timemachine);
  const say = useSay();
  const registry = useRegistry();
  const { story, position } = props;
  const counts = [...story.kinds.keys()]
    .map((kind) => ({
      kind,
      count: recordsAt(story, position, kind).length,
      before: recordsAt(story, Math.max(position - 1, 0), kind).length,
    }))
    .filter(({ count }) => count > 0);
  return (
    <Card size="small" title={<h2>{t("records")}</h2>}>
      {counts.length === 0 && <p className="soft">{t("step_none")}</p>}
      <ul className={styles.counts}>
        {counts.map(({ kind, count, before }) => {
          const label = registry.kind(kind)?.label;
          return (
            <li key={kind}>
              <span>{label ? say(label) : kind}</span>
              <span className="number">
                {count > before && <ToneTag tone="busy">+{count - before}</ToneTag>} {count}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
