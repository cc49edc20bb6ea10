import type { Named } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName, useNames } from "@platform/names/name";
import { signal } from "@platform/scanning/signal";
import { Choices } from "@platform/terminal/choices";
import { isAbove } from "@platform/terminal/decimal";
import { FindNotice } from "@platform/terminal/find-notice";
import { Notice } from "@platform/terminal/outcome";
import { useOne } from "@platform/terminal/rows";
import { ScanField } from "@platform/terminal/scan-field";
import type { SerialRow } from "@platform/terminal/serials";
import style from "@platform/terminal/terminal.module.css";
import { prefixOf } from "@platform/terminal/understand";
import { useFind } from "@platform/terminal/use-find";
import { type ReactNode, useState } from "react";
import { MaterialQuantity } from "./material-quantity";
import type { PaneProps } from "./pane";
import type { Material } from "./records";
import { isStarted } from "./steps";
import { shopfloor } from "./texts";
import { atOrder, isUsedUp } from "./use-order";

/** Material by scan: only what was issued to the order goes in; anything else is said large. */
export function MaterialPane(props: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const { sight } = props;
  const there = sight.material.filter((each) => isAbove(atOrder(each), "0"));
  const names = useNames(there.map((each) => each.lot_id));
  const [lotId, setLot] = useState<string | null>(null);
  const [serialId, setSerial] = useState<string | null>(null);
  const [wrongId, setWrong] = useState<string | null>(null);
  const serial = useOne<SerialRow>("warehouse.serial", serialId);
  const material = there.find((each) => each.lot_id === (lotId ?? serial.data?.lot_id));
  const byNumber = (text: string) =>
    there.find((each) => names.get(each.lot_id)?.name === text)?.lot_id ?? null;
  const finding = useFind(({ subject }) => {
    setWrong(null);
    props.acting.clear();
    const prefix = prefixOf(subject ?? "");
    if (prefix === "ser") setSerial(subject);
    else if (prefix !== "lot") return false;
    else if (there.some((each) => each.lot_id === subject)) setLot(subject);
    else {
      signal("bad");
      setWrong(subject);
    }
    return true;
  }, byNumber);
  const isWrongSerial = serial.data !== undefined && material === undefined;
  const clear = () => {
    setLot(null);
    setSerial(null);
  };
  if (sight.order.output_lot_id === undefined) {
    return <Notice tone="odd" title={t("material_needs_lot")} />;
  }
  if (!isStarted(sight)) return <Notice tone="odd" title={t("material_needs_start")} />;
  return (
    <section className={style.card}>
      <Components {...props} />
      {there.length === 0 && <Notice tone="odd" title={t("material_none")} />}
      {material === undefined && there.length > 0 && (
        <>
          <ScanField
            label={t("material_scan")}
            isBusy={finding.isReading}
            focusKey={sight.readings.length}
            onText={finding.take}
          />
          <FindNotice finding={finding} />
        </>
      )}
      {(wrongId !== null || isWrongSerial) && (
        <WrongMaterial
          id={wrongId ?? serialId ?? ""}
          lots={there.map((each) => names.get(each.lot_id)?.name ?? each.lot_id)}
        />
      )}
      {material !== undefined && (
        <MaterialQuantity
          key={material.lot_id}
          {...props}
          material={material}
          serial={serial.data ?? null}
          onEnd={clear}
        />
      )}
      {material === undefined && <AtOrder there={there} names={names} onChoose={setLot} />}
    </section>
  );
}

/** Number and name: people know the one or the other. */
function useCalled(): (item: Named | undefined) => string | undefined {
  const say = useSay();
  return (item) => item && `${item.name}${item.detail === null ? "" : ` · ${say(item.detail)}`}`;
}

function Components({ sight }: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const called = useCalled();
  const { amount } = useFormats();
  const names = useNames(sight.components.map((each) => each.itemId));
  return (
    <dl className={style.pairs}>
      {sight.components.map((each) => (
        <div key={each.itemId} style={{ display: "contents" }}>
          <dt>{called(names.get(each.itemId)) ?? each.itemId}</dt>
          <dd className="number">
            {isUsedUp(each) && "✓ "}
            {t("material_need", {
              done: amount(each.done, null),
              wanted: amount(each.wanted, each.unit),
            })}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function WrongMaterial(props: { id: string; lots: readonly string[] }): ReactNode {
  const t = useTexts(shopfloor);
  const name = useName(props.id)?.name ?? props.id;
  return (
    <Notice tone="bad" isHuge title={t("material_wrong")}>
      <p className={style.noticeText}>{t("material_not_of_order", { lot: name })}</p>
      <p>{t("material_take", { lots: props.lots.slice(0, 8).join(" · ") })}</p>
    </Notice>
  );
}

function AtOrder(props: {
  there: readonly Material[];
  names: ReturnType<typeof useNames>;
  onChoose: (lotId: string) => void;
}): ReactNode {
  const t = useTexts(shopfloor);
  const { amount } = useFormats();
  const called = useCalled();
  const items = useNames(props.there.map((each) => each.item_id));
  return (
    <Choices
      label={t("material_scan")}
      choices={props.there.map((each) => ({
        key: each.lot_id,
        title: props.names.get(each.lot_id)?.name ?? each.lot_id,
        detail: called(items.get(each.item_id)),
        aside: t("material_at", { amount: amount(atOrder(each), each.unit) }),
      }))}
      onChoose={props.onChoose}
    />
  );
}
