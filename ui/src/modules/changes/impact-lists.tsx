import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Collapse } from "antd";
import type { ReactNode } from "react";
import styles from "./changes.module.css";
import { changes } from "./texts";
import type { Group } from "./types";
import { useImpact } from "./use-changes";

const NAMES_MAX = 40;

/** What the change touches, by kind: as it was at the assessment, and as it is now. */
export function ImpactLists({ id }: { id: string }): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  const { instant } = useFormats();
  const found = useImpact(id);
  if (found.error !== null) {
    return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <LoadingState rows={4} />;
  const { groups, taken_at } = found.data;
  if (groups.length === 0) return <p className="soft">{t("impact_none")}</p>;
  return (
    <>
      {taken_at && (
        <p className="soft small">
          {t("at_assessment")}: {instant(taken_at)}
        </p>
      )}
      <Collapse
        ghost
        items={groups.map((group) => ({
          key: group.topic,
          label: (
            <span className="tags">
              {say(group.label)} <span className="number">{counted(group)}</span>
              {group.added.length > 0 && (
                <ToneTag tone="warn">{t("grown", { count: group.added.length })}</ToneTag>
              )}
            </span>
          ),
          children: <Names group={group} />,
        }))}
      />
    </>
  );
}

/** `3 → 5` where it was counted before and has changed, else the number alone. */
function counted({ then, now }: Group): string {
  return then === null || then === now ? String(now) : `${then} → ${now}`;
}

function Names({ group }: { group: Group }): ReactNode {
  const t = useTexts(changes);
  const added = new Set(group.added);
  const first = [...group.added, ...group.subjects.filter((each) => !added.has(each))];
  const rest = group.now - Math.min(first.length, NAMES_MAX);
  return (
    <div className={styles.names}>
      {first.slice(0, NAMES_MAX).map((each) => (
        <span key={each}>
          <Name id={each} />
          {added.has(each) && <span className="odd"> +</span>}
        </span>
      ))}
      {rest > 0 && <span className="soft">{t("more", { count: rest })}</span>}
    </div>
  );
}
