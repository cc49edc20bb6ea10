import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { usePerson } from "@platform/session/store";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Choices } from "@platform/terminal/choices";
import { FindNotice } from "@platform/terminal/find-notice";
import { TerminalFrame } from "@platform/terminal/frame";
import { useRows } from "@platform/terminal/rows";
import { ScanField } from "@platform/terminal/scan-field";
import style from "@platform/terminal/terminal.module.css";
import { prefixOf } from "@platform/terminal/understand";
import { useFind } from "@platform/terminal/use-find";
import { StateTag } from "@platform/values/state-tag";
import type { ReactNode } from "react";
import { useNavigate } from "react-router-dom";
import { toPick } from "./open-shipment";
import type { Shipment, WorkOrder } from "./records";
import { warehouse } from "./texts";

/** What is to be picked: open shipments, and work orders that wait for material. */
export default function PickList(): ReactNode {
  const t = useTexts(warehouse);
  const navigate = useNavigate();
  const { permissions } = usePerson();
  const mayShip = permissions.has("sales.shipment.pick") && permissions.has("sales.read");
  const mayIssue = permissions.has("production.material.issue");
  const shipments = useRows<Shipment>("sales.shipment", { state: "open" }, mayShip);
  const orders = useRows<WorkOrder>(
    "production.work_order",
    { "state.in": "released,in_progress", sort: "id" },
    mayIssue,
  );
  const go = (id: string) => void navigate(`/warehouse/pick/${id}`);
  const finding = useFind(async ({ subject }) => {
    const meant = await toPick(subject);
    if (meant === null || !["shp", "wor"].includes(prefixOf(meant))) return false;
    go(meant);
    return true;
  });
  const isLoading = shipments.isLoading || orders.isLoading;
  const error = shipments.error ?? orders.error;
  const isEmpty = !isLoading && shipments.rows.length + orders.rows.length === 0;
  return (
    <TerminalFrame title={t("pick")} onBack={() => void navigate("/warehouse")}>
      <ScanField label={t("pick_scan")} isBusy={finding.isReading} onText={finding.take} />
      <FindNotice finding={finding} />
      {error !== null && <ErrorState error={error} retry={shipments.retry} />}
      {isLoading && <LoadingState rows={3} />}
      {isEmpty && error === null && <p className="soft">{t("nothing_to_pick")}</p>}
      {shipments.rows.length > 0 && (
        <>
          <h2 className={style.cardTitle}>{t("shipments")}</h2>
          <Choices
            label={t("shipments")}
            choices={shipments.rows.map((each) => ({
              key: each.id,
              title: <NameOf id={each.order_id} />,
              detail: <Consignee id={each.consignee_id} />,
              aside: each.number,
            }))}
            onChoose={go}
          />
        </>
      )}
      {orders.rows.length > 0 && (
        <>
          <h2 className={style.cardTitle}>{t("work_orders")}</h2>
          <Choices
            label={t("work_orders")}
            choices={orders.rows.map((each) => ({
              key: each.id,
              title: each.number,
              detail: <Called id={each.item_id} />,
              aside: <StateTag kind="production.work_order" state={each.state} />,
            }))}
            onChoose={go}
          />
        </>
      )}
    </TerminalFrame>
  );
}

function NameOf({ id }: { id: string }): ReactNode {
  return useName(id)?.name ?? id;
}

/** Number and name: people know the one or the other. */
function useCalled(id: string): string {
  const say = useSay();
  const named = useName(id);
  if (named === undefined) return id;
  return `${named.name}${named.detail === null ? "" : ` · ${say(named.detail)}`}`;
}

function Called({ id }: { id: string }): ReactNode {
  return useCalled(id);
}

function Consignee({ id }: { id: string }): ReactNode {
  const t = useTexts(warehouse);
  return t("to_consignee", { name: useCalled(id) });
}
