import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import type { Told } from "../api/types";
import { useSay } from "../i18n/language";
import { firstText } from "../i18n/text";
import { Name, useName } from "../names/name";
import { useRegistry } from "../registry/registry";
import { chainPath, entryPath } from "../screens/paths";
import { usePlatformTexts } from "../texts";
import { Said } from "../values/said";
import { ToneTag } from "../values/state-tag";
import { Instant } from "../values/value";
import { Changes } from "./changes";

const SAID_MAX = 6;

/** One entry as a story: when, what, who, why, and what changed from what to what. */
export function EntryStory(props: {
  told: Told;
  about?: { record: string; key: string } | undefined;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { told, about } = props;
  const own = about
    ? told.changes.filter((each) => each.record === about.record && each.key === about.key)
    : told.changes;
  return (
    <article className="entry-story">
      <header>
        <Instant at={told.occurred ?? told.recorded} />
        <Link to={entryPath(told.seq)} className="entry-label">
          {say(told.label)}
        </Link>
        {told.outcome !== "done" && (
          <ToneTag tone="bad">
            {t(told.outcome === "refused" ? "history_refused" : "history_failed")}
          </ToneTag>
        )}
        <span className="soft">
          <Name id={told.actor} />
          <OnBehalfOf behalf={told.behalf} />
          {" · "}
          <SourceOf told={told} />
          {" · #"}
          {told.seq}
          {" · "}
          <Link to={chainPath(told.seq)}>{t("chain_open")}</Link>
        </span>
      </header>
      <Refusal told={told} />
      <SaidLines told={told} />
      {typeof told.reason === "string" && told.reason !== "" && (
        <p className="reason">
          <span className="soft">{t("history_reason")}:</span> {told.reason}
        </p>
      )}
      <Deviations told={told} />
      <Changes changes={own} isKnown={about !== undefined} />
    </article>
  );
}

/** How the entry came in: by hand, by scan, by a program. */
export function SourceOf({ told }: { told: Told }): ReactNode {
  const say = useSay();
  return say(useRegistry().source(told.source));
}

export function SaidLines({ told }: { told: Told }): ReactNode {
  const t = usePlatformTexts();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? told.said : told.said.slice(0, SAID_MAX);
  return (
    <>
      <ul className="said">
        {shown.map((said, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences of a sealed entry never move
          <li key={at}>
            <Said said={said} />
          </li>
        ))}
      </ul>
      {told.said.length > SAID_MAX && !isWhole && (
        <Button type="link" size="small" className="flush" onClick={() => setWhole(true)}>
          {t("more")} ({told.said.length - SAID_MAX})
        </Button>
      )}
    </>
  );
}

/** For whom a deputy did it. */
export function OnBehalfOf({ behalf }: { behalf: string | null }): ReactNode {
  const t = usePlatformTexts();
  const named = useName(behalf);
  if (behalf === null) return null;
  return <> ({t("history_on_behalf", { name: named?.name ?? behalf })})</>;
}

export function Refusal({ told }: { told: Told }): ReactNode {
  const say = useSay();
  const refusal = told.refusal;
  if (refusal === null || typeof refusal !== "object" || Array.isArray(refusal)) return null;
  const said = firstText(refusal.message, refusal.text, refusal);
  return said === undefined ? (
    <p className="bad">{told.code}</p>
  ) : (
    <p className="bad">{say(said)}</p>
  );
}

export function Deviations({ told }: { told: Told }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  if (told.deviations.length === 0) return null;
  return (
    <ul className="said odd">
      {told.deviations.map((each) => {
        const deviation = each as Record<string, unknown>;
        const said = firstText(deviation.message, deviation.text);
        const words = said ? say(said) : String(deviation.code ?? "");
        return (
          <li key={words}>
            {t("history_deviation")}: {words}
          </li>
        );
      })}
    </ul>
  );
}
