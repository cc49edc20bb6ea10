import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import type { ReactNode } from "react";
import styles from "./notifications.module.css";
import { notifications } from "./texts";
import type { Subscription } from "./types";

/** What is told, from which severity on, and by what. */
export function SubscriptionLine({ subscription }: { subscription: Subscription }): ReactNode {
  const t = useTexts(notifications);
  const say = useSay();
  const { topic, severity_min, channel } = subscription;
  return (
    <span className={styles.said}>
      {topic === null ? t("every_topic") : say(topic)}{" "}
      <span className="soft">
        {t("from", { severity: say(severity_min) })} · {channel ?? t("in_app")}
      </span>
    </span>
  );
}
