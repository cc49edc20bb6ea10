import { address } from "@platform/api/client";
import type { RecordValues } from "@platform/api/types";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { useRegistry } from "@platform/registry/registry";
import { usePermission } from "@platform/session/store";
import { Button, Select } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import { unit } from "./texts";
import type { Overview } from "./types";
import styles from "./unit.module.css";

const TEMPLATE = "labelling.template";
const PRINT = "labelling.print_labels/1";

/** Templates that the labels of a unit can be made from, those of its item. */
export function useTemplates(found: Overview | undefined): RecordValues[] {
  const kind = useRegistry().kind(TEMPLATE);
  const isPermitted = usePermission(kind?.permission);
  const item = found?.item?.id ?? "";
  const isEnabled = kind !== undefined && isPermitted && item !== "";
  const { data } = useRecords(TEMPLATE, { item_id: item, limit: 50 }, { isEnabled });
  return isEnabled ? (data?.records ?? []).filter(({ state }) => state === "approved") : [];
}

/** The label as it would come out of the printer. Looking at it prints and seals nothing. */
export function LabelPreview(props: { found: Overview; templates: RecordValues[] }): ReactNode {
  const t = useTexts(unit);
  const print = useRegistry().command(PRINT);
  const mayPrint = usePermission(print?.permission);
  const [chosen, setChosen] = useState<string | null>(null);
  const { found, templates } = props;
  const template = templates.find(({ id }) => id === chosen) ?? templates[0];
  if (template === undefined) return null;
  const prefix = found.subject.slice(0, found.subject.indexOf("_"));
  const name = { lot: "lot_id", ser: "serial_id", pkg: "package_id" }[prefix] ?? "lot_id";
  const preview = { template_id: String(template.id), [name]: found.subject };
  return (
    <div className={styles.gap}>
      {templates.length > 1 && (
        <Select
          aria-label={t("label_template")}
          value={String(template.id)}
          onChange={setChosen}
          options={templates.map((each) => ({ value: String(each.id), label: titleOf(each) }))}
        />
      )}
      <img
        className={styles.label}
        src={address("/api/labels/preview", preview)}
        alt={t("label_alt")}
      />
      {print && mayPrint && (
        <Link to={`/labels?subject=${encodeURIComponent(found.subject)}`}>
          <Button tabIndex={-1}>{t("label_print")}</Button>
        </Link>
      )}
    </div>
  );
}

function titleOf(template: RecordValues): string {
  return [template.name, template.use, template.revision].filter(Boolean).join(" · ");
}
