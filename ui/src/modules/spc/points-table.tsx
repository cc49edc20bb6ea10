import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Collapse, Table } from "antd";
import type { ReactNode } from "react";
import { spc } from "./texts";
import type { PlottedPoint } from "./types";

/** What the drawing shows, for those who read it. */
export function PointsTable({ points }: { points: readonly PlottedPoint[] }): ReactNode {
  const t = useTexts(spc);
  const { decimal, instant, number } = useFormats();
  const count = t("points", { count: points.length, number: number(points.length) });
  const column = (title: string, place: 1 | 2 | 3 | 4) => ({
    key: place,
    title,
    align: "end" as const,
    render: (_: unknown, each: PlottedPoint) => decimal(each[place]),
  });
  return (
    <Collapse
      size="small"
      items={[
        {
          key: "table",
          label: `${t("as_table")} (${count})`,
          children: (
            <Table<PlottedPoint>
              size="small"
              rowKey={(each) => each[0]}
              dataSource={[...points].reverse()}
              scroll={{ x: "max-content" }}
              pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
              columns={[
                { key: "at", title: t("at"), render: (_, each) => instant(each[0], "seconds") },
                column(t("value"), 1),
                column(t("low"), 2),
                column(t("centre"), 3),
                column(t("high"), 4),
                {
                  key: "spread",
                  title: t("spread"),
                  align: "end" as const,
                  render: (_, each) => (each[5] === null ? "–" : decimal(each[5][0])),
                },
              ]}
            />
          ),
        },
      ]}
    />
  );
}
