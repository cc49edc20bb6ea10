import { useTexts } from "@platform/i18n/texts";
import { useNames } from "@platform/names/name";
import { ProblemAlert } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { Input, Modal, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import { CopiesField, PrinterFields, usePrinter } from "./print-fields";
import { PrintedNotice } from "./printed";
import type { Run } from "./runs";
import { labels } from "./texts";
import { usePrint } from "./use-print";

/** Labels of a run once more, with the reason that stands in the ledger. */
export function Reprint(props: { run: Run; onClose: () => void }): ReactNode {
  const t = useTexts(labels);
  const platform = usePlatformTexts();
  const id = useId();
  const printer = usePrinter();
  const [copies, setCopies] = useState(1);
  const [serials, setSerials] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const { print, printed, problem, isBusy } = usePrint();
  const { run } = props;
  const among = serials.length || run.serial_ids.length || 1;
  const send = () =>
    print({
      kind: "labelling.reprint_labels/1",
      source: "hand",
      reason: reason.trim(),
      body: {
        run_id: run.id,
        copies,
        format: printer.format,
        ...(serials.length > 0 && { serial_ids: serials }),
        ...(printer.printer !== "" && { printer: printer.printer }),
      },
    });
  return (
    <Modal
      open
      title={t("reprint_title", { run: run.id })}
      width={640}
      okText={t("print", { count: among * copies })}
      cancelText={platform(printed === null ? "cancel" : "close")}
      okButtonProps={{ disabled: reason.trim() === "" || printed !== null, loading: isBusy }}
      onOk={() => void send()}
      onCancel={props.onClose}
    >
      {printed !== null ? (
        <PrintedNotice printed={printed} />
      ) : (
        <div className="stack">
          <p className="soft">{t("reprint_lead")}</p>
          <div className="field">
            <label htmlFor={id}>
              {t("reason")}
              <span className="needed" aria-hidden="true">
                *
              </span>
            </label>
            <Input.TextArea
              id={id}
              value={reason}
              aria-required
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 5 }}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          {run.serial_ids.length > 0 && (
            <RunSerials ids={run.serial_ids} value={serials} onChange={setSerials} />
          )}
          <CopiesField
            label={t(run.serial_ids.length > 0 ? "copies_each" : "copies")}
            value={copies}
            onChange={setCopies}
          />
          <PrinterFields printer={printer} />
          {problem && <ProblemAlert problem={problem} />}
        </div>
      )}
    </Modal>
  );
}

function RunSerials(props: {
  ids: readonly string[];
  value: string[];
  onChange: (ids: string[]) => void;
}): ReactNode {
  const t = useTexts(labels);
  const id = useId();
  const names = useNames(props.ids);
  return (
    <div className="field">
      <label htmlFor={id}>{t("reprint_serials")}</label>
      <Select<string[]>
        id={id}
        mode="multiple"
        maxTagCount={6}
        value={props.value}
        showSearch={{ optionFilterProp: "label" }}
        options={props.ids.map((each) => ({ value: each, label: names.get(each)?.name ?? each }))}
        onChange={props.onChange}
      />
    </div>
  );
}
