import { call } from "@platform/api/client";
import type { RecordAnswer } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { signal } from "@platform/scanning/signal";
import { LoadingState } from "@platform/states/states";
import type { Acting } from "@platform/terminal/act";
import { FindNotice } from "@platform/terminal/find-notice";
import { Notice } from "@platform/terminal/outcome";
import { ReasonAgain } from "@platform/terminal/reason-again";
import { ScanField } from "@platform/terminal/scan-field";
import type { SerialRow } from "@platform/terminal/serials";
import style from "@platform/terminal/terminal.module.css";
import { prefixOf } from "@platform/terminal/understand";
import { useFind } from "@platform/terminal/use-find";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { earlierThan, type Pick, unfit } from "./fefo";
import type { Need } from "./needs";
import { PickAmount } from "./pick-amount";
import type { Lot } from "./records";
import { warehouse } from "./texts";
import { type Order, useSupply } from "./use-picking";
import type { useLocations } from "./use-things";

interface Wrong {
  lot: Lot;
  why: NonNullable<ReturnType<typeof unfit>> | "earlier" | "nowhere" | "not_wanted";
}

/** What was scanned and may be taken. */
export interface Right {
  pick: Pick;
  serial: SerialRow | null;
  isAnyway: boolean;
}

/** One line of an order: what to take from where; the scan says whether it is that. */
export function PickNeed(props: {
  order: Order;
  need: Need;
  locations: ReturnType<typeof useLocations>;
  acting: Acting;
  /** Another line of the order was meant; false if none asks for the item. */
  onItem: (itemId: string) => boolean;
}): ReactNode {
  const t = useTexts(warehouse);
  const { amount, date } = useFormats();
  const { order, need, acting } = props;
  const queries = useQueryClient();
  const supply = useSupply(order, need.itemId, props.locations.byId);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [right, setRight] = useState<Right | null>(null);
  const [packageId, setPackage] = useState<string | null>(null);
  const first = supply.picks[0];

  const one = async <T,>(kind: string, id: string): Promise<T> =>
    (
      await queries.fetchQuery({
        queryKey: ["one", kind, id],
        queryFn: () => call<RecordAnswer>(`/api/record/${kind}/${id}`),
      })
    ).record as T;
  const judge = (lot: Lot, serial: SerialRow | null): boolean => {
    const why = unfit(lot, supply.wanted);
    const own = supply.picks.filter((pick) => pick.lot.id === lot.id);
    const there = own.find((pick) => pick.location.id === serial?.location_id) ?? own[0];
    if (why === "other_item") {
      // Another line may ask for it: then that one is worked on, and the scan comes again.
      if (!props.onItem(lot.item_id)) setWrong({ lot, why: "not_wanted" });
      return false;
    }
    if (why !== null) setWrong({ lot, why });
    else if (there === undefined) setWrong({ lot, why: "nowhere" });
    else if (earlierThan(lot, supply.picks) !== null) setWrong({ lot, why: "earlier" });
    else {
      setRight({ pick: there, serial, isAnyway: false });
      return true;
    }
    return false;
  };
  const finding = useFind(async ({ subject }) => {
    setWrong(null);
    setRight(null);
    setPackage(null);
    acting.clear();
    const prefix = prefixOf(subject ?? "");
    if (subject === null || !["lot", "ser", "pkg"].includes(prefix)) return false;
    if (prefix === "pkg") {
      setPackage(order.isShipment ? subject : null);
      return order.isShipment;
    }
    const serial = prefix === "ser" ? await one<SerialRow>("warehouse.serial", subject) : null;
    const isGood = judge(await one<Lot>("warehouse.lot", serial?.lot_id ?? subject), serial);
    if (!isGood) signal("bad");
    // It was understood; that it is wrong has been said.
    return true;
  });
  const takePackage = (id: string) =>
    acting.act({
      kind: "sales.pick_package/1",
      body: { shipment_id: order.id, package_id: id },
      source: "scan",
      about: id,
    });
  if (supply.isLoading) return <LoadingState rows={4} />;
  return (
    <section className={style.card}>
      <div className={style.row}>
        <h2 className={style.cardTitle}>
          {t("take")} {supply.item?.number}
        </h2>
        <span>{t("take_open", { amount: amount(need.open, need.unit) })}</span>
      </div>
      {first === undefined ? (
        <Notice tone="odd" title={t("take_none", { item: supply.item?.number ?? "" })} />
      ) : (
        <div className={style.row}>
          <span className={style.value}>{first.lot.number}</span>
          <span className={style.value}>{t("take_from", { place: first.location.code })}</span>
          <span className="soft">
            {t("free", { amount: amount(first.free, first.lot.unit) })} ·{" "}
            {first.lot.expires_on
              ? t("expires", { on: date(first.lot.expires_on) })
              : t("no_expiry")}
          </span>
        </div>
      )}
      {right === null && packageId === null && (
        <>
          <ScanField label={t("take_scan")} isBusy={finding.isReading} onText={finding.take} />
          <FindNotice finding={finding} />
        </>
      )}
      {wrong !== null && (
        <WrongLot
          wrong={wrong}
          first={first}
          onAnyway={() => {
            const pick = supply.picks.find((each) => each.lot.id === wrong.lot.id);
            setWrong(null);
            if (pick !== undefined) setRight({ pick, serial: null, isAnyway: true });
          }}
        />
      )}
      {packageId !== null && (
        <Button
          size="large"
          type="primary"
          className={style.big}
          autoFocus
          loading={acting.isBusy}
          onClick={() => void takePackage(packageId)}
        >
          {t("whole_package")} · {packageId}
        </Button>
      )}
      {right !== null && (
        <PickAmount
          order={order}
          need={need}
          right={right}
          isSerialTracked={supply.item?.tracking === "serial"}
          acting={acting}
          onCancel={() => setRight(null)}
        />
      )}
      <ReasonAgain acting={acting} onDone={() => setRight(null)} />
    </section>
  );
}

/** Said so large that it is seen from the rack. */
function WrongLot(props: {
  wrong: Wrong;
  first: Pick | undefined;
  onAnyway: () => void;
}): ReactNode {
  const t = useTexts(warehouse);
  const { wrong, first } = props;
  return (
    <Notice
      tone="bad"
      isHuge
      title={t("wrong_lot")}
      actions={
        wrong.why === "earlier" && (
          <Button size="large" onClick={props.onAnyway}>
            {t("anyway")}
          </Button>
        )
      }
    >
      <p className={style.noticeText}>{t(`wrong_${wrong.why}`)}</p>
      <p className={style.noticeText}>
        <b>{t("wrong_scanned", { lot: wrong.lot.number })}</b>
      </p>
      {first !== undefined && (
        <p className={style.noticeText}>
          <b>{t("wrong_take", { lot: first.lot.number, place: first.location.code })}</b>
        </p>
      )}
    </Notice>
  );
}
