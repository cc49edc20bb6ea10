import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useName, useNames } from "@platform/names/name";
import { ErrorState, LoadingState } from "@platform/states/states";
import { type Acting, useAct } from "@platform/terminal/act";
import { Choices } from "@platform/terminal/choices";
import { isAbove } from "@platform/terminal/decimal";
import { TerminalFrame } from "@platform/terminal/frame";
import { Notice, OutcomeNotice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { Dispatch } from "./dispatch";
import { PickNeed } from "./pick-need";
import { warehouse } from "./texts";
import { type Order, useOrder } from "./use-picking";
import { useLocations } from "./use-things";

/** `/warehouse/pick/shp_3` or `wor_3`: take what expires first; a wrong lot is said large. */
export default function PickPage(): ReactNode {
  const t = useTexts(warehouse);
  const navigate = useNavigate();
  const id = useParams().id ?? "";
  const order = useOrder(id);
  const locations = useLocations();
  const acting = useAct();
  const name = useName(order.shipment?.order_id ?? order.work?.id)?.name ?? id;
  const error = order.error ?? locations.error;
  const hasLeft = order.shipment?.state === "dispatched";
  return (
    <TerminalFrame
      title={t("pick")}
      beside={<b>{name}</b>}
      onBack={() => void navigate("/warehouse/pick")}
    >
      <OutcomeNotice acting={acting} />
      {error !== null && <ErrorState error={error} />}
      {error === null && order.isLoading && <LoadingState />}
      {error === null && !order.isLoading && !order.isOpen && (
        <Notice
          tone={hasLeft ? "good" : "odd"}
          title={t(hasLeft ? "dispatched" : "not_open")}
          actions={
            <Button
              size="large"
              type="primary"
              className={style.big}
              autoFocus
              onClick={() => void navigate("/warehouse/pick")}
            >
              {t("pick_next")}
            </Button>
          }
        />
      )}
      {error === null && !order.isLoading && order.isOpen && !locations.isLoading && (
        <Picking order={order} name={name} locations={locations} acting={acting} />
      )}
    </TerminalFrame>
  );
}

function Picking(props: {
  order: Order;
  /** What people call it: the number of the order. */
  name: string;
  locations: ReturnType<typeof useLocations>;
  acting: Acting;
}): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const { order } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const open = order.needs.filter((need) => isAbove(need.open, "0"));
  const need = open.find((each) => each.key === chosen) ?? open[0];
  const names = useNames(order.needs.map((each) => each.itemId));
  return (
    <div className={style.columns}>
      <div className="stack">
        {need === undefined ? (
          <>
            <Notice tone="good" title={t("all_done")} />
            {order.isShipment && <Dispatch order={order} name={props.name} acting={props.acting} />}
          </>
        ) : (
          <PickNeed
            key={`${need.key} ${need.open}`}
            order={order}
            need={need}
            locations={props.locations}
            acting={props.acting}
            onItem={(itemId) => {
              const other = open.find((each) => each.itemId === itemId);
              if (other !== undefined) setChosen(other.key);
              return other !== undefined;
            }}
          />
        )}
      </div>
      <aside className="stack">
        <Choices
          label={t("lines_open", { count: open.length })}
          isColumn
          chosen={need?.key ?? null}
          choices={order.needs.map((each) => ({
            key: each.key,
            title: names.get(each.itemId)?.name ?? each.itemId,
            aside: `${isAbove(each.open, "0") ? "" : "✓ "}${t("done_of", {
              done: amount(each.done, null),
              wanted: amount(each.wanted, each.unit),
            })}`,
            tone: isAbove(each.open, "0") ? undefined : "good",
            isDisabled: !isAbove(each.open, "0"),
          }))}
          onChoose={setChosen}
        />
        {order.picked.length > 0 && <Picked order={order} />}
        {need !== undefined && order.isShipment && order.picked.length > 0 && (
          <Dispatch order={order} name={props.name} acting={props.acting} />
        )}
      </aside>
    </div>
  );
}

function Picked({ order }: { order: Order }): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const names = useNames(order.picked.map((line) => line.lot_id));
  return (
    <section className={style.card}>
      <h2 className={style.cardTitle}>{t("picked_lines")}</h2>
      <ul className="plain">
        {order.picked.map((line) => (
          <li key={line.id}>
            <b>{names.get(line.lot_id)?.name ?? line.lot_id}</b> ·{" "}
            {amount(line.quantity, line.unit)}
          </li>
        ))}
      </ul>
    </section>
  );
}
