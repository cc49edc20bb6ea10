import { DeleteOutlined } from "@ant-design/icons";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { Button } from "antd";
import { type ReactNode, useCallback } from "react";
import { type ElementKind, isOutside, type LabelElement, removed } from "./elements";
import styles from "./labels.module.css";
import { labels } from "./texts";
import type { Work } from "./use-design";

const KIND = "labelling.element";

/** The label of a choice of an element's field. */
export function useChoiceLabel(): (field: string, value: string | undefined) => string {
  const say = useSay();
  const registry = useRegistry();
  return useCallback(
    (field, value) => {
      const choices = registry.field(KIND, field)?.choices ?? [];
      const found = choices.find((each) => each.value === value);
      return found ? say(found.label) : (value ?? "");
    },
    [say, registry],
  );
}

export function useKindLabel(): (kind: ElementKind) => string {
  const label = useChoiceLabel();
  return useCallback((kind) => label("kind", kind), [label]);
}

/** What an element is called: its kind and what it shows. */
export function useElementName(): (element: LabelElement, at: number) => string {
  const label = useChoiceLabel();
  return (element, at) => {
    const what = element.content ?? label("carrier", element.carrier) ?? "";
    const shown = what || label("sign", element.sign);
    return `${at + 1} · ${label("kind", element.kind)}${shown ? ` · ${shown}` : ""}`;
  };
}

/** All elements, to find those that lie under others. */
export function ElementList({ work }: { work: Work }): ReactNode {
  const t = useTexts(labels);
  const nameOf = useElementName();
  const { design } = work;
  return (
    <>
      <h2 className={styles.title}>{t("elements")}</h2>
      <ol className={styles.elements}>
        {design.elements.map((element, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element is known by its place alone
          <li key={at} data-selected={work.selected === at}>
            <button
              type="button"
              className={styles.elementName}
              aria-pressed={work.selected === at}
              onClick={() => work.select(at)}
            >
              {nameOf(element, at)}
              {isOutside(element, design) && <span className="bad"> · {t("design_outside")}</span>}
            </button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`${t("design_remove")} ${at + 1}`}
              onClick={() =>
                work.change({ ...design, elements: removed(design.elements, at) }, null)
              }
            />
          </li>
        ))}
      </ol>
    </>
  );
}
