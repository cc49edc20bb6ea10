import type { JsonObject, Receipt } from "@platform/api/types";
import { CommandForm } from "@platform/form/command-form";
import { useSay } from "@platform/i18n/language";
import { ReceiptView } from "@platform/receipt/receipt-view";
import { useRegistry } from "@platform/registry/registry";
import { Drawer } from "antd";
import { type ReactNode, useState } from "react";

/** A command that is to be filled in, with what is known already. */
export interface Asked {
  kind: string;
  given: JsonObject;
  /** What speaks against it, said before. */
  warning?: ReactNode;
}

/** Any command over the page, and its receipt; the page behind stays where it is. */
export function CommandDrawer(props: { asked: Asked; onClose: () => void }): ReactNode {
  const say = useSay();
  const command = useRegistry().command(props.asked.kind);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  if (command === undefined) return null;
  return (
    <Drawer
      open
      size={560}
      title={say(command.label)}
      onClose={props.onClose}
      styles={{ body: { display: "grid", gap: 16, alignContent: "start" } }}
    >
      <p className="soft">{say(command.help)}</p>
      {receipt === null && props.asked.warning}
      {receipt === null ? (
        <CommandForm
          command={command}
          given={props.asked.given}
          onDone={setReceipt}
          onCancel={props.onClose}
        />
      ) : (
        <ReceiptView receipt={receipt} />
      )}
    </Drawer>
  );
}
