import { SafetyCertificateOutlined } from "@ant-design/icons";
import { asProblem, type Problem } from "@platform/api/problem";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { checkLedger, type LedgerCheck, type Memory, worldOf } from "@platform/proof";
import { readCheckpoint } from "@platform/proof/notes";
import { StepLine } from "@platform/receipt/check";
import { ProblemAlert } from "@platform/states/states";
import { Fact } from "@platform/values/fact";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Alert, Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import { keyParts } from "./fingerprint";
import styles from "./ledger.module.css";
import { ReplaceKey } from "./replace-key";
import { ledger } from "./texts";
import type { Pinned } from "./use-pinned";

const TYPES = { holds: "success", broken: "error", open: "warning" } as const;

/** What this browser remembers, and a check of the newest checkpoint against it. */
export function PinnedCard(props: { vkey: string | null; pinned: Pinned }): ReactNode {
  const t = useTexts(ledger);
  const { memory, isBroken } = props.pinned;
  const [isReplacing, setReplacing] = useState(false);
  const isOther = memory !== null && props.vkey !== null && memory.vkey !== props.vkey;
  return (
    <Card size="small" title={<h2 className={styles.title}>{t("pinned")}</h2>}>
      <div className="stack">
        {isBroken && <Alert type="error" showIcon title={t("pinned_broken")} />}
        {isOther && <Alert type="error" showIcon title={t("pinned_alarm")} />}
        {memory === null && !isBroken && <p>{t("pinned_none")}</p>}
        {memory !== null && <Kept memory={memory} isOther={isOther} />}
        <Checking {...props} onReplace={() => setReplacing(true)} />
      </div>
      {isReplacing && (
        <ReplaceKey
          serverKey={props.vkey}
          memory={memory}
          onClose={() => {
            setReplacing(false);
            props.pinned.refresh();
          }}
        />
      )}
    </Card>
  );
}

function Kept(props: { memory: Memory; isOther: boolean }): ReactNode {
  const t = useTexts(ledger);
  const { number } = useFormats();
  const { memory } = props;
  return (
    <dl className="facts">
      <Fact label={t("key_id")}>
        <strong className="mono">{keyParts(memory.vkey)?.id}</strong>{" "}
        <ToneTag tone={props.isOther ? "bad" : "good"}>
          {t(props.isOther ? "pinned_differs" : "pinned_same")}
        </ToneTag>
      </Fact>
      <Fact label={t("pinned_since")}>
        <Instant at={memory.pinnedAt} />
      </Fact>
      {memory.checkpoint !== null && memory.checkpointAt !== null && (
        <Fact label={t("pinned_seen")}>
          <Seen note={memory.checkpoint} at={memory.checkpointAt} />
        </Fact>
      )}
      {memory.earlier.length > 0 && (
        <Fact label={t("pinned_earlier")} isWide>
          {memory.earlier
            .map(({ vkey, sizeMax }) =>
              t("pinned_earlier_value", { id: keyParts(vkey)?.id ?? vkey, size: number(sizeMax) }),
            )
            .join(" · ")}
        </Fact>
      )}
    </dl>
  );
}

function Seen(props: { note: string; at: string }): ReactNode {
  const t = useTexts(ledger);
  const { number, instant } = useFormats();
  const size = sizeOf(props.note);
  return t("pinned_seen_value", {
    size: size === null ? "?" : number(size),
    when: instant(props.at),
  });
}

/** Null for what is no checkpoint: the check itself says what is wrong with it. */
function sizeOf(note: string): number | null {
  try {
    return readCheckpoint(note).size;
  } catch {
    return null;
  }
}

function Checking(props: {
  vkey: string | null;
  pinned: Pinned;
  onReplace: () => void;
}): ReactNode {
  const t = useTexts(ledger);
  const [found, setFound] = useState<LedgerCheck | Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      setFound(await checkLedger(props.vkey, worldOf(window)));
    } catch (error) {
      setFound(asProblem(error));
    } finally {
      setBusy(false);
      props.pinned.refresh();
    }
  };
  const verdicts = { holds: t("check_good"), broken: t("check_bad"), open: t("check_open") };
  return (
    <>
      <div className={styles.actions}>
        <Button
          type="primary"
          icon={<SafetyCertificateOutlined />}
          loading={isBusy}
          onClick={() => void run()}
        >
          {t("check")}
        </Button>
        <Button onClick={props.onReplace}>{t("replace")}</Button>
      </div>
      <div role="status" className="stack">
        {found instanceof Error && <ProblemAlert problem={found} />}
        {found !== null && !(found instanceof Error) && (
          <>
            <Alert type={TYPES[found.verdict]} showIcon title={verdicts[found.verdict]} />
            <ol className="check-steps">
              {found.steps.map((step) => (
                <StepLine key={`${step.code} ${step.detail.en}`} step={step} />
              ))}
            </ol>
          </>
        )}
      </div>
    </>
  );
}
