import { Input, Select, Space } from "antd";
import { type ReactNode, useEffect } from "react";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import type { Field } from "../registry/types";
import { useControl } from "./context";
import { useUnitOf } from "./use-unit";
import type { Path } from "./values";

/**
 * A figure with its unit beside it. The first amount of a unit chooses it, the others show it;
 * what the form is about proposes its own unit.
 */
export function AmountInput(props: {
  field: Field;
  beside: readonly Field[];
  path: Path;
}): ReactNode {
  const say = useSay();
  const { field, beside, path } = props;
  const control = useControl(path);
  const unitField = beside.find((each) => each.name === field.unit_field);
  const isFirst = beside.find((each) => each.unit_field === field.unit_field) === field;
  return (
    <Space.Compact block>
      <Input
        id={control.id}
        value={typeof control.value === "string" ? control.value : ""}
        inputMode="decimal"
        autoComplete="off"
        className="number"
        aria-label={say(field.label)}
        aria-required={field.required}
        aria-invalid={control.problem !== undefined}
        aria-describedby={`${control.id}-said`}
        status={control.problem ? "error" : ""}
        onChange={(event) => control.set(event.target.value)}
      />
      {unitField && (
        <Unit
          field={unitField}
          beside={beside}
          path={[...path.slice(0, -1), unitField.name]}
          isFixed={!isFirst}
        />
      )}
    </Space.Compact>
  );
}

/** Codes that a unit's field takes: its choices, or the words of a pattern like `CNY|USD`. */
function codesOf(field: Field): string[] {
  if (field.choices) return field.choices.map((each) => each.value);
  return /^[A-Za-z%/0-9]+(\|[A-Za-z%/0-9]+)*$/.test(field.pattern ?? "")
    ? (field.pattern ?? "").split("|")
    : [];
}

function Unit(props: {
  field: Field;
  beside: readonly Field[];
  path: Path;
  isFixed: boolean;
}): ReactNode {
  const label = useSay()(props.field.label);
  const { unit } = useFormats();
  const control = useControl(props.path);
  const value = typeof control.value === "string" ? control.value : "";
  const codes = codesOf(props.field);
  const ofThing = useUnitOf(props.beside, props.path.slice(0, -1));
  const only = codes.length === 1 ? codes[0] : undefined;
  const proposed = only ?? (ofThing !== null && codes.includes(ofThing) ? ofThing : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new proposal replaces a unit
  useEffect(() => {
    if (!props.isFixed && proposed !== null) control.set(proposed);
  }, [proposed, props.isFixed]);
  if (props.isFixed) return <Space.Addon>{value === "" ? label : unit(value)}</Space.Addon>;
  return (
    <Select
      id={control.id}
      aria-label={label}
      aria-required={props.field.required}
      status={control.problem ? "error" : ""}
      placeholder={label}
      value={value === "" ? undefined : value}
      showSearch={{ optionFilterProp: "label" }}
      options={codes.map((code) => ({ value: code, label: unit(code) }))}
      onChange={(chosen: string | undefined) => control.set(chosen)}
      styles={{ root: { width: 116, flex: "none" } }}
      popupMatchSelectWidth={false}
    />
  );
}
