import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Select, Tag } from "antd";
import { type ReactNode, useRef } from "react";
import { useSay } from "../i18n/language";
import { Name } from "../names/name";
import { IdPicker } from "../pick/id-picker";
import type { Field } from "../registry/types";
import { useFieldScan } from "../scanning/scanning";
import { usePlatformTexts } from "../texts";
import { useControl } from "./context";
import { Fields } from "./field-control";
import { type FormValue, firstValues, type Path } from "./values";

interface Props {
  field: Field;
  path: Path;
}

function listOf(value: FormValue | undefined): FormValue[] {
  return Array.isArray(value) ? value : [];
}

/** Names for rows, so that React keeps a row's controls when another is removed. */
function useRowKeys(count: number) {
  const next = useRef(0);
  const keys = useRef<number[]>([]);
  while (keys.current.length < count) keys.current.push(next.current++);
  keys.current.length = count;
  return {
    keys: keys.current,
    drop: (at: number) => {
      keys.current = keys.current.filter((_, each) => each !== at);
    },
  };
}

/** Rows of shapes: one below the other, each with its own controls. */
export function ListOfShapes({ field, path }: Props): ReactNode {
  const t = usePlatformTexts();
  const control = useControl(path);
  const rows = listOf(control.value);
  const { keys, drop } = useRowKeys(rows.length);
  const fields = field.item?.fields ?? [];
  const add = () => control.set([...rows, firstValues(fields)]);
  const remove = (at: number) => {
    drop(at);
    control.set(rows.filter((_, each) => each !== at));
  };
  return (
    <div className="form-rows" id={control.id}>
      {rows.map((_, at) => (
        <fieldset className="form-row" key={keys[at]} aria-label={t("form_row", { row: at + 1 })}>
          <span className="form-row-number soft" aria-hidden="true">
            {at + 1}
          </span>
          <Fields fields={fields} path={[...path, at]} />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t("form_remove_row", { row: at + 1 })}
            onClick={() => remove(at)}
          />
        </fieldset>
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={add}>
        {t("form_add_row")}
      </Button>
    </div>
  );
}

/** Several ids, texts or choices. */
export function ListOfValues({ field, path }: Props): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const control = useControl(path);
  const values = listOf(control.value).map(String);
  const item = field.item;
  const place = useRef<HTMLDivElement>(null);
  useFieldScan(place, (scan) => {
    if (!values.includes(scan.data)) control.set([...values, scan.data], true);
  });
  if (item?.type === "id") {
    return <ListOfIds field={item} values={values} control={control} />;
  }
  const choices = item?.choices ?? field.choices;
  return (
    <div ref={place}>
      <Select
        id={control.id}
        mode={choices ? "multiple" : "tags"}
        aria-required={field.required}
        aria-describedby={`${control.id}-said`}
        status={control.problem ? "error" : ""}
        placeholder={choices ? t("form_choose") : t("form_add_value")}
        tokenSeparators={["\n", "\t"]}
        open={choices ? undefined : false}
        suffixIcon={choices ? undefined : null}
        value={values}
        options={choices?.map((each) => ({ value: each.value, label: say(each.label) }))}
        onChange={(next: string[]) => control.set(next)}
        styles={{ root: { width: "100%" } }}
      />
    </div>
  );
}

function ListOfIds(props: {
  field: Field;
  values: string[];
  control: ReturnType<typeof useControl>;
}): ReactNode {
  const { values, control } = props;
  return (
    <div className="form-ids">
      {values.length > 0 && (
        <span className="tags">
          {values.map((id) => (
            <Tag
              key={id}
              closable
              onClose={() => control.set(values.filter((each) => each !== id))}
            >
              <Name id={id} isPlain />
            </Tag>
          ))}
        </span>
      )}
      <IdPicker
        id={control.id}
        prefix={props.field.prefix ?? ""}
        value={null}
        status={control.problem && "error"}
        describedBy={`${control.id}-said`}
        onChange={(id, isScan) => {
          if (id !== null && !values.includes(id)) control.set([...values, id], isScan);
        }}
      />
    </div>
  );
}

/** Pairs of a name and a value. */
export function MapRows({ path }: Props): ReactNode {
  const t = usePlatformTexts();
  const control = useControl(path);
  const pairs = listOf(control.value) as [string, string][];
  const { keys, drop } = useRowKeys(pairs.length);
  const put = (at: number, pair: [string, string]) =>
    control.set(pairs.map((each, index) => (index === at ? pair : each)));
  return (
    <div className="form-rows" id={control.id}>
      {pairs.map(([name, value], at) => (
        <div className="form-pair" key={keys[at]}>
          <Input
            aria-label={`${t("form_key")} ${at + 1}`}
            value={name}
            onChange={(event) => put(at, [event.target.value, value])}
          />
          <Input
            aria-label={`${t("form_value")} ${at + 1}`}
            value={value}
            onChange={(event) => put(at, [name, event.target.value])}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t("form_remove_row", { row: at + 1 })}
            onClick={() => {
              drop(at);
              control.set(pairs.filter((_, index) => index !== at));
            }}
          />
        </div>
      ))}
      <Button
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => control.set([...pairs, ["", ""]])}
      >
        {t("form_add_row")}
      </Button>
    </div>
  );
}
