import { ArrowRightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import type { Change, Json, JsonObject } from "../api/types";
import { useSay } from "../i18n/language";
import { untranslated } from "../i18n/text";
import { Name } from "../names/name";
import { isId, useRegistry } from "../registry/registry";
import type { Field } from "../registry/types";
import { genericRecordPath } from "../screens/paths";
import { usePlatformTexts } from "../texts";
import { Masked, Value } from "../values/value";

const SHOWN_MAX = 8;

/** What became of each record, field by field, old beside new. */
export function Changes(props: { changes: Change[]; isKnown?: boolean }): ReactNode {
  const t = usePlatformTexts();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? props.changes : props.changes.slice(0, SHOWN_MAX);
  if (props.changes.length === 0) return null;
  return (
    <div className="changes">
      {shown.map((change) => (
        <OneChange
          key={`${change.record} ${change.key}`}
          change={change}
          isKnown={props.isKnown ?? false}
        />
      ))}
      {props.changes.length > shown.length && (
        <Button type="link" size="small" className="flush" onClick={() => setWhole(true)}>
          {t("more")} ({props.changes.length - shown.length})
        </Button>
      )}
    </div>
  );
}

function OneChange(props: { change: Change; isKnown: boolean }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const { change } = props;
  const kind = registry.kind(change.record);
  const values = { ...change.beside, ...change.new, ...lastOf(change.set) };
  const hidden = new Set(kind?.fields.flatMap((field) => field.unit_field ?? []));
  const shownFields = (names: string[]) =>
    names.filter((name) => !hidden.has(name) && name !== "id");
  const field = (name: string) => kind?.fields.find((each) => each.name === name);
  const show = (name: string, value: Json) => (
    <FieldValue
      field={field(name)}
      value={value}
      beside={values}
      kind={change.record}
      isState={name === kind?.state}
    />
  );
  return (
    <div className="change">
      {!props.isKnown && (
        <div className="change-head">
          {say(kind?.label ?? untranslated(change.record))}{" "}
          {isId(change.key) ? (
            <Name id={change.key} />
          ) : (
            <Link to={genericRecordPath(change.record, change.key)}>
              <KeyNames recordKey={change.key} />
            </Link>
          )}{" "}
          {change.new && <span className="soft">({t("history_created")})</span>}
        </div>
      )}
      <dl className="change-fields">
        {(change.$masked ?? []).map((name) => (
          <div key={name}>
            <dt>{say(field(name)?.label ?? untranslated(name))}</dt>
            <dd>
              <Masked />
            </dd>
          </div>
        ))}
        {Object.keys(change.erased ?? {}).map((name) => (
          <div key={name}>
            <dt>{say(field(name)?.label ?? untranslated(name))}</dt>
            <dd className="soft">{t("erased")}</dd>
          </div>
        ))}
        {shownFields(Object.keys(change.new ?? {})).map((name) => (
          <div key={name}>
            <dt>{say(field(name)?.label ?? untranslated(name))}</dt>
            <dd>{show(name, change.new?.[name] ?? null)}</dd>
          </div>
        ))}
        {shownFields(Object.keys(change.set ?? {})).map((name) => {
          const [before, after] = change.set?.[name] ?? [null, null];
          return (
            <div key={name}>
              <dt>{say(field(name)?.label ?? untranslated(name))}</dt>
              <dd>
                <del>{show(name, before)}</del>
                <ArrowRightOutlined aria-label={t("history_became")} className="soft" />
                <ins>{show(name, after)}</ins>
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

/** The parts of a key by name: what a stock record is of, and where. */
function KeyNames({ recordKey }: { recordKey: string }): ReactNode {
  const parts = recordKey.split("|");
  return parts.map((part, at) => (
    <span key={part}>
      {at > 0 && " · "}
      {isId(part) ? <Name id={part} isPlain /> : part}
    </span>
  ));
}

function lastOf(set: Change["set"]): JsonObject {
  return Object.fromEntries(Object.entries(set ?? {}).map(([name, [, after]]) => [name, after]));
}

function FieldValue(props: {
  field: Field | undefined;
  value: Json;
  beside: JsonObject;
  kind: string;
  isState: boolean;
}): ReactNode {
  const { field, value } = props;
  if (field === undefined) return typeof value === "string" ? value : JSON.stringify(value);
  return <Value {...props} field={field} />;
}
