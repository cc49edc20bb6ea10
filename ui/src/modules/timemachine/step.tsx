import { Changes } from "@platform/entry/changes";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { entryPath } from "@platform/screens/paths";
import { usePlatformTexts } from "@platform/texts";
import { Said } from "@platform/values/said";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { timemachine } from "./texts";
import type { TimeEntry } from "./types";

const SAID_MAX = 8;

/** The entry that made the moment what it is, and which one comes next. */
export function StepCard(props: {
  entry: TimeEntry | undefined;
  next: TimeEntry | undefined;
  subject: string;
}): ReactNode {
  const t = useTexts(timemachine);
  const platform = usePlatformTexts();
  const say = useSay();
  const { entry, next, subject } = props;
  const own = entry?.changes.filter(({ key }) => key.split("|")[0] === subject) ?? [];
  return (
    <Card size="small" title={<h2>{t("step")}</h2>}>
      <div className="stack">
        {entry === undefined ? (
          <p className="soft">{t("step_none")}</p>
        ) : (
          <article className="entry-story" key={entry.seq}>
            <header>
              <Link to={entryPath(entry.seq)} className="entry-label">
                {say(entry.label)}
              </Link>
              {entry.outcome !== "done" && (
                <ToneTag tone="bad">{platform(`history_${entry.outcome}`)}</ToneTag>
              )}
              <span className="soft">
                <Instant at={entry.at} /> · <Name id={entry.actor} />
              </span>
            </header>
            {entry.said === null ? (
              <p className="soft">{t("hidden_words")}</p>
            ) : (
              <ul className="said">
                {entry.said.slice(0, SAID_MAX).map((said, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: sentences never move
                  <li key={at}>
                    <Said said={said} />
                  </li>
                ))}
                {entry.said.length > SAID_MAX && <li>+{entry.said.length - SAID_MAX}</li>}
              </ul>
            )}
            {entry.reason !== null && <p className="reason">{entry.reason}</p>}
            <Changes changes={own} />
          </article>
        )}
        {next !== undefined && (
          <p className="soft small">
            {t("next")}: {say(next.label)} · <Instant at={next.at} />
          </p>
        )}
      </div>
    </Card>
  );
}
