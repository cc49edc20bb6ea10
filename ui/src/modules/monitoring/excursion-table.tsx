import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { recordPath } from "@platform/screens/paths";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Card, Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { monitoring } from "./texts";
import type { Excursion, SeriesAnswer } from "./types";

const LOTS_SHOWN = 4;

/** What left its limits in the time shown, and the lots that it affects. */
export function ExcursionTable({ answer }: { answer: SeriesAnswer }): ReactNode {
  const t = useTexts(monitoring);
  const say = useSay();
  const { amount, instant } = useFormats();
  const unit = answer.point.unit;
  return (
    <Card size="small" title={t("excursions")}>
      {answer.excursions.length === 0 ? (
        t("excursions_none")
      ) : (
        <Table<Excursion>
          size="small"
          rowKey="id"
          dataSource={answer.excursions}
          scroll={{ x: "max-content" }}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            {
              title: t("excursion"),
              render: (_, each) => (
                <span className="tags">
                  <Link to={recordPath("monitoring.excursion", each.id)}>
                    {instant(each.from, "seconds")}
                  </Link>
                  <StateTag kind="monitoring.excursion" state={each.state} />
                </span>
              ),
            },
            {
              title: t("level"),
              render: (_, each) => (
                <ToneTag tone={each.level === "action" ? "bad" : "warn"}>
                  {say(each.level_label)}
                </ToneTag>
              ),
            },
            {
              title: t("until"),
              render: (_, each) => (each.to === null ? t("still") : instant(each.to, "seconds")),
            },
            {
              title: t("worst"),
              align: "end",
              render: (_, each) => `${amount(each.worst, unit)} (${say(each.side_label)})`,
            },
            { title: t("lots"), render: (_, each) => <Lots excursion={each} /> },
          ]}
        />
      )}
    </Card>
  );
}

function Lots({ excursion }: { excursion: Excursion }): ReactNode {
  const t = useTexts(monitoring);
  if (excursion.lots.length === 0) return <span className="soft">{t("lots_none")}</span>;
  return (
    <span className="tags">
      {excursion.lots.slice(0, LOTS_SHOWN).map((lot) => (
        <Name key={lot} id={lot} />
      ))}
      {excursion.lots.length > LOTS_SHOWN && (
        <Link to={recordPath("monitoring.excursion", excursion.id)}>
          +{excursion.lots.length - LOTS_SHOWN}
        </Link>
      )}
    </span>
  );
}
