import { Button, Segmented } from "antd";
import type { ReactNode } from "react";
import { setLanguage, useLanguage } from "./language";
import type { Language } from "./text";

const OPTIONS: { value: Language; label: string }[] = [
  { value: "zh", label: "中文" },
  { value: "en", label: "English" },
];

/** Each language called by its own name, so that one finds it from the other. */
export function LanguageChoice(): ReactNode {
  return (
    <Segmented<Language>
      aria-label="语言 / Language"
      options={OPTIONS}
      value={useLanguage()}
      onChange={setLanguage}
    />
  );
}

/** One small button to the other language. */
export function LanguageSwitch(): ReactNode {
  const other: Language = useLanguage() === "zh" ? "en" : "zh";
  const label = OPTIONS.find((option) => option.value === other)?.label;
  return (
    <Button type="text" lang={other} onClick={() => setLanguage(other)} className="language">
      {label}
    </Button>
  );
}
