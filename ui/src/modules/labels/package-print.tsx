import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { ErrorState, LoadingState, ProblemAlert } from "@platform/states/states";
import { Card } from "antd";
import { type ReactNode, useState } from "react";
import styles from "./labels.module.css";
import { PrintButton } from "./lot-print";
import { NoTemplate } from "./no-template";
import { Picture, usePicture } from "./picture";
import { CopiesField, PrinterFields, usePrinter } from "./print-fields";
import { PrintedNotice } from "./printed";
import { Runs } from "./runs";
import { labels } from "./texts";
import { usePrint } from "./use-print";

/** The logistic label of a package. */
export function PackagePrint(props: {
  packageId: string;
  source: "hand" | "scan";
  onOther: () => void;
}): ReactNode {
  const t = useTexts(labels);
  const query = { target: "sscc", state: "approved" };
  const { data, error, refetch } = useRecords("labelling.template", query);
  const template = data?.records[0];
  const picture = usePicture(
    template ? { template_id: template.id, package_id: props.packageId } : null,
  );
  const [copies, setCopies] = useState(1);
  const printer = usePrinter();
  const { print, printed, problem, isBusy } = usePrint();
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState />;
  if (template === undefined) return <NoTemplate given={{ use: "logistic" }} />;
  const send = () =>
    print({
      kind: "labelling.print_logistic_labels/1",
      source: props.source,
      body: {
        package_id: props.packageId,
        copies,
        format: printer.format,
        ...(printer.printer !== "" && { printer: printer.printer }),
      },
    });
  return (
    <>
      {printed && <PrintedNotice printed={printed} onNext={props.onOther} />}
      <div className={styles.print}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy) void send();
          }}
        >
          <CopiesField label={t("copies")} value={copies} onChange={setCopies} />
          <PrinterFields printer={printer} />
          {problem && <ProblemAlert problem={problem} />}
          <PrintButton count={copies} isBusy={isBusy} isPrinted={printed !== null} />
        </form>
        <Card size="small" title={t("preview")}>
          <Picture picture={picture} />
        </Card>
      </div>
      <Runs
        query={{ package_id: props.packageId, sort: "-id", limit: 50 }}
        title={t("runs_latest")}
      />
    </>
  );
}
