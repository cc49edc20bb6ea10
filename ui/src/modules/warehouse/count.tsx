import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useNames } from "@platform/names/name";
import { ErrorState, LoadingState } from "@platform/states/states";
import { useAct } from "@platform/terminal/act";
import { Choices } from "@platform/terminal/choices";
import { compare, minus } from "@platform/terminal/decimal";
import { FindNotice } from "@platform/terminal/find-notice";
import { TerminalFrame } from "@platform/terminal/frame";
import { Notice, OutcomeNotice } from "@platform/terminal/outcome";
import { useRows } from "@platform/terminal/rows";
import { ScanField } from "@platform/terminal/scan-field";
import style from "@platform/terminal/terminal.module.css";
import { prefixOf } from "@platform/terminal/understand";
import { useFind } from "@platform/terminal/use-find";
import { type ReactNode, useState } from "react";
import { useNavigate, useSearchParams } from "react-router-dom";
import { CountLot } from "./count-lot";
import { IN_STOCK, type Location, type Stock } from "./records";
import { warehouse } from "./texts";
import { useLocations } from "./use-things";

/** `/warehouse/count?place=loc_3`: what is really there, lot by lot; the books are not shown. */
export default function CountPage(): ReactNode {
  const t = useTexts(warehouse);
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const locations = useLocations();
  const place = locations.byId.get(search.get("place") ?? "");
  const set = (id: string | null) => setSearch(id === null ? {} : { place: id });
  const finding = useFind(({ subject }) => {
    if (subject === null || prefixOf(subject) !== "loc") return false;
    set(subject);
    return true;
  }, locations.known);
  const back = () => (place === undefined ? void navigate("/warehouse") : set(null));
  if (locations.error !== null || locations.isLoading || place === undefined) {
    return (
      <TerminalFrame title={t("count")} onBack={back}>
        {locations.error && <ErrorState error={locations.error} retry={locations.retry} />}
        {locations.isLoading && <LoadingState />}
        <ScanField label={t("count_place")} isBusy={finding.isReading} onText={finding.take} />
        <FindNotice finding={finding} />
        <Choices
          label={t("count_place")}
          choices={locations.rows
            .filter((each) => each.kind !== "external")
            .map((each) => ({ key: each.id, title: each.code, detail: each.name }))}
          onChoose={set}
        />
      </TerminalFrame>
    );
  }
  return <CountPlace key={place.id} place={place} onBack={back} />;
}

function CountPlace(props: { place: Location; onBack: () => void }): ReactNode {
  const t = useTexts(warehouse);
  const { place } = props;
  const acting = useAct();
  const [lotId, setLot] = useState<string | null>(null);
  const [counted, setCounted] = useState<ReadonlySet<string>>(new Set());
  const stock = useRows<Stock>("warehouse.stock", { location_id: place.id, ...IN_STOCK });
  const names = useNames(stock.rows.map((each) => each.lot_id));
  const byNumber = (text: string) =>
    stock.rows.find((each) => names.get(each.lot_id)?.name === text)?.lot_id ?? null;
  const finding = useFind(({ subject }) => {
    if (subject === null || prefixOf(subject) !== "lot") return false;
    acting.clear();
    setLot(subject);
    return true;
  }, byNumber);
  const end = (id: string) => {
    setCounted(new Set([...counted, id]));
    setLot(null);
  };
  return (
    <TerminalFrame
      title={t("count")}
      beside={
        <b>
          {place.code} · {place.name}
        </b>
      }
      onBack={lotId === null ? props.onBack : () => setLot(null)}
    >
      <OutcomeNotice acting={acting} />
      <Difference acting={acting} />
      {lotId === null ? (
        <>
          <ScanField
            label={t("count_scan")}
            isBusy={finding.isReading}
            focusKey={counted.size}
            onText={finding.take}
          />
          <FindNotice finding={finding} />
          <h2 className={style.cardTitle}>{t("count_here")}</h2>
          {stock.isLoading && <LoadingState rows={3} />}
          {stock.error !== null && <ErrorState error={stock.error} retry={stock.retry} />}
          {!stock.isLoading && stock.rows.length === 0 && <p className="soft">{t("count_none")}</p>}
          <Choices
            label={t("count_here")}
            choices={stock.rows.map((each) => ({
              key: each.lot_id,
              title: names.get(each.lot_id)?.name ?? each.lot_id,
              detail: <ItemOf id={each.item_id} />,
              aside: counted.has(each.lot_id) ? `✓ ${t("done")}` : undefined,
              tone: counted.has(each.lot_id) ? "good" : undefined,
            }))}
            onChoose={(id) => {
              acting.clear();
              setLot(id);
            }}
          />
        </>
      ) : (
        <CountLot key={lotId} lotId={lotId} place={place} acting={acting} onEnd={end} />
      )}
    </TerminalFrame>
  );
}

function ItemOf({ id }: { id: string }): ReactNode {
  return useNames([id]).get(id)?.name ?? "";
}

/** After the count is sealed: whether the books said the same. */
function Difference({ acting }: { acting: ReturnType<typeof useAct> }): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const outcome = acting.done?.outcome;
  if (outcome?.is !== "sealed") return null;
  const event = outcome.receipt.events?.find((each) =>
    each.kind.startsWith("warehouse.stock_counted"),
  );
  if (event === undefined) return null;
  const { expected, counted, unit } = event;
  if (typeof expected !== "string" || typeof counted !== "string") return null;
  const code = typeof unit === "string" ? unit : null;
  const side = compare(counted, expected);
  if (side === 0) {
    return <Notice tone="good" title={t("count_right", { amount: amount(counted, code) })} />;
  }
  const off = side < 0 ? minus(expected, counted) : minus(counted, expected);
  const title = t(side < 0 ? "count_less" : "count_more", { amount: amount(off, code) });
  return <Notice tone="odd" title={title} />;
}
