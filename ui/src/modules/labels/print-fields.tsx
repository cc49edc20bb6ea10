import { useTexts } from "@platform/i18n/texts";
import { useKept } from "@platform/terminal/station";
import { Input, InputNumber, Radio } from "antd";
import { type ReactNode, useId } from "react";
import { labels } from "./texts";

export const FORMATS = ["svg", "pdf", "zpl_203", "zpl_300"] as const;
export type Format = (typeof FORMATS)[number];

/** How this workstation prints; kept on the device. */
export function usePrinter() {
  const [kept, setFormat] = useKept("label-format");
  const [printer, setPrinter] = useKept("label-printer");
  const format: Format = FORMATS.find((each) => each === kept) ?? "pdf";
  return { format, setFormat, printer: printer ?? "", setPrinter };
}

export function PrinterFields(props: { printer: ReturnType<typeof usePrinter> }): ReactNode {
  const t = useTexts(labels);
  const id = useId();
  const { format, setFormat, printer, setPrinter } = props.printer;
  return (
    <>
      <fieldset className="field">
        <legend>{t("format")}</legend>
        <Radio.Group
          optionType="button"
          value={format}
          options={FORMATS.map((value) => ({ value, label: t(`format_${value}`) }))}
          onChange={(event) => setFormat(event.target.value as Format)}
        />
      </fieldset>
      <div className="field">
        <label htmlFor={id}>{t("printer")}</label>
        <Input
          id={id}
          value={printer}
          maxLength={60}
          autoComplete="off"
          aria-describedby={`${id}-said`}
          onChange={(event) => setPrinter(event.target.value || null)}
        />
        <span id={`${id}-said`} className="field-said soft">
          {t("printer_help")}
        </span>
      </div>
    </>
  );
}

export function CopiesField(props: {
  label: string;
  value: number;
  onChange: (copies: number) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <InputNumber<number>
        id={id}
        min={1}
        max={10_000}
        precision={0}
        value={props.value}
        onChange={(value) => props.onChange(value ?? 1)}
        styles={{ root: { width: "100%" } }}
      />
    </div>
  );
}
