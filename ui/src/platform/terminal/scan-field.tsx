import { ScanOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTexts } from "../i18n/texts";
import { GS, readPaste } from "../scan";
import { CameraButton, isHandheld } from "../scanning/camera-button";
import { useScan } from "../scanning/scanning";
import style from "./terminal.module.css";
import { terminal } from "./texts";

/** Where a terminal waits for a scan; whatever is typed and sent with Enter is taken alike. */
export function ScanField(props: {
  label: string;
  onText: (text: string, isScan: boolean) => void;
  isBusy?: boolean;
  /** Another value brings the focus back here. */
  focusKey?: string | number;
  /** Takes scans, but leaves the focus where it is. */
  isQuiet?: boolean;
  hint?: ReactNode;
}): ReactNode {
  const t = useTexts(terminal);
  const box = useRef<InputRef>(null);
  const [text, setText] = useState("");
  useScan((scan) => props.onText(scan.text, true));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what asks for it
  useEffect(() => {
    // On handhelds the keyboard would cover half of the screen; scans come in all the same.
    if (!props.isQuiet && !isHandheld()) box.current?.focus({ preventScroll: true });
  }, [props.focusKey]);
  const enter = () => {
    const typed = text.trim();
    if (typed === "" || props.isBusy) return;
    setText("");
    props.onText(typed, false);
  };
  return (
    <div className={style.scan}>
      <Input
        ref={box}
        size="large"
        className={style.scanInput}
        prefix={<ScanOutlined aria-hidden />}
        aria-label={props.label}
        placeholder={props.label}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          event.preventDefault();
          enter();
        }}
        onPaste={(event) => {
          const [first] = readPaste(event.clipboardData.getData("text"));
          // A field cannot hold the separators of a pasted code.
          if (first === undefined || !first.text.includes(GS)) return;
          event.preventDefault();
          props.onText(first.text, true);
        }}
      />
      <Button size="large" className={style.scanGo} loading={props.isBusy} onClick={enter}>
        {t("scan_go")}
      </Button>
      <CameraButton onScan={(scan) => props.onText(scan.text, true)} />
      {props.hint && <div className={style.scanHint}>{props.hint}</div>}
    </div>
  );
}
