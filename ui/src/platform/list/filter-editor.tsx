import { DatePicker, Input, InputNumber, Select, Space } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { type ReactNode, useState } from "react";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { IdPicker } from "../pick/id-picker";
import type { Field } from "../registry/types";
import { usePlatformTexts } from "../texts";
import { boundsOf, dateOf, without } from "./filters";

type Filters = Readonly<Record<string, string>>;

interface Props {
  field: Field;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** The control for one field's filter, by the type of the field. */
export function FilterEditor(props: Props): ReactNode {
  const { field, filters } = props;
  const set = (given: Record<string, string | null>) => {
    const next = without(field, filters);
    for (const [name, value] of Object.entries(given)) {
      if (value !== null && value !== "") next[name] = value;
    }
    props.onChange(next);
  };
  const parts = { field, filters, set };
  switch (field.type) {
    case "choice":
      return <ChoiceFilter {...parts} />;
    case "yesno":
      return <YesNoFilter {...parts} />;
    case "date":
    case "instant":
      return <PeriodFilter {...parts} />;
    case "integer":
      return <IntegerFilter {...parts} />;
    case "id":
      return <IdFilter {...parts} />;
    default:
      return <TextFilter {...parts} />;
  }
}

interface Parts {
  field: Field;
  filters: Filters;
  set: (given: Record<string, string | null>) => void;
}

function ChoiceFilter({ field, filters, set }: Parts): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const value = filters[`${field.name}.in`] ?? filters[field.name];
  return (
    <Select
      mode="multiple"
      aria-label={say(field.label)}
      placeholder={t("list_any")}
      allowClear
      maxTagCount="responsive"
      value={value ? value.split(",") : []}
      options={(field.choices ?? []).map((each) => ({ value: each.value, label: say(each.label) }))}
      onChange={(values: string[]) => set({ [`${field.name}.in`]: values.join(",") })}
      styles={{ root: { minWidth: 180, width: "100%" } }}
    />
  );
}

function YesNoFilter({ field, filters, set }: Parts): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  return (
    <Select
      aria-label={say(field.label)}
      placeholder={t("list_any")}
      allowClear
      value={filters[field.name]}
      options={[
        { value: "true", label: t("yes") },
        { value: "false", label: t("no") },
      ]}
      onChange={(value: string | undefined) => set({ [field.name]: value ?? null })}
      styles={{ root: { width: "100%" } }}
    />
  );
}

/** Calendar dates; of an instant the days of the site's zone. */
function PeriodFilter({ field, filters, set }: Parts): ReactNode {
  const { habit } = useFormats();
  const say = useSay();
  const isInstant = field.type === "instant";
  const read = (text: string | undefined): Dayjs | null => {
    const date = isInstant ? dateOf(text, habit.zone) : (text ?? null);
    return date === null ? null : dayjs(date);
  };
  const change = (period: [Dayjs | null, Dayjs | null] | null) => {
    const [from, to] = period ?? [null, null];
    const first = from?.format("YYYY-MM-DD") ?? null;
    const last = to?.format("YYYY-MM-DD") ?? null;
    const bound = (date: string | null, at: 0 | 1) =>
      date === null || !isInstant ? date : boundsOf([date, date], habit.zone)[at];
    set({ [`${field.name}.min`]: bound(first, 0), [`${field.name}.max`]: bound(last, 1) });
  };
  return (
    <DatePicker.RangePicker
      aria-label={say(field.label)}
      allowEmpty={[true, true]}
      value={[read(filters[`${field.name}.min`]), read(filters[`${field.name}.max`])]}
      onChange={change}
      styles={{ root: { width: "100%" } }}
    />
  );
}

function IntegerFilter({ field, filters, set }: Parts): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const [low, high] = [`${field.name}.min`, `${field.name}.max`];
  const bound = (name: string, other: string, label: string) => (
    <InputNumber
      aria-label={`${say(field.label)} ${label}`}
      placeholder={label}
      precision={0}
      value={filters[name] === undefined ? null : Number(filters[name])}
      onChange={(value) =>
        set({ [name]: value === null ? null : String(value), [other]: filters[other] ?? null })
      }
    />
  );
  return (
    <Space.Compact block>
      {bound(low, high, t("list_from"))}
      {bound(high, low, t("list_to"))}
    </Space.Compact>
  );
}

function IdFilter({ field, filters, set }: Parts): ReactNode {
  const say = useSay();
  const value = filters[field.name] ?? filters[`${field.name}.in`]?.split(",")[0];
  return (
    <IdPicker
      prefix={field.prefix ?? ""}
      label={say(field.label)}
      value={value ?? null}
      onChange={(id) => set({ [field.name]: id })}
    />
  );
}

function TextFilter({ field, filters, set }: Parts): ReactNode {
  const say = useSay();
  const [text, setText] = useState(filters[field.name] ?? "");
  const choices = field.choices;
  if (choices) {
    return (
      <Select
        aria-label={say(field.label)}
        allowClear
        value={filters[field.name]}
        options={choices.map((each) => ({ value: each.value, label: say(each.label) }))}
        onChange={(value: string | undefined) => set({ [field.name]: value ?? null })}
        styles={{ root: { width: "100%" } }}
      />
    );
  }
  return (
    <Input
      aria-label={say(field.label)}
      allowClear
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        if (event.target.value === "") set({ [field.name]: null });
      }}
      onPressEnter={() => set({ [field.name]: text.trim() })}
      onBlur={() => set({ [field.name]: text.trim() })}
    />
  );
}
