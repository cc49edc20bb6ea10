import type { RecordValues } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { listPath } from "@platform/screens/paths";
import { ErrorState, LoadingState } from "@platform/states/states";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { boards } from "./texts";
import type { StockItem } from "./types";

const MOST = 100;

/** An item's stock lot by lot and place by place. */
export function StockOfItem({ item }: { item: StockItem }): ReactNode {
  const t = useTexts(boards);
  const stock = useRecords("warehouse.stock", { ...item.filters, limit: MOST });
  const rows = stock.data?.records ?? [];
  const ids = [...new Set(rows.map((row) => String(row.lot_id)))].join(",");
  const lots = useRecords(
    "warehouse.lot",
    { "id.in": ids, limit: MOST },
    { isEnabled: ids !== "" },
  );
  if (stock.error !== null && stock.data === undefined) return <ErrorState error={stock.error} />;
  if (stock.data === undefined) return <LoadingState rows={2} />;
  const byId = new Map(lots.data?.records.map((lot) => [String(lot.id), lot]));
  return (
    <div className="scroll-x">
      <table className="rows" aria-label={t("stock_open", { item: item.number })}>
        <thead>
          <tr>
            <th scope="col">{t("lot")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("location")}</th>
            <th scope="col">{t("quantity")}</th>
            <th scope="col">{t("expires_on")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={`${row.lot_id} ${row.location_id}`}
              row={row}
              lot={byId.get(String(row.lot_id))}
            />
          ))}
        </tbody>
      </table>
      {stock.data.total > rows.length && (
        <Link to={listPath(item.kind, item.filters)}>{t("more_in_list")}</Link>
      )}
    </div>
  );
}

function Row(props: { row: RecordValues; lot: RecordValues | undefined }): ReactNode {
  const t = useTexts(boards);
  const { amount, date } = useFormats();
  const { row, lot } = props;
  return (
    <tr>
      <td>
        <Name id={String(row.lot_id)} />
      </td>
      <td>
        {lot !== undefined && <StateTag kind="warehouse.lot" state={String(lot.state)} />}{" "}
        {Number(lot?.holds ?? 0) > 0 && <ToneTag tone="bad">{t("held")}</ToneTag>}
      </td>
      <td>
        <Name id={String(row.location_id)} />
      </td>
      <td className="number">{amount(String(row.quantity), String(row.unit))}</td>
      <td className="number">{typeof lot?.expires_on === "string" ? date(lot.expires_on) : "–"}</td>
    </tr>
  );
}
