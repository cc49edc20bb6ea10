import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { useRegistry } from "@platform/registry/registry";
import { usePermission } from "@platform/session/store";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import styles from "./administration.module.css";
import type { Asked } from "./command-drawer";
import { administration } from "./texts";

const PREFIX = "sites.company_prefix";
const SET_PREFIX = "sites.set_company_prefix/1";

/** Every rule by which numbers are made, with what one looks like. */
const RULES = [
  { name: "n_ids", example: "lot_12, ser_13, pkg_14" },
  { name: "n_entries", example: "#1842" },
  { name: "n_orders", example: "WO-000012" },
  { name: "n_lots", example: "261122-458" },
  { name: "n_rework", example: "IV-2600018-R1" },
  { name: "n_serials", example: "QS000041, QS000042, …" },
  { name: "n_sscc", example: "(00)069480000000000016" },
  { name: "n_given", example: "PO-2600007" },
] as const;

export function Numbering(props: { onAsk: (asked: Asked) => void }): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const command = useRegistry().command(SET_PREFIX);
  const maySet = usePermission(command?.permission);
  return (
    <Card
      size="small"
      title={<h2 className={styles.title}>{t("numbering")}</h2>}
      extra={
        command &&
        maySet && (
          <Button size="small" onClick={() => props.onAsk({ kind: SET_PREFIX, given: {} })}>
            {say(command.label)}
          </Button>
        )
      }
    >
      <div className="stack">
        <p className="soft">{t("numbering_lead")}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <section className="scroll-x" aria-label={t("numbering")} tabIndex={0}>
          <table className={`rows ${styles.table}`}>
            <thead>
              <tr>
                <th scope="col">{t("numbered")}</th>
                <th scope="col">{t("made")}</th>
                <th scope="col">{t("example")}</th>
              </tr>
            </thead>
            <tbody>
              {RULES.map(({ name, example }) => (
                <tr key={name}>
                  <th scope="row">{t(name)}</th>
                  <td>
                    {t(`${name}_how`)}
                    {name === "n_sscc" && <CompanyPrefix />}
                  </td>
                  <td className="mono">{example}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </Card>
  );
}

function CompanyPrefix(): ReactNode {
  const t = useTexts(administration);
  const { number } = useFormats();
  const isPermitted = usePermission("sites.read");
  const { data } = useRecords(PREFIX, { state: "in_use", limit: 1 }, { isEnabled: isPermitted });
  if (data === undefined) return null;
  const prefix = data.records[0];
  return (
    <div className="soft">
      {prefix === undefined
        ? t("no_prefix")
        : t("next_sscc", {
            prefix: prefix.prefix,
            extension: prefix.extension,
            count: number(prefix.next_reference),
          })}
    </div>
  );
}
