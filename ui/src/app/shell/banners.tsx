import { useReachable } from "@platform/api/connection";
import { useLedger } from "@platform/api/ledger";
import { useFormats } from "@platform/formats/use-formats";
import { useShownSince } from "@platform/kept/since";
import { FactsNotice } from "@platform/offline/facts-notice";
import { usePlatformTexts } from "@platform/texts";
import type { ReactNode } from "react";
import { useNewVersion } from "../version";

/** What is true of the whole place: a demonstration, a lost connection, an unsigned ledger. */
export function Banners(): ReactNode {
  const t = usePlatformTexts();
  const ledger = useLedger();
  const isReachable = useReachable();
  const since = useShownSince();
  const hasNewVersion = useNewVersion();
  const { instant, ago } = useFormats();
  return (
    <div role="status">
      {!isReachable && (
        <p className="banner banner-lost">
          {t("connection_lost")}{" "}
          {since !== null && t("shown_since", { when: instant(since), ago: ago(since) })}
        </p>
      )}
      {hasNewVersion && (
        <p className="banner">
          {t("new_version")}{" "}
          <button type="button" className="banner-more" onClick={() => location.reload()}>
            {t("reload")}
          </button>
        </p>
      )}
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
