import { FilePdfOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { callRaw } from "../api/client";
import { asProblem } from "../api/problem";
import { newId } from "../api/uuid";
import { useLanguage, useSay } from "../i18n/language";
import { useTexts } from "../i18n/texts";
import { save } from "../list/export";
import { usePermission } from "../session/store";
import { signing as words } from "./texts";

const PERMISSION = "governance.record.export";
/** A signature just given is under the next checkpoint in about a second. */
const TRIES_MAX = 5;
const PAUSE_MS = 1_000;

/** The record with its signatures as a sealed PDF; nothing for who may not take it out. */
export function SignedCopyButton(props: { kind: string; recordKey: string }): ReactNode {
  const t = useTexts(words);
  const isPermitted = usePermission(PERMISSION);
  const { take, isTaking } = useSignedCopy(props.kind, props.recordKey);
  if (!isPermitted) return null;
  return (
    <Button
      size="small"
      icon={<FilePdfOutlined aria-hidden />}
      loading={isTaking}
      onClick={() => void take()}
    >
      {t("copy")}
    </Button>
  );
}

/** Takes the copy; after a lost connection it goes with the same id: sealed once. */
function useSignedCopy(kind: string, recordKey: string) {
  const t = useTexts(words);
  const say = useSay();
  const language = useLanguage();
  const { message } = App.useApp();
  const [isTaking, setTaking] = useState(false);
  const unanswered = useRef<string | null>(null);
  const take = async () => {
    setTaking(true);
    unanswered.current ??= newId();
    const path = `/api/signed-copies/${kind}/${encodeURIComponent(recordKey)}`;
    try {
      const content = await onceSealed(path, unanswered.current);
      save(content, `${kind}-${recordKey.replaceAll("|", "-")}-${language}.pdf`);
      unanswered.current = null;
      message.success(t("copy_saved"));
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.isConnectionLost) unanswered.current = null;
      message.error(say(problem.text));
    } finally {
      setTaking(false);
    }
  };
  return { take, isTaking };
}

async function onceSealed(path: string, id: string): Promise<Blob> {
  for (let tried = 1; ; tried++) {
    try {
      return await (await callRaw(path, { method: "POST", body: { id } })).blob();
    } catch (error) {
      if (asProblem(error).status !== 503 || tried >= TRIES_MAX) throw error;
      await new Promise((go) => setTimeout(go, PAUSE_MS));
    }
  }
}
