import { useFormats } from "@platform/formats/use-formats";
import { useLanguage } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import style from "@platform/terminal/terminal.module.css";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import type { ReactNode } from "react";
import type { Item, Lot } from "./records";
import { warehouse } from "./texts";

/** A lot as one sees it from three steps away: number, what it is, state, expiry. */
export function LotHead(props: {
  lot: Lot;
  item: Item | undefined;
  beside?: ReactNode;
}): ReactNode {
  const t = useTexts(warehouse);
  const { date } = useFormats();
  const language = useLanguage();
  const { lot, item } = props;
  return (
    <div>
      <div className={style.row}>
        <span className={style.value}>{lot.number}</span>
        <StateTag kind="warehouse.lot" state={lot.state} />
        {lot.holds > 0 && <ToneTag tone="bad">{t("holds", { count: lot.holds })}</ToneTag>}
        {props.beside}
      </div>
      <div className="soft">
        {item &&
          `${item.number} · ${language === "zh" ? (item.name_zh ?? item.name) : item.name} · `}
        {lot.expires_on ? t("expires", { on: date(lot.expires_on) }) : t("no_expiry")}
      </div>
    </div>
  );
}
