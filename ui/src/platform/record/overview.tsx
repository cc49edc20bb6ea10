import { Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import type { RecordValues } from "../api/types";
import { useSay } from "../i18n/language";
import type { Field, KindInfo } from "../registry/types";
import { RecordSignatures } from "../signing/given";
import { usePlatformTexts } from "../texts";
import { isMasked, Value } from "../values/value";
import { LifeCycle } from "./life-cycle";
import { PossiblePanel } from "./possible";

const WIDE: ReadonlySet<string> = new Set(["list", "map", "shape"]);

/** The fields of a record, its life cycle, and what may be done with it now. */
export function Overview(props: {
  kind: KindInfo;
  recordKey: string;
  record: RecordValues;
  present: RecordValues | null;
  /** Entries of the ledger that the record shown is made of; undefined for all. */
  size?: number | undefined;
}): ReactNode {
  const t = usePlatformTexts();
  const { kind, record, present } = props;
  const state = kind.state === null ? undefined : record[kind.state];
  const isDoable = present === null && kind.prefix !== null;
  return (
    <div className={isDoable ? "record-grid" : undefined}>
      <div className="stack">
        {kind.life !== null && typeof state === "string" && (
          <Card size="small" title={t("record_life")}>
            <LifeCycle kind={kind} state={state} />
          </Card>
        )}
        <FieldsCard kind={kind} record={record} present={present} />
        <RecordSignatures kind={kind.name} recordKey={props.recordKey} size={props.size} />
      </div>
      {isDoable && <PossiblePanel subject={props.recordKey} />}
    </div>
  );
}

function FieldsCard(props: {
  kind: KindInfo;
  record: RecordValues;
  present: RecordValues | null;
}): ReactNode {
  const t = usePlatformTexts();
  const [isWhole, setWhole] = useState(false);
  const { kind, record, present } = props;
  const units = new Set(kind.fields.flatMap((field) => field.unit_field ?? []));
  const isOwnId = (field: Field) => field.name === "id" && kind.prefix !== null;
  const shown = kind.fields.filter((field) => !units.has(field.name) && !isOwnId(field));
  const isSet = (field: Field) =>
    !isBlank(record[field.name]) || !isBlank(present?.[field.name]) || isMasked(field.name, record);
  const blank = shown.filter((field) => !isSet(field));
  const visible = isWhole ? shown : shown.filter(isSet);
  return (
    <Card size="small">
      <dl className="record-fields">
        {visible.map((field) => (
          <RecordField
            key={field.name}
            kind={kind}
            field={field}
            record={record}
            present={present}
          />
        ))}
      </dl>
      {blank.length > 0 && (
        <Button type="link" size="small" className="flush" onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("record_fields_hide") : t("record_fields_empty", { count: blank.length })}
        </Button>
      )}
    </Card>
  );
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function RecordField(props: {
  kind: KindInfo;
  field: Field;
  record: RecordValues;
  present: RecordValues | null;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { kind, field, record, present } = props;
  const isState = field.name === kind.state;
  const now = present?.[field.name];
  const isOther =
    present !== null && JSON.stringify(now ?? null) !== JSON.stringify(record[field.name] ?? null);
  return (
    <div className={WIDE.has(field.type) || field.multiline ? "wide" : undefined}>
      <dt title={say(field.help ?? { en: "", zh: "" })}>{say(field.label)}</dt>
      <dd className={isOther ? "was-other" : undefined}>
        <Value
          field={field}
          value={record[field.name]}
          beside={record}
          kind={kind.name}
          isState={isState}
        />
        {isOther && (
          <div className="soft small">
            {t("record_present")}:{" "}
            <Value field={field} value={now} beside={present} kind={kind.name} isState={isState} />
          </div>
        )}
      </dd>
    </div>
  );
}
