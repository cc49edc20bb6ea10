import { DatePicker, Input, Radio, Select } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useRef } from "react";
import { useLanguage, useSay } from "../i18n/language";
import type { Field } from "../registry/types";
import { useFieldScan } from "../scanning/scanning";
import { usePlatformTexts } from "../texts";
import { useControl } from "./context";
import type { Path } from "./values";

interface Props {
  field: Field;
  path: Path;
}

/** What every control says of itself to assistive programs. */
function useAttributes({ field, path }: Props) {
  const control = useControl(path);
  return {
    control,
    text: typeof control.value === "string" ? control.value : "",
    attributes: {
      id: control.id,
      "aria-required": field.required,
      "aria-invalid": control.problem !== undefined,
      "aria-describedby": `${control.id}-said`,
      status: control.problem ? ("error" as const) : ("" as const),
    },
  };
}

export function TextInput(props: Props): ReactNode {
  const { field } = props;
  const { control, text, attributes } = useAttributes(props);
  const common = {
    ...attributes,
    value: text,
    maxLength: field.length_max ?? undefined,
    onChange: (event: { target: { value: string } }) => control.set(event.target.value),
  };
  const place = useRef<HTMLDivElement>(null);
  useFieldScan(place, (scan) => control.set(scan.data, true));
  if (field.secret) {
    const isCurrent = field.name.startsWith("current");
    return (
      <Input.Password {...common} autoComplete={isCurrent ? "current-password" : "new-password"} />
    );
  }
  if (field.multiline) return <Input.TextArea {...common} autoSize={{ minRows: 2, maxRows: 8 }} />;
  return (
    <div ref={place}>
      <Input {...common} autoComplete="off" />
    </div>
  );
}

export function WholeInput(props: Props): ReactNode {
  const { control, text, attributes } = useAttributes(props);
  return (
    <Input
      {...attributes}
      value={text}
      inputMode="numeric"
      autoComplete="off"
      onChange={(event) => control.set(event.target.value)}
    />
  );
}

/** Two words to choose from; nothing is chosen for anybody who must decide. */
export function YesNoInput(props: Props): ReactNode {
  const t = usePlatformTexts();
  const { control, attributes } = useAttributes(props);
  const options = [
    { value: true, label: t("yes") },
    { value: false, label: t("no") },
  ];
  return <Radios id={attributes.id} field={props.field} options={options} control={control} />;
}

/** A few choices lie open, many in a list. */
export function ChoiceInput(props: Props & { isList: boolean }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { field } = props;
  const { control, text, attributes } = useAttributes(props);
  const options = (field.choices ?? []).map((each) => ({
    value: each.value,
    label: say(each.label),
  }));
  if (!props.isList) {
    return <Radios id={attributes.id} field={field} options={options} control={control} />;
  }
  return (
    <Select
      {...attributes}
      value={text === "" ? undefined : text}
      placeholder={t("form_choose")}
      showSearch={{ optionFilterProp: "label" }}
      allowClear={!field.required}
      options={options}
      onChange={(value: string | undefined) => control.set(value)}
      styles={{ root: { width: "100%" } }}
    />
  );
}

function Radios<V extends string | boolean>(props: {
  id: string;
  field: Field;
  options: { value: V; label: string }[];
  control: ReturnType<typeof useControl>;
}): ReactNode {
  const t = usePlatformTexts();
  const isOpen = !props.field.required && props.field.default === undefined;
  const options = isOpen ? [...props.options, { value: "", label: t("none") }] : props.options;
  return (
    <Radio.Group
      id={props.id}
      optionType="button"
      options={options}
      value={props.control.value ?? (isOpen ? "" : undefined)}
      onChange={(event) => {
        const value = event.target.value as V | "";
        props.control.set(value === "" ? undefined : value);
      }}
    />
  );
}

export function DateInput(props: Props): ReactNode {
  const { control, text, attributes } = useAttributes(props);
  return (
    <DatePicker
      {...attributes}
      format={useDateFormat()}
      value={text === "" ? null : dayjs(text)}
      onChange={(date) => control.set(date?.format("YYYY-MM-DD"))}
      styles={{ root: { width: "100%" } }}
    />
  );
}

/** The wall clock of the site. */
export function InstantInput(props: Props): ReactNode {
  const { control, text, attributes } = useAttributes(props);
  return (
    <DatePicker
      {...attributes}
      showTime={{ format: "HH:mm" }}
      format={`${useDateFormat()} HH:mm`}
      value={text === "" ? null : dayjs(text.slice(0, 16))}
      onChange={(date) => control.set(date?.format("YYYY-MM-DDTHH:mm"))}
      styles={{ root: { width: "100%" } }}
    />
  );
}

export function useDateFormat(): string {
  return useLanguage() === "zh" ? "YYYY-MM-DD" : "D MMM YYYY";
}
