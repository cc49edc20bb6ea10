import type { ReactNode } from "react";
import { useSay } from "../i18n/language";
import { IdPicker } from "../pick/id-picker";
import type { Field } from "../registry/types";
import { AmountInput } from "./amount-input";
import { useControl } from "./context";
import { FieldBox } from "./field-box";
import { ListOfShapes, ListOfValues, MapRows } from "./list-inputs";
import {
  ChoiceInput,
  DateInput,
  InstantInput,
  TextInput,
  WholeInput,
  YesNoInput,
} from "./plain-inputs";
import type { Path } from "./values";

const RADIOS_MAX = 4;

/** The control of one field with its label, help and problem. */
export function FieldControl(props: {
  field: Field;
  beside: readonly Field[];
  path: Path;
}): ReactNode {
  const say = useSay();
  const { field, path } = props;
  const control = useControl(path);
  const isRows = field.type === "list" && field.item?.type === "shape";
  const isRadios = field.type === "yesno" || (field.type === "choice" && isShort(field));
  return (
    <FieldBox
      id={control.id}
      label={say(field.label)}
      isRequired={field.required}
      help={field.help}
      problem={control.problem}
      isWide={isRows || field.multiline === true || field.type === "map" || field.type === "shape"}
      isGroup={isRows || isRadios || field.type === "map" || field.type === "shape"}
    >
      <Input {...props} />
    </FieldBox>
  );
}

function isShort(field: Field): boolean {
  return (field.choices?.length ?? 0) <= RADIOS_MAX;
}

function Input(props: { field: Field; beside: readonly Field[]; path: Path }): ReactNode {
  const { field, path } = props;
  switch (field.type) {
    case "text":
      return field.choices ? (
        <ChoiceInput field={field} path={path} isList />
      ) : (
        <TextInput field={field} path={path} />
      );
    case "integer":
      return <WholeInput field={field} path={path} />;
    case "yesno":
      return <YesNoInput field={field} path={path} />;
    case "date":
      return <DateInput field={field} path={path} />;
    case "instant":
      return <InstantInput field={field} path={path} />;
    case "amount":
      return <AmountInput {...props} />;
    case "id":
      return <IdInput field={field} path={path} />;
    case "choice":
      return <ChoiceInput field={field} path={path} isList={!isShort(field)} />;
    case "list":
      return field.item?.type === "shape" ? (
        <ListOfShapes field={field} path={path} />
      ) : (
        <ListOfValues field={field} path={path} />
      );
    case "map":
      return <MapRows field={field} path={path} />;
    case "shape":
      return <Fields fields={field.fields ?? []} path={path} />;
  }
}

function IdInput(props: { field: Field; path: Path }): ReactNode {
  const control = useControl(props.path);
  return (
    <IdPicker
      id={control.id}
      prefix={props.field.prefix ?? ""}
      value={typeof control.value === "string" ? control.value : null}
      onChange={(id, isScan) => control.set(id ?? undefined, isScan)}
      isRequired={props.field.required}
      status={control.problem && "error"}
      describedBy={`${control.id}-said`}
    />
  );
}

/** The controls of several fields that stand beside each other; units stand with their amounts. */
export function Fields(props: { fields: readonly Field[]; path: Path }): ReactNode {
  const units = new Set(props.fields.flatMap((field) => field.unit_field ?? []));
  return (
    <div className="fields">
      {props.fields
        .filter((field) => !units.has(field.name))
        .map((field) => (
          <FieldControl
            key={field.name}
            field={field}
            beside={props.fields}
            path={[...props.path, field.name]}
          />
        ))}
    </div>
  );
}
