import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { CheckReading } from "@platform/receipt/check";
import { useRegistry } from "@platform/registry/registry";
import { entryPath } from "@platform/screens/paths";
import { Said } from "@platform/values/said";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { sortOf } from "./look";
import { Sign } from "./sign";
import { chain } from "./texts";
import type { ChainEdge, ChainNode, EntryNode, ReadingNode } from "./types";

/** One step of the chain in words, with what it came from and what it led to. */
export function NodeCard(props: {
  node: ChainNode;
  isFocus: boolean;
  from: readonly Near[];
  to: readonly Near[];
}): ReactNode {
  const t = useTexts(chain);
  const { node } = props;
  const sort = sortOf(node);
  return (
    <article>
      <header className="line">
        <Sign sort={sort} /> <span className="soft small">{t(`by_${sort}`)}</span>{" "}
        <Instant at={node.at} isPrecise />{" "}
        {props.isFocus && <ToneTag tone="busy">{t("focus")}</ToneTag>}
      </header>
      {node.is_hidden ? (
        <p className="soft">{t("hidden")}</p>
      ) : node.type === "reading" ? (
        <Reading node={node} />
      ) : (
        <Entry node={node} />
      )}
      <Nears label={t("because")} nears={props.from} />
      <Nears label={t("led_to")} nears={props.to} />
    </article>
  );
}

export interface Near {
  edge: ChainEdge;
  id: string;
  words: string;
}

function Nears({ label, nears }: { label: string; nears: readonly Near[] }): ReactNode {
  const t = useTexts(chain);
  if (nears.length === 0) return null;
  return (
    <p className="small soft">
      {label}:{" "}
      {nears.map(({ edge, id, words }, at) => (
        <span key={id}>
          {at > 0 && " · "}
          <a href={`#${id}`}>{words}</a>
          {edge.via !== null && !edge.from.startsWith("reading:") && (
            <>
              {" "}
              ({t("via")} <Name id={edge.via} />)
            </>
          )}
        </span>
      ))}
    </p>
  );
}

function Entry({ node }: { node: EntryNode }): ReactNode {
  const t = useTexts(chain);
  const say = useSay();
  return (
    <>
      <p>
        <Link to={entryPath(node.seq)} className="entry-label">
          {say(node.label)}
        </Link>{" "}
        <span className="soft">
          {node.by !== "rule" && <Name id={node.actor} />} #{node.seq}
        </span>
        {node.outcome !== "done" && <ToneTag tone="bad">{node.outcome}</ToneTag>}
      </p>
      <ul className="said">
        {node.said.map((said) => (
          <li key={said.en}>
            <Said said={said} />
          </li>
        ))}
      </ul>
      {node.made.length > 0 && (
        <p className="small">
          {t("made")}:{" "}
          {node.made.map((id, at) => (
            <span key={id}>
              {at > 0 && ", "}
              <Name id={id} />
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function Reading({ node }: { node: ReadingNode }): ReactNode {
  const say = useSay();
  const words = useReadingWords();
  const registry = useRegistry();
  return (
    <>
      <p>
        <Name id={node.point_id} /> <span className="soft">{say(node.name)}</span>{" "}
        <strong>{words(node)}</strong>
      </p>
      <p className="small soft">
        <Name id={node.actor} /> · {say(registry.trust(node.trust))} · #{node.seq}
      </p>
      {node.place !== null && (
        <CheckReading
          seq={node.seq}
          part={node.part}
          place={node.place}
          at={node.at}
          value={node.value}
        />
      )}
    </>
  );
}

/** `141.9 °C, above the action limit 140 °C`. */
function useReadingWords(): (node: ReadingNode) => string {
  const t = useTexts(chain);
  const { amount } = useFormats();
  return (node) => {
    const value = amount(node.value, node.unit);
    if (node.limit === null) return value;
    const limit = amount(node.limit, node.unit);
    const side = node.side === "high" ? "above" : "below";
    return `${value}, ${t(`${side}_${node.level}`, { limit })}`;
  };
}
