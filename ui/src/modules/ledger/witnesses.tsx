import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { memoryIn, unpinWitness } from "@platform/proof";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card, Popconfirm } from "antd";
import { type ReactNode, useState } from "react";
import { type Witness, witnessesOf } from "./cosigners";
import styles from "./ledger.module.css";
import { PinWitness } from "./replace-key";
import { ledger } from "./texts";
import type { Pinned } from "./use-pinned";

/** Who outside the plant vouches for the newest checkpoint, and whose word is checked here. */
export function Witnesses(props: { note: string | undefined; pinned: Pinned }): ReactNode {
  const t = useTexts(ledger);
  const [isPinning, setPinning] = useState(false);
  const { pinned } = props;
  const found = witnessesOf(props.note, pinned.memory);
  const unpin = (vkey: string) => {
    unpinWitness(memoryIn(localStorage), vkey);
    pinned.refresh();
  };
  return (
    <Card
      size="small"
      title={<h2 className={styles.title}>{t("witnesses")}</h2>}
      extra={
        <Button size="small" disabled={pinned.memory === null} onClick={() => setPinning(true)}>
          {t("witness_pin_title")}
        </Button>
      }
    >
      <div className="stack">
        <p className="soft">{t("witnesses_lead")}</p>
        {found.length === 0 ? (
          <p>
            <ToneTag tone="warn">{t("witnesses_none")}</ToneTag>
          </p>
        ) : (
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">{t("witness")}</th>
                <th scope="col">{t("witness_state")}</th>
                <th scope="col">{t("witness_here")}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((each) => (
                <Row key={`${each.name}+${each.keyId}`} witness={each} onUnpin={unpin} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {isPinning && (
        <PinWitness
          onClose={() => {
            setPinning(false);
            pinned.refresh();
          }}
        />
      )}
    </Card>
  );
}

function Row(props: { witness: Witness; onUnpin: (vkey: string) => void }): ReactNode {
  const t = useTexts(ledger);
  const { instant } = useFormats();
  const { name, keyId, isCosigned, at, pinned } = props.witness;
  const signed =
    at === null ? t("witness_signed_some") : t("witness_signed", { when: instant(at) });
  return (
    <tr>
      <td>
        <span className="wrap">{name}</span> <span className="soft mono small">{keyId}</span>
      </td>
      <td>
        <ToneTag tone={isCosigned ? "good" : "bad"}>
          {isCosigned ? signed : t("witness_missing")}
        </ToneTag>
      </td>
      <td>
        {t(pinned === null ? "witness_not_pinned" : "witness_pinned")}{" "}
        {pinned !== null && (
          <Popconfirm
            title={t("witness_unpin_ask", { name })}
            onConfirm={() => props.onUnpin(pinned)}
          >
            <Button type="link" size="small">
              {t("witness_unpin")}
            </Button>
          </Popconfirm>
        )}
      </td>
    </tr>
  );
}
