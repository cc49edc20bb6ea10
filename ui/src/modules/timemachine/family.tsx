import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { recordAt, type Story } from "@platform/replay";
import { recordPath } from "@platform/screens/paths";
import { StateTag } from "@platform/values/state-tag";
import { Card } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link } from "react-router-dom";
import { linksOf } from "./links";
import { timemachine } from "./texts";
import styles from "./timemachine.module.css";
import type { Relative } from "./types";

/** What was linked to the subject by then, in the state that each was in. */
export function FamilyCard(props: {
  story: Story;
  position: number;
  subject: string;
  family: readonly Relative[];
}): ReactNode {
  const t = useTexts(timemachine);
  const say = useSay();
  const { story, position, subject, family } = props;
  const since = useMemo(
    () =>
      linksOf(
        story,
        subject,
        family.map(({ id }) => id),
      ),
    [story, subject, family],
  );
  const groups = useMemo(() => byRelation(family), [family]);
  return (
    <Card size="small" title={<h2>{t("family")}</h2>}>
      {family.length === 0 ? (
        <p className="soft">{t("family_none")}</p>
      ) : (
        <div className={styles.family}>
          {groups.map((group) => (
            <section key={group[0]?.relation.en} aria-label={group[0] && say(group[0].relation)}>
              <h3>{group[0] && say(group[0].relation)}</h3>
              <ul>
                {group.map((relative) => (
                  <Kin
                    key={relative.id}
                    relative={relative}
                    story={story}
                    position={position}
                    isLinked={(since.get(relative.id) ?? 0) <= position}
                    isNew={since.get(relative.id) === position}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {family.length > 0 && <p className="soft small">{t("family_lead")}</p>}
    </Card>
  );
}

function Kin(props: {
  relative: Relative;
  story: Story;
  position: number;
  isLinked: boolean;
  isNew: boolean;
}): ReactNode {
  const t = useTexts(timemachine);
  const say = useSay();
  const registry = useRegistry();
  const { relative, story, position, isLinked, isNew } = props;
  const kind = registry.kind(relative.kind ?? "");
  const values = kind ? recordAt(story, position, kind.name, relative.id) : null;
  const state = kind?.state == null ? undefined : values?.[kind.state];
  const look = `${styles.kin} ${isLinked ? styles.linked : styles.unlinked} ${isNew ? styles.fresh : ""}`;
  return (
    <li className={look}>
      <span>
        <Link to={recordPath(relative.kind ?? "", relative.id)} className="name">
          {relative.name}
        </Link>{" "}
        <span className="soft small">{relative.detail && say(relative.detail)}</span>
      </span>
      {!isLinked ? (
        <span className="soft small">{t("not_yet")}</span>
      ) : (
        kind && typeof state === "string" && <StateTag kind={kind.name} state={state} />
      )}
    </li>
  );
}

function byRelation(family: readonly Relative[]): Relative[][] {
  const groups = new Map<string, Relative[]>();
  for (const each of family) {
    groups.set(each.relation.en, [...(groups.get(each.relation.en) ?? []), each]);
  }
  return [...groups.values()];
}
