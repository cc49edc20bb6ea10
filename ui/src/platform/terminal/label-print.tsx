import { PrinterOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, InputNumber } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { useBehalf, useMay } from "../acting/chosen";
import { call } from "../api/client";
import { useReachable } from "../api/connection";
import { asProblem, type Problem } from "../api/problem";
import type { JsonObject, RecordValues } from "../api/types";
import { newId } from "../api/uuid";
import { useSay } from "../i18n/language";
import { useTexts } from "../i18n/texts";
import { signal } from "../scanning/signal";
import { Notice } from "./outcome";
import style from "./terminal.module.css";
import { terminal } from "./texts";

interface Printed {
  run: RecordValues;
  file: { base64: string; media_type: string };
}

const PRINT = "labelling.label.print";

/** Prints the label of a lot, or the logistic label of a package, through the browser. */
export function LabelPrint(props: {
  lotId?: string;
  packageId?: string;
  isFocused?: boolean;
}): ReactNode {
  const t = useTexts(terminal);
  const say = useSay();
  const queries = useQueryClient();
  const isReachable = useReachable();
  const isPermitted = useMay(PRINT);
  const behalf = useBehalf()(PRINT)?.behalf;
  const [copies, setCopies] = useState(1);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [printed, setPrinted] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const id = useRef(newId());
  if (!isPermitted) return null;
  const kind = props.packageId ? "labelling.print_logistic_labels/1" : "labelling.print_labels/1";
  const subject: JsonObject = props.packageId
    ? { package_id: props.packageId }
    : { lot_id: props.lotId ?? "" };
  const print = async () => {
    setBusy(true);
    setProblem(null);
    const given = { id: id.current, source: "hand", ...(behalf !== undefined && { behalf }) };
    const body = { ...given, body: { ...subject, format: "pdf", copies } };
    try {
      const answer = await call<Printed>(`/api/labels/print/${kind}`, { method: "POST", body });
      id.current = newId();
      setPrinted(Number(answer.run.quantity ?? copies));
      signal("good");
      openToPrint(answer.file);
    } catch (error) {
      const found = asProblem(error);
      if (!found.isConnectionLost) id.current = newId();
      signal("bad");
      setProblem(found);
    } finally {
      setBusy(false);
      void queries.invalidateQueries();
    }
  };
  return (
    <div className="stack">
      <div className={style.row}>
        <Button
          size="large"
          type="primary"
          className={style.big}
          icon={<PrinterOutlined />}
          loading={isBusy}
          disabled={!isReachable}
          autoFocus={props.isFocused}
          onClick={() => void print()}
        >
          {t(props.packageId ? "print_logistic" : "print_lot")}
        </Button>
        <InputNumber
          size="large"
          aria-label={t("copies")}
          prefix={t("copies")}
          min={1}
          max={999}
          precision={0}
          value={copies}
          onChange={(value) => setCopies(value ?? 1)}
        />
      </div>
      {!isReachable && <p className="odd">{t("needs_line_print")}</p>}
      {printed !== null && problem === null && (
        <p className="good">{t("printed", { count: printed })}</p>
      )}
      {problem !== null && (
        <Notice tone="bad" title={t("refused")}>
          <p>{say(problem.text)}</p>
        </Notice>
      )}
    </div>
  );
}

/** The browser's own print dialog over the file; it closes itself with the frame's next use. */
function openToPrint(file: Printed["file"]): void {
  const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: file.media_type }));
  document.getElementById("label-to-print")?.remove();
  const frame = document.createElement("iframe");
  frame.id = "label-to-print";
  frame.hidden = true;
  frame.src = address;
  frame.onload = () => frame.contentWindow?.print();
  document.body.append(frame);
}
