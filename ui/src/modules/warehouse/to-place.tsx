import { useTexts } from "@platform/i18n/texts";
import { signal } from "@platform/scanning/signal";
import { Choices } from "@platform/terminal/choices";
import { FindNotice } from "@platform/terminal/find-notice";
import { Notice } from "@platform/terminal/outcome";
import { ScanField } from "@platform/terminal/scan-field";
import style from "@platform/terminal/terminal.module.css";
import { useFind } from "@platform/terminal/use-find";
import { type ReactNode, useState } from "react";
import type { Location } from "./records";
import { warehouse } from "./texts";
import type { useLocations } from "./use-things";

const ORDER: readonly Location["kind"][] = ["storage", "shipping", "production", "quarantine"];

/** The place to which something goes: scanned, or chosen among those that may take it. */
export function ToPlace(props: {
  title: string;
  kinds: ReadonlySet<Location["kind"]>;
  fromId: string | null;
  locations: ReturnType<typeof useLocations>;
  isBusy: boolean;
  onPlace: (id: string, isScan: boolean) => void;
}): ReactNode {
  const t = useTexts(warehouse);
  const { locations, kinds, fromId } = props;
  const [wrong, setWrong] = useState<Location | null>(null);
  const finding = useFind(({ subject, isScan }) => {
    const location = locations.byId.get(subject ?? "");
    if (location === undefined) return false;
    if (!kinds.has(location.kind) || location.id === fromId) {
      setWrong(location);
      signal("bad");
      return true;
    }
    setWrong(null);
    props.onPlace(location.id, isScan);
    return true;
  }, locations.known);
  const fitting = locations.rows
    .filter((each) => kinds.has(each.kind) && each.id !== fromId)
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.code < b.code ? -1 : 1));
  return (
    <div className="stack">
      <h2 className={style.cardTitle}>
        {props.title} {t("to")}
      </h2>
      <ScanField label={t("to_scan")} isBusy={finding.isReading} onText={finding.take} />
      <FindNotice finding={finding} />
      {wrong !== null && (
        <Notice
          tone="bad"
          title={t(wrong.id === fromId ? "same_place" : "place_wrong", { code: wrong.code })}
        />
      )}
      <Choices
        label={t("to")}
        choices={fitting.map((each) => ({
          key: each.id,
          title: each.code,
          detail: each.name,
          isDisabled: props.isBusy,
        }))}
        onChoose={(id) => props.onPlace(id, false)}
      />
    </div>
  );
}
