import { SafetyCertificateOutlined, WarningOutlined } from "@ant-design/icons";
import { useLedger } from "@platform/api/ledger";
import { useFormats } from "@platform/formats/use-formats";
import { useRegistry } from "@platform/registry/registry";
import { entryPath } from "@platform/screens/paths";
import { usePlatformTexts } from "@platform/texts";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";

/** One line: the site, the ledger's head, who vouches for it. */
export function Footer(): ReactNode {
  const t = usePlatformTexts();
  const { number } = useFormats();
  const ledger = useLedger();
  const { release } = useRegistry().answer;
  if (ledger === undefined) return <footer className="footer" />;
  const last = ledger.size - 1;
  const unsigned = ledger.size - (ledger.signed_size ?? 0);
  return (
    <footer className="footer">
      <span>{ledger.site}</span>
      <span>
        <SafetyCertificateOutlined aria-hidden />{" "}
        {last < 0 ? (
          t("ledger_empty")
        ) : (
          <Link to={entryPath(last)}>{t("ledger_head", { seq: number(last) })}</Link>
        )}
      </span>
      {unsigned > 0 && <span>{t("ledger_unsigned", { count: unsigned })}</span>}
      {!ledger.is_demonstration && ledger.witnesses.length === 0 && (
        <span className="odd">
          <WarningOutlined aria-hidden /> {t("ledger_no_witness")}
        </span>
      )}
      <span className="footer-end">{t("release", { release })}</span>
    </footer>
  );
}
