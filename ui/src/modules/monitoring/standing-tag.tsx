import { useTexts } from "@platform/i18n/texts";
import { ToneTag } from "@platform/values/state-tag";
import type { ReactNode } from "react";
import { standing } from "./standing";
import { monitoring } from "./texts";
import type { PointNow } from "./types";

/** A word for what is wrong with a point; nothing while all is well. */
export function StandingTag({ point }: { point: PointNow }): ReactNode {
  const t = useTexts(monitoring);
  switch (standing(point)) {
    case "action":
      return <ToneTag tone="bad">{t("out_action")}</ToneTag>;
    case "alert":
      return <ToneTag tone="warn">{t("out_alert")}</ToneTag>;
    case "bad":
      return <ToneTag tone="warn">{t("bad_quality")}</ToneTag>;
    case "silent":
      return <ToneTag tone="warn">{t("silent")}</ToneTag>;
    case "unread":
    case "good":
      return null;
  }
}
