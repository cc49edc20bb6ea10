import { useTexts } from "@platform/i18n/texts";
import { type Memory, memoryIn, pinWitness, replaceKey } from "@platform/proof";
import { usePlatformTexts } from "@platform/texts";
import { Alert, App, Input, Modal } from "antd";
import { type ReactNode, useId, useState } from "react";
import { keyParts } from "./fingerprint";
import { ledger } from "./texts";

/** Another key in the place of the kept one, as a person got it by another way. */
export function ReplaceKey(props: {
  serverKey: string | null;
  memory: Memory | null;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(ledger);
  const { message } = App.useApp();
  const [text, setText] = useState("");
  const key = keyParts(text.trim());
  const kept = props.memory === null ? null : keyParts(props.memory.vkey);
  const isSameLog = kept !== null && key?.name === kept.name;
  return (
    <PasteKey
      title={t("replace")}
      lead={t("replace_lead")}
      label={t("replace_field")}
      text={text}
      onText={setText}
      onClose={props.onClose}
      keep={async (vkey) => {
        const now = new Date().toISOString();
        await replaceKey(memoryIn(localStorage), crypto.subtle, vkey, now);
        message.success(t("replace_done"));
      }}
    >
      {key !== null && (
        <ul className="said">
          <li>
            {t(text.trim() === props.serverKey ? "replace_is_server" : "replace_is_not_server")}
          </li>
          {kept !== null && <li>{t(isSameLog ? "replace_same_log" : "replace_other_log")}</li>}
        </ul>
      )}
    </PasteKey>
  );
}

/** The key of a witness, which must then have signed every checkpoint. */
export function PinWitness(props: { onClose: () => void }): ReactNode {
  const t = useTexts(ledger);
  const [text, setText] = useState("");
  return (
    <PasteKey
      title={t("witness_pin_title")}
      lead={t("witness_pin_lead")}
      label={t("witness_pin_field")}
      text={text}
      onText={setText}
      onClose={props.onClose}
      keep={(vkey) => pinWitness(memoryIn(localStorage), crypto.subtle, vkey)}
    />
  );
}

function PasteKey(props: {
  title: string;
  lead: string;
  label: string;
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
  /** Throws for what is no such key. */
  keep: (vkey: string) => Promise<void>;
  children?: ReactNode;
}): ReactNode {
  const t = useTexts(ledger);
  const platform = usePlatformTexts();
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const hasCrypto = (crypto.subtle as SubtleCrypto | undefined) !== undefined;
  const keep = async () => {
    try {
      await props.keep(props.text.trim());
      props.onClose();
    } catch (error) {
      setProblem(t("bad_key", { why: error instanceof Error ? error.message : String(error) }));
    }
  };
  return (
    <Modal
      open
      title={props.title}
      okText={platform("save")}
      cancelText={platform("cancel")}
      okButtonProps={{ disabled: !hasCrypto || props.text.trim() === "" }}
      onOk={() => void keep()}
      onCancel={props.onClose}
      width={620}
    >
      <div className="stack">
        <p>{hasCrypto ? props.lead : t("key_no_crypto")}</p>
        <div className="field">
          <label htmlFor={id}>{props.label}</label>
          <Input.TextArea
            id={id}
            className="mono"
            value={props.text}
            autoSize={{ minRows: 2, maxRows: 4 }}
            placeholder="name+0123abcd+Base64"
            spellCheck={false}
            onChange={(event) => {
              setProblem(null);
              props.onText(event.target.value);
            }}
          />
        </div>
        {props.children}
        {problem !== null && <Alert type="error" showIcon role="alert" title={problem} />}
      </div>
    </Modal>
  );
}
