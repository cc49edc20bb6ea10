import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { StateTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Flex } from "antd";
import type { ReactNode } from "react";
import { Rows } from "./rows";
import { unit } from "./texts";
import type { Cycle } from "./types";

/** The sterilisation cycles of a lot: machine, what was read, indicators, verdict. */
export function Cycles({ rows }: { rows: readonly Cycle[] }): ReactNode {
  const t = useTexts(unit);
  const { amount } = useFormats();
  return (
    <Rows
      rows={rows}
      keyOf={({ id }) => id}
      label={t("section_sterilisation")}
      columns={[
        { name: "cycle", title: t("cycle"), show: ({ id }) => <Name id={id} /> },
        { name: "machine", title: t("machine"), show: (row) => <Name id={row.equipment_id} /> },
        {
          name: "from",
          title: t("from_to"),
          show: (row) =>
            row.from !== undefined && (
              <>
                <Instant at={row.from} />
                {" – "}
                {row.to === undefined ? t("running") : <Instant at={row.to} />}
              </>
            ),
        },
        {
          name: "loaded",
          title: t("loaded"),
          isNumber: true,
          show: (row) => amount(row.quantity, row.unit_of_measure),
        },
        {
          name: "other_lots",
          title: t("other_lots"),
          show: (row) => (
            <Flex vertical>
              {row.other_lots.map((id) => (
                <Name key={id} id={id} />
              ))}
            </Flex>
          ),
        },
        {
          name: "read",
          title: t("read_meanwhile"),
          show: (row) => (
            <Flex vertical>
              {row.parameters.map((each) => (
                <span key={each.point_id}>
                  <Name id={each.point_id} />{" "}
                  <span className="number">
                    {amount(each.lowest, each.unit)} – {amount(each.highest, each.unit)}
                  </span>
                </span>
              ))}
            </Flex>
          ),
        },
        {
          name: "indicators",
          title: t("indicators"),
          show: (row) =>
            row.indicators > 0 &&
            t("indicators_failed", { failed: row.failed, of: row.indicators }),
        },
        {
          name: "state",
          title: t("state"),
          show: (row) => <StateTag kind="sterilisation.cycle" state={row.state} />,
        },
        {
          name: "reviewed_by",
          title: t("reviewed_by"),
          show: (row) => row.reviewed_by && <Name id={row.reviewed_by} />,
        },
      ]}
    />
  );
}
