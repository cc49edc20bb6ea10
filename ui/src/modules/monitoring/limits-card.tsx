import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Fact } from "@platform/values/fact";
import { Card } from "antd";
import type { ReactNode } from "react";
import { monitoring } from "./texts";
import type { PointNow } from "./types";

/** The limits in force for what the machine is doing now. */
export function LimitsCard({ point }: { point: PointNow }): ReactNode {
  const t = useTexts(monitoring);
  const { amount } = useFormats();
  const { limits, unit } = point;
  const range = (low: string | undefined, high: string | undefined) => {
    if (low !== undefined && high !== undefined) {
      return t("from_to", { low: amount(low, unit), high: amount(high, unit) });
    }
    if (low !== undefined) return t("at_least", { low: amount(low, unit) });
    return high === undefined ? "–" : t("at_most", { high: amount(high, unit) });
  };
  return (
    <Card size="small" title={t("limits")}>
      {limits === null ? (
        t("no_limits")
      ) : (
        <dl className="facts">
          <Fact label={t("revision")}>{limits.revision}</Fact>
          <Fact label={t("target")}>
            {limits.target === undefined ? "–" : amount(limits.target, unit)}
          </Fact>
          <Fact label={t("alert")}>{range(limits.alert_low, limits.alert_high)}</Fact>
          <Fact label={t("action")}>{range(limits.action_low, limits.action_high)}</Fact>
        </dl>
      )}
    </Card>
  );
}
