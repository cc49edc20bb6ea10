import { FilePdfOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { useTexts } from "../i18n/texts";
import { useSealedFile } from "../list/sealed-file";
import { usePermission } from "../session/store";
import { signing as words } from "./texts";

const PERMISSION = "governance.record.export";
/** A signature just given is under the next checkpoint in about a second. */
const TRIES_MAX = 5;

/** The record with its signatures as a sealed PDF; nothing for who may not take it out. */
export function SignedCopyButton(props: { kind: string; recordKey: string }): ReactNode {
  const t = useTexts(words);
  const isPermitted = usePermission(PERMISSION);
  const language = useLanguage();
  const { take, taking } = useSealedFile();
  if (!isPermitted) return null;
  const { kind, recordKey } = props;
  const copy = {
    path: `/api/signed-copies/${kind}/${encodeURIComponent(recordKey)}`,
    body: {},
    name: `${kind}-${recordKey.replaceAll("|", "-")}-${language}.pdf`,
    done: t("copy_saved"),
    triesMax: TRIES_MAX,
  };
  return (
    <Button
      size="small"
      icon={<FilePdfOutlined aria-hidden />}
      loading={taking !== null}
      onClick={() => void take(copy)}
    >
      {t("copy")}
    </Button>
  );
}
