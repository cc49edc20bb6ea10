import { useReachable } from "@platform/api/connection";
import { useLedger } from "@platform/api/ledger";
import { FactsNotice } from "@platform/offline/facts-notice";
import { usePlatformTexts } from "@platform/texts";
import type { ReactNode } from "react";

/** What is true of the whole place: a demonstration, a lost connection, an unsigned ledger. */
export function Banners(): ReactNode {
  const t = usePlatformTexts();
  const ledger = useLedger();
  const isReachable = useReachable();
  return (
    <div role="status">
      {!isReachable && <p className="banner banner-lost">{t("connection_lost")}</p>}
      {ledger?.trouble !== undefined && (
        <p className="banner banner-bad">{t("ledger_trouble", { trouble: ledger.trouble })}</p>
      )}
      <FactsNotice />
      {ledger?.is_demonstration && (
        <p className="banner banner-demonstration">{t("demonstration")}</p>
      )}
    </div>
  );
}
