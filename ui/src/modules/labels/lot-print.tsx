import { PrinterOutlined } from "@ant-design/icons";
import { useReachable } from "@platform/api/connection";
import type { JsonObject } from "@platform/api/types";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { useNames } from "@platform/names/name";
import { useRecord } from "@platform/record/use-record";
import { ErrorState, LoadingState, ProblemAlert } from "@platform/states/states";
import { Button, Card, Radio } from "antd";
import { type ReactNode, useState } from "react";
import styles from "./labels.module.css";
import { NoTemplate } from "./no-template";
import { Picture, usePicture } from "./picture";
import { CopiesField, PrinterFields, usePrinter } from "./print-fields";
import { PrintedNotice } from "./printed";
import { Runs } from "./runs";
import { SerialsField, useSerials } from "./serials-field";
import { labels } from "./texts";
import { usePrint } from "./use-print";

interface Props {
  lotId: string;
  serialId?: string;
  source: "hand" | "scan";
  onOther: () => void;
}

interface Template {
  id: string;
  use: string;
  target: string;
  package_level_id?: string;
}

/** Labels of a lot or of serials of it, by any approved template of its item. */
export function LotPrint(props: Props): ReactNode {
  const t = useTexts(labels);
  const lot = useRecord("warehouse.lot", props.lotId);
  const itemId = lot.data?.record.item_id ?? "";
  const templates = useRecords(
    "labelling.template",
    { item_id: itemId, state: "approved", limit: 50 },
    { isEnabled: itemId !== "" },
  );
  const error = lot.error ?? templates.error;
  const retry = () => void Promise.all([lot.refetch(), templates.refetch()]);
  if (error !== null) return <ErrorState error={error} retry={retry} />;
  if (itemId === "" || templates.data === undefined) return <LoadingState />;
  return (
    <>
      {templates.data.records.length === 0 ? (
        <NoTemplate given={{ item_id: itemId }} />
      ) : (
        <PrintForm {...props} itemId={itemId} templates={templates.data.records} />
      )}
      <Runs query={{ lot_id: props.lotId, sort: "-id", limit: 50 }} title={t("runs")} />
    </>
  );
}

function PrintForm(props: Props & { itemId: string; templates: Template[] }): ReactNode {
  const t = useTexts(labels);
  const [chosen, setChosen] = useState<string | null>(null);
  const [copies, setCopies] = useState(1);
  const printer = usePrinter();
  const first = props.templates.find(({ use }) => use === "item") ?? props.templates[0];
  const template = props.templates.find(({ id }) => id === chosen) ?? first;
  const serials = useSerials(props, template?.use === "item" ? template.target : null);
  const { print, printed, problem, isBusy } = usePrint();
  const picture = usePicture(
    serials.isKnown
      ? { template_id: template?.id, lot_id: props.lotId, serial_id: serials.chosen?.[0] }
      : null,
  );
  if (template === undefined) return null;
  const count = serials.isKnown ? (serials.chosen?.length ?? 1) * copies : 0;
  const body: JsonObject = {
    lot_id: props.lotId,
    copies,
    format: printer.format,
    ...(serials.chosen !== null && { serial_ids: [...serials.chosen] }),
    ...(template.package_level_id && { package_level_id: template.package_level_id }),
    ...(printer.printer !== "" && { printer: printer.printer }),
  };
  return (
    <>
      {printed && <PrintedNotice printed={printed} onNext={props.onOther} />}
      <div className={styles.print}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isBusy || count === 0) return;
            void print({ kind: "labelling.print_labels/1", source: props.source, body });
          }}
        >
          <TemplateField
            templates={props.templates}
            value={template.id}
            onChange={(id) => setChosen(id)}
          />
          {serials.chosen !== null && <SerialsField serials={serials} />}
          <CopiesField
            label={t(serials.chosen === null ? "copies" : "copies_each")}
            value={copies}
            onChange={setCopies}
          />
          <PrinterFields printer={printer} />
          {problem && <ProblemAlert problem={problem} />}
          <PrintButton count={count} isBusy={isBusy} isPrinted={printed !== null} />
        </form>
        <Card size="small" title={t("preview")}>
          <Picture picture={picture} />
        </Card>
      </div>
    </>
  );
}

export function PrintButton(props: {
  count: number;
  isBusy: boolean;
  isPrinted: boolean;
}): ReactNode {
  const t = useTexts(labels);
  const isReachable = useReachable();
  return (
    <Button
      type={props.isPrinted ? "default" : "primary"}
      size="large"
      htmlType="submit"
      icon={<PrinterOutlined />}
      loading={props.isBusy}
      disabled={props.count === 0 || !isReachable}
    >
      {t("print", { count: props.count })}
    </Button>
  );
}

function TemplateField(props: {
  templates: Template[];
  value: string;
  onChange: (id: string) => void;
}): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const levels = props.templates.flatMap((each) => each.package_level_id ?? []);
  const names = useNames(levels);
  const nameOfLevel = (id: string) => {
    const named = names.get(id);
    return named?.detail ? say(named.detail) : (named?.name ?? id);
  };
  const nameOf = (each: Template) =>
    each.package_level_id === undefined
      ? t("template_item")
      : t("template_package", {
          name: nameOfLevel(each.package_level_id),
        });
  return (
    <fieldset className="field">
      <legend>{t("template")}</legend>
      <Radio.Group
        optionType="button"
        value={props.value}
        options={props.templates.map((each) => ({ value: each.id, label: nameOf(each) }))}
        onChange={(event) => props.onChange(String(event.target.value))}
      />
    </fieldset>
  );
}
