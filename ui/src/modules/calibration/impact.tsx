import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { PageHead } from "@platform/screens/page";
import { commandPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { useAllRows, useOne } from "@platform/terminal/rows";
import { Fact } from "@platform/values/fact";
import { StateTag } from "@platform/values/state-tag";
import { Alert, Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router-dom";
import { LineTable } from "./line-table";
import { LotTable } from "./lot-table";
import { calibration } from "./texts";
import type { Impact, ImpactLine, ImpactLot } from "./types";

/** What an instrument found out of tolerance had measured, where it is, and what it means. */
export default function ImpactPage(): ReactNode {
  const { id = "" } = useParams();
  const question = useOne<Impact>("calibration.impact", id);
  return <Asked question={question}>{(impact) => <One impact={impact} />}</Asked>;
}

function One({ impact }: { impact: Impact }): ReactNode {
  const t = useTexts(calibration);
  const { instant } = useFormats();
  const mayClose = usePermission("calibration.impact.close");
  const equipment = useName(impact.equipment_id)?.name ?? impact.equipment_id;
  const said = { equipment, until: instant(impact.until) };
  return (
    <>
      <PageHead
        over={t("impact")}
        title={`${equipment} · ${impact.id}`}
        beside={<StateTag kind="calibration.impact" state={impact.state} />}
        lead={
          impact.since === undefined
            ? t("impact_lead_ever", said)
            : t("impact_lead", { ...said, since: instant(impact.since) })
        }
        actions={
          mayClose &&
          impact.state === "open" &&
          impact.open_count === 0 && (
            <Link to={commandPath("calibration.close_impact/1", { impact_id: impact.id })}>
              <Button type="primary">{t("close")}</Button>
            </Link>
          )
        }
      />
      <div className="stack">
        {!impact.is_complete && <Alert type="warning" showIcon title={t("impact_incomplete")} />}
        <Card size="small">
          <dl className="facts">
            <Fact label={t("machine")}>
              <Name id={impact.equipment_id} />
            </Fact>
            <Fact label={t("calibration")}>
              <Name id={impact.calibration_id} />
            </Fact>
            {impact.conclusion !== undefined && (
              <Fact label={t("impact_closed")}>{impact.conclusion}</Fact>
            )}
          </dl>
        </Card>
        <Lots impactId={impact.id} />
        <Lines impact={impact} />
      </div>
    </>
  );
}

function Lots({ impactId }: { impactId: string }): ReactNode {
  const t = useTexts(calibration);
  const { rows } = useAllRows<ImpactLot>("calibration.impact_lot", { impact_id: impactId });
  if (rows.length === 0) return null;
  return (
    <Card size="small" title={t("lots")}>
      <LotTable lots={rows} />
    </Card>
  );
}

function Lines({ impact }: { impact: Impact }): ReactNode {
  const t = useTexts(calibration);
  const { rows } = useAllRows<ImpactLine>("calibration.impact_line", { impact_id: impact.id });
  return (
    <Card size="small" title={t("lines")}>
      <LineTable impact={impact} lines={rows} />
    </Card>
  );
}
