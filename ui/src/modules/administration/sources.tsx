import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { ToneTag } from "@platform/values/state-tag";
import type { Tone } from "@platform/values/tone";
import { Card } from "antd";
import type { ReactNode } from "react";
import styles from "./administration.module.css";
import { administration } from "./texts";

const TONES: Readonly<Record<string, Tone>> = {
  instrument: "good",
  system: "good",
  scanned: "busy",
  typed: "plain",
  unverified: "warn",
};

/** How each source is believed, unless what it came from has a level of its own. */
export function Sources(): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const registry = useRegistry();
  return (
    <Card size="small" title={<h2 className={styles.title}>{t("sources")}</h2>}>
      <dl className={styles.sources}>
        {registry.answer.sources.map((source) => (
          <div key={source.value}>
            <dt>{say(source.label)}</dt>
            <dd>
              <ToneTag tone={TONES[source.trust] ?? "plain"}>
                {say(registry.trust(source.trust))}
              </ToneTag>
            </dd>
          </div>
        ))}
      </dl>
      <p className="soft small">{t("sources_lead")}</p>
    </Card>
  );
}
