import { call } from "@platform/api/client";
import { useSay } from "@platform/i18n/language";
import type { Text } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { useQuery } from "@tanstack/react-query";
import { Checkbox, Input, Radio, Select } from "antd";
import { type ReactNode, useId } from "react";
import { useKindLabel } from "./element-list";
import { type LabelElement, replaced } from "./elements";
import styles from "./labels.module.css";
import { LengthField } from "./length-field";
import { pictureAddress } from "./picture";
import { labels } from "./texts";
import type { Work } from "./use-design";

const KIND = "labelling.element";

/** What can be filled in and drawn. */
interface Words {
  fields: Record<string, { name: string; label: Text; sample: string }[]>;
  signs: { value: string; label: Text; svg: string }[];
}

function useWords() {
  return useQuery({
    queryKey: ["label-words"],
    queryFn: ({ signal }) => call<Words>("/api/labels/words", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** What is known of a field, in the person's language. */
function useFieldLabel(): (name: string) => string {
  const say = useSay();
  const registry = useRegistry();
  return (name) => {
    const label = registry.field(KIND, name)?.label;
    return label ? say(label) : name;
  };
}

interface Part {
  element: LabelElement;
  set: (more: Partial<LabelElement>) => void;
}

/** Everything about the chosen element. */
export function ElementFields(props: { work: Work; use: string }): ReactNode {
  const t = useTexts(labels);
  const kindLabel = useKindLabel();
  const labelOf = useFieldLabel();
  const { work } = props;
  const { design, selected } = work;
  const element = selected === null ? undefined : design.elements[selected];
  if (element === undefined || selected === null) return <p className="soft">{t("design_none")}</p>;
  const set = (more: Partial<LabelElement>) =>
    work.change({
      ...design,
      elements: replaced(design.elements, selected, { ...element, ...more }),
    });
  return (
    <div className={styles.elementFields} key={selected}>
      <h2 className={styles.title}>
        {t("design_selected", { position: selected + 1 })} · {kindLabel(element.kind)}
      </h2>
      {element.kind === "text" && <ContentField element={element} set={set} use={props.use} />}
      {element.kind === "code" && <CarrierField element={element} set={set} />}
      {element.kind === "sign" && <SignField element={element} set={set} />}
      <div className={styles.lengths}>
        {(["from_left", "from_top", "width", "height"] as const).map((name) => (
          <LengthField
            key={name}
            label={`${labelOf(name)} (mm)`}
            value={element[name]}
            onChange={(mm) => set({ [name]: mm })}
          />
        ))}
        {element.letters !== undefined && (
          <LengthField
            label={`${labelOf("letters")} (mm)`}
            value={element.letters}
            onChange={(letters) => set({ letters })}
          />
        )}
      </div>
      {element.kind === "text" && (
        <Checkbox
          checked={element.is_bold ?? false}
          onChange={(event) => set({ is_bold: event.target.checked })}
        >
          {labelOf("is_bold")}
        </Checkbox>
      )}
    </div>
  );
}

function ContentField({ element, set, use }: Part & { use: string }): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const labelOf = useFieldLabel();
  const words = useWords();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{labelOf("content")}</label>
      <Input.TextArea
        id={id}
        value={element.content ?? ""}
        maxLength={400}
        autoSize={{ minRows: 2, maxRows: 6 }}
        onChange={(event) => set({ content: event.target.value })}
      />
      <Select<string>
        aria-label={t("design_fill")}
        placeholder={t("design_fill")}
        value={null}
        showSearch={{ optionFilterProp: "label" }}
        options={(words?.fields[use] ?? []).map((each) => ({
          value: each.name,
          label: `${say(each.label)} {${each.name}}`,
        }))}
        onChange={(name) => set({ content: `${element.content ?? ""}{${name}}` })}
      />
    </div>
  );
}

function CarrierField({ element, set }: Part): ReactNode {
  const say = useSay();
  const labelOf = useFieldLabel();
  const choices = useRegistry().field(KIND, "carrier")?.choices ?? [];
  return (
    <fieldset className="field">
      <legend>{labelOf("carrier")}</legend>
      <Radio.Group
        vertical
        value={element.carrier}
        options={choices.map(({ value, label }) => ({ value, label: say(label) }))}
        onChange={(event) =>
          set({ carrier: event.target.value as LabelElement["carrier"] & string })
        }
      />
    </fieldset>
  );
}

function SignField({ element, set }: Part): ReactNode {
  const say = useSay();
  const labelOf = useFieldLabel();
  const words = useWords();
  return (
    <fieldset className="field">
      <legend>{labelOf("sign")}</legend>
      <div className={styles.signs}>
        {(words?.signs ?? []).map((sign) => (
          <button
            key={sign.value}
            type="button"
            className={styles.sign}
            title={say(sign.label)}
            aria-label={say(sign.label)}
            aria-pressed={element.sign === sign.value}
            onClick={() => set({ sign: sign.value })}
          >
            <img src={pictureAddress(sign.svg)} alt="" />
          </button>
        ))}
      </div>
    </fieldset>
  );
}
