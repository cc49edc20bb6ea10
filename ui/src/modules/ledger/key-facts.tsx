import { useTexts } from "@platform/i18n/texts";
import { Fact } from "@platform/values/fact";
import { type ReactNode, useEffect, useState } from "react";
import { fingerprint, keyParts } from "./fingerprint";
import { ledger } from "./texts";

/** A key as people compare it. */
export function KeyFacts({ vkey }: { vkey: string }): ReactNode {
  const t = useTexts(ledger);
  const print = useFingerprint(vkey);
  return (
    <dl className="facts">
      <Fact label={t("key_server")} isWide>
        <span className="mono wrap">{vkey}</span>
      </Fact>
      <Fact label={t("key_id")}>
        <strong className="mono">{keyParts(vkey)?.id}</strong>
      </Fact>
      <Fact label={t("key_fingerprint")} isWide>
        {print === null ? t("key_no_crypto") : <span className="mono">{print}</span>}
      </Fact>
    </dl>
  );
}

/** Null where the browser computes none, empty while it does. */
function useFingerprint(vkey: string): string | null {
  const [shown, setShown] = useState<string | null>("");
  useEffect(() => {
    const subtle = crypto.subtle as SubtleCrypto | undefined;
    const key = keyParts(vkey);
    if (subtle === undefined || key === null) return setShown(null);
    let isOver = false;
    void fingerprint(subtle, key).then((print) => {
      if (!isOver) setShown(print);
    });
    return () => {
      isOver = true;
    };
  }, [vkey]);
  return shown;
}
