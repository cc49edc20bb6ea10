import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { ToneTag } from "@platform/values/state-tag";
import { Table } from "antd";
import type { ReactNode } from "react";
import { calibration } from "./texts";
import type { ImpactLot } from "./types";

/** Lots that were measured or made from measured ones, and where they were. */
export function LotTable(props: { lots: readonly ImpactLot[] }): ReactNode {
  const t = useTexts(calibration);
  const { amount } = useFormats();
  return (
    <Table<ImpactLot>
      size="small"
      rowKey="lot_id"
      dataSource={[...props.lots]}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: t("lot"),
          render: (_, lot) => (
            <>
              <Name id={lot.lot_id} /> {lot.is_held && <ToneTag tone="warn">{t("held")}</ToneTag>}
              {!lot.is_measured && <div className="soft small">{t("made_from")}</div>}
            </>
          ),
        },
        {
          title: t("in_stock"),
          align: "end",
          render: (_, lot) => <span className="number">{amount(lot.in_stock, lot.unit)}</span>,
        },
        { title: t("in_orders"), render: (_, lot) => <Names ids={lot.work_order_ids} /> },
        {
          title: t("shipped"),
          align: "end",
          render: (_, lot) => <span className="number">{amount(lot.shipped, lot.unit)}</span>,
        },
        { title: t("to"), render: (_, lot) => <Names ids={lot.consignee_ids} /> },
      ]}
    />
  );
}

function Names({ ids }: { ids: readonly string[] }): ReactNode {
  return ids.map((id) => (
    <div key={id}>
      <Name id={id} />
    </div>
  ));
}
