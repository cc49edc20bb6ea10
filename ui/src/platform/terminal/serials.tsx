import { Button } from "antd";
import { type ReactNode, useMemo } from "react";
import { useTexts } from "../i18n/texts";
import { FindNotice } from "./find-notice";
import { useAllRows } from "./rows";
import { ScanField } from "./scan-field";
import style from "./terminal.module.css";
import { terminal } from "./texts";
import { useFind } from "./use-find";

export interface SerialRow {
  id: string;
  number: string;
  lot_id: string;
  item_id: string;
  state: string;
  location_id?: string;
  package_id?: string;
  holds: number;
}

const SHOWN_MAX = 30;

/** Collects the serials of a lot by scanning each; thousands stay a number, not a wall of tags. */
export function Serials(props: {
  lotId: string;
  locationId: string | null;
  chosen: readonly SerialRow[];
  onChange: (serials: readonly SerialRow[]) => void;
  /** Counting is done piece by piece: nothing is taken as a whole. */
  isCount?: boolean;
  wanted?: number;
  /** The state that serials have which may be taken as a whole. */
  state?: string;
}): ReactNode {
  const t = useTexts(terminal);
  const { chosen, onChange, state = "in_stock" } = props;
  const { rows } = useAllRows<SerialRow>("warehouse.serial", {
    lot_id: props.lotId,
    ...(props.locationId && { location_id: props.locationId }),
  });
  const loose = useMemo(
    () => rows.filter((each) => each.state === state && each.package_id === undefined),
    [rows, state],
  );
  const add = (id: string): boolean => {
    const serial = rows.find((each) => each.id === id);
    if (serial === undefined || chosen.some((each) => each.id === id)) return false;
    onChange([...chosen, serial]);
    return true;
  };
  const byNumber = (text: string) => rows.find((each) => each.number === text)?.id ?? null;
  const finding = useFind(({ subject, carrier, text }) => {
    const own = byNumber(carrier?.serial ?? carrier?.text ?? text);
    return add(own ?? subject ?? "");
  }, byNumber);
  const most = props.wanted === undefined ? loose.length : Math.min(props.wanted, loose.length);
  return (
    <div className="stack">
      <p>
        <span className={style.value}>{chosen.length}</span>{" "}
        {props.wanted !== undefined && t("of", { count: props.wanted })} {t("serials")}
      </p>
      <ScanField label={t("scan_serial")} isBusy={finding.isReading} onText={finding.take} />
      <FindNotice finding={finding} />
      <div className={style.row}>
        {!props.isCount && loose.length > chosen.length && (
          <Button size="large" onClick={() => onChange(loose.slice(0, most))}>
            {t("take_first", { count: most })}
          </Button>
        )}
        {chosen.length > 0 && (
          <Button size="large" onClick={() => onChange([])}>
            {t("none_of_them")}
          </Button>
        )}
      </div>
      {chosen.length > 0 && (
        <p className="soft mono">
          {chosen
            .slice(-SHOWN_MAX)
            .reverse()
            .map((each) => each.number)
            .join(" · ")}
          {chosen.length > SHOWN_MAX && ` … +${chosen.length - SHOWN_MAX}`}
        </p>
      )}
    </div>
  );
}
