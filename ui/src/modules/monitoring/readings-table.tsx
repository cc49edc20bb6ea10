import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Collapse, Table } from "antd";
import type { ReactNode } from "react";
import { monitoring } from "./texts";
import type { Bucket, SeriesAnswer } from "./types";

/** What the drawing shows, for those who read it. */
export function ReadingsTable({ answer }: { answer: SeriesAnswer }): ReactNode {
  const t = useTexts(monitoring);
  const { amount, instant, number } = useFormats();
  const unit = answer.point.unit;
  const column = (title: string, place: 1 | 2 | 3) => ({
    key: place,
    title,
    align: "end" as const,
    render: (_: unknown, each: Bucket) => amount(each[place], unit),
  });
  return (
    <Collapse
      size="small"
      items={[
        {
          key: "table",
          label: `${t("as_table")} (${t("readings", {
            count: answer.readings,
            number: number(answer.readings),
          })})`,
          children: (
            <Table<Bucket>
              size="small"
              rowKey={(each) => each[0]}
              dataSource={[...answer.series].reverse()}
              scroll={{ x: "max-content" }}
              pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
              columns={[
                { key: "at", title: t("at"), render: (_, each) => instant(each[0], "seconds") },
                column(t("mean"), 3),
                column(t("low"), 1),
                column(t("high"), 2),
              ]}
            />
          ),
        },
      ]}
    />
  );
}
