import { useLanguage } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { IdPicker } from "@platform/pick/id-picker";
import { Select } from "antd";
import type { ReactNode } from "react";
import { receiving } from "./texts";
import type { Receiving } from "./use-receiving";

/** The item by its number or name; of few items from what is known here, so also without line. */
export function HandChoice({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const language = useLanguage();
  const { items, hasMoreItems } = work.found;
  const choose = (id: string | null) => {
    if (id === null) return;
    const unit = items.find((each) => each.id === id)?.unit ?? null;
    work.change({ itemId: id, unit, lineId: null });
    work.go("what");
  };
  if (hasMoreItems) {
    return <IdPicker prefix="itm" label={t("by_hand")} onChange={(id) => choose(id)} />;
  }
  return (
    <Select
      size="large"
      aria-label={t("by_hand")}
      placeholder={t("by_hand")}
      showSearch={{ optionFilterProp: "label" }}
      value={null}
      onChange={(id: string | null) => choose(id)}
      options={items.map((each) => ({
        value: each.id,
        label: `${each.number} · ${language === "zh" ? (each.name_zh ?? each.name) : each.name}`,
      }))}
    />
  );
}
