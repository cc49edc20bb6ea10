import { LockOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import type { ReactNode } from "react";
import type { Json, JsonObject, RecordValues } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { Name } from "../names/name";
import { isId } from "../registry/registry";
import type { Field } from "../registry/types";
import { usePlatformTexts } from "../texts";
import { StateTag } from "./state-tag";

const LIST_MAX = 12;

/** The value of a field as people read it: labels for codes, names for ids, units for amounts. */
export function Value(props: {
  field: Field;
  value: Json | undefined;
  /** What else the record says: the unit of an amount is a field of its own. */
  beside?: RecordValues;
  /** The kind of record, for states. */
  kind?: string;
  isState?: boolean;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const formats = useFormats();
  const { field, value } = props;
  if (isMasked(field.name, props.beside)) return <Masked />;
  if (value === undefined || value === null || value === "") {
    return (
      <span className="soft" title={t("record_no_value")}>
        {t("none")}
      </span>
    );
  }
  if (props.isState && props.kind !== undefined) {
    return <StateTag kind={props.kind} state={String(value)} />;
  }
  switch (field.type) {
    case "yesno":
      return t(value === true ? "yes" : "no");
    case "integer":
      return <span className="number">{formats.number(Number(value))}</span>;
    case "amount": {
      const unit = field.unit_field == null ? null : props.beside?.[field.unit_field];
      const code = typeof unit === "string" ? unit : null;
      return <span className="number">{formats.amount(String(value), code)}</span>;
    }
    case "date":
      return <time dateTime={String(value)}>{formats.date(String(value))}</time>;
    case "instant":
      return <Instant at={String(value)} />;
    case "id":
      return <Name id={String(value)} />;
    case "choice":
      return say(choiceLabel(field, String(value)));
    case "text":
      return <TextValue field={field} value={String(value)} />;
    case "list":
      return <ListValue field={field} values={Array.isArray(value) ? value : []} />;
    case "shape":
      return <ShapeValue fields={field.fields ?? []} value={value as JsonObject} />;
    case "map":
      return <MapValue value={value as JsonObject} />;
  }
}

/** Whether a record says that the value of a field is kept from its reader. */
export function isMasked(name: string, record: RecordValues | undefined): boolean {
  const masked = record?.$masked;
  return Array.isArray(masked) && masked.includes(name);
}

/** Stands for a value that its reader may not see, whether there is one or not. */
export function Masked(): ReactNode {
  const t = usePlatformTexts();
  return (
    <span className="soft" title={t("masked_why")}>
      <LockOutlined aria-hidden /> {t("masked")}
    </span>
  );
}

function choiceLabel(field: Field, value: string) {
  const found = field.choices?.find((choice) => choice.value === value);
  return found?.label ?? { en: value, zh: value };
}

/** An instant in the site's zone; the seconds on demand. */
export function Instant(props: { at: string; isPrecise?: boolean }): ReactNode {
  const { instant, habit } = useFormats();
  return (
    <time dateTime={props.at} title={`${instant(props.at, "seconds")} ${habit.zone}`}>
      {instant(props.at, props.isPrecise ? "seconds" : undefined)}
    </time>
  );
}

/** Texts that name somebody or something by its id stand as the name. */
function TextValue(props: { field: Field; value: string }): ReactNode {
  const { unit } = useFormats();
  if (isId(props.value)) return <Name id={props.value} />;
  if (props.field.choices) return unit(props.value);
  return <span className={props.field.multiline ? "lines wrap" : "wrap"}>{props.value}</span>;
}

function ListValue(props: { field: Field; values: Json[] }): ReactNode {
  const t = usePlatformTexts();
  const item = props.field.item;
  if (props.values.length === 0 || item == null) return <span className="soft">{t("none")}</span>;
  if (item.type === "shape") {
    return <ShapeRows fields={item.fields ?? []} rows={props.values as JsonObject[]} />;
  }
  const more = props.values.length - LIST_MAX;
  return (
    <span className="tags">
      {props.values.slice(0, LIST_MAX).map((each) => (
        <Tag key={String(each)}>
          <Value field={item} value={each} />
        </Tag>
      ))}
      {more > 0 && <span className="soft">+{more}</span>}
    </span>
  );
}

/** A list of shapes as a table with the fields that any row has. */
function ShapeRows(props: { fields: Field[]; rows: JsonObject[] }): ReactNode {
  const say = useSay();
  const used = props.fields.filter((field) => {
    const isUnit = props.fields.some((other) => other.unit_field === field.name);
    return !isUnit && props.rows.some((row) => row[field.name] !== undefined);
  });
  return (
    <div className="scroll-x">
      <table className="rows">
        <thead>
          <tr>
            {used.map((field) => (
              <th key={field.name} scope="col">
                {say(field.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={JSON.stringify(row)}>
              {used.map((field) => (
                <td key={field.name}>
                  <Value field={field} value={row[field.name]} beside={row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ShapeValue(props: { fields: Field[]; value: JsonObject }): ReactNode {
  const say = useSay();
  const shown = props.fields.filter((field) => {
    const isUnit = props.fields.some(
      (other) => other.unit_field === field.name && props.value[other.name] !== undefined,
    );
    const value = props.value[field.name];
    const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
    return !isUnit && !isEmpty;
  });
  return (
    <dl className="pairs">
      {shown.map((field) => (
        <div key={field.name}>
          <dt>{say(field.label)}</dt>
          <dd>
            <Value field={field} value={props.value[field.name]} beside={props.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function MapValue(props: { value: JsonObject }): ReactNode {
  return (
    <dl className="pairs">
      {Object.entries(props.value).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
