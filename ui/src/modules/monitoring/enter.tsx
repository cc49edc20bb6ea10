import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { Asked } from "@platform/states/asked";
import { eventValue, isGood, isTaken, useAct } from "@platform/terminal/act";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router-dom";
import { HandVerdict } from "./hand-verdict";
import { ReadingForm } from "./reading-form";
import { monitoring } from "./texts";
import type { PointNow } from "./types";
import { useSeries } from "./use-monitoring";

/** A value read off a display: sealed first, judged by the server, and only then said what it is worth. */
export default function Enter(): ReactNode {
  const { id = "" } = useParams();
  return (
    <Asked question={useSeries(id, 1, null)}>
      {({ point }) => <EnterReading key={point.id} point={point} />}
    </Asked>
  );
}

function EnterReading({ point }: { point: PointNow }): ReactNode {
  const t = useTexts(monitoring);
  const say = useSay();
  const acting = useAct();
  return (
    <>
      <PageHead
        over={<Link to={`/monitoring/${point.id}`}>{point.code}</Link>}
        title={t("enter_title", { name: say(point.name) })}
        lead={t("enter_lead")}
      />
      <div className="stack">
        <HandVerdict acting={acting} />
        <Card size="small">
          <ReadingForm
            point={point}
            label={t("enter")}
            isBusy={acting.isBusy}
            focusKey={point.id}
            onRead={async (read) => {
              const outcome = await acting.act(
                {
                  kind: "monitoring.enter_reading/1",
                  body: { point_id: point.id, ...read },
                  source: "hand",
                  about: `${point.code} ${read.value}`,
                },
                (end) => isGood(end) && (end.is !== "sealed" || isFine(eventValue(end, "verdict"))),
              );
              return isTaken(outcome);
            }}
          />
        </Card>
        <p>
          <Link to="/monitoring/by-hand">{t("to_confirm_open")}</Link>
        </p>
      </div>
    </>
  );
}

function isFine(verdict: string | null): boolean {
  return verdict === "within" || verdict === "unjudged";
}
