import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { useTexts } from "@platform/i18n/texts";
import { usePermission } from "@platform/session/store";
import { Notice } from "@platform/terminal/outcome";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { canPrintHere, download, printHere } from "./files";
import styles from "./labels.module.css";
import { labels } from "./texts";
import type { Printed } from "./use-print";

/** What came of a print: its file, and the way to the check. */
export function PrintedNotice(props: { printed: Printed; onNext?: () => void }): ReactNode {
  const t = useTexts(labels);
  const mayCheck = usePermission("labelling.label.check");
  const { file, run } = props.printed;
  const isHere = canPrintHere(file);
  return (
    <Notice
      tone="good"
      title={t("printed", { count: run.quantity, run: run.id })}
      actions={
        <div className={styles.rowActions}>
          {isHere && (
            <Button type="primary" icon={<PrinterOutlined />} onClick={() => printHere(file)}>
              {t("print_now")}
            </Button>
          )}
          <Button
            type={isHere ? "default" : "primary"}
            icon={<DownloadOutlined />}
            onClick={() => download(file)}
          >
            {t("download")}
          </Button>
          {mayCheck && (
            <Link to={`/labels?tab=check&run=${run.id}`}>
              <Button tabIndex={-1}>{t("check_these")}</Button>
            </Link>
          )}
          {props.onNext && <Button onClick={props.onNext}>{t("next_lot")}</Button>}
        </div>
      }
    >
      <p>{t("printed_lead")}</p>
    </Notice>
  );
}
