import { call } from "@platform/api/client";
import { useFormats } from "@platform/formats/use-formats";
import { useLanguage } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { isId } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { entryPath } from "@platform/screens/paths";
import { ErrorState, LoadingState } from "@platform/states/states";
import { useQuery } from "@tanstack/react-query";
import { Alert, Card } from "antd";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Link, useParams } from "react-router-dom";
import styles from "./chain.module.css";
import { Drawing } from "./drawing";
import { type Labels, SORTS, sortOf } from "./look";
import { type Near, NodeCard } from "./node-card";
import { Sign } from "./sign";
import { chain as texts } from "./texts";
import type { Chain, ChainNode, ReadingNode } from "./types";

/** `/chain/exc_5` or `/chain/1842`: what it was caused by, and all that it led to. */
export default function ChainPage(): ReactNode {
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ["chain", id],
    queryFn: ({ signal }) => call<Chain>("/api/chain", { query: { about: id }, signal }),
  });
  return (
    <>
      <Head id={id} />
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState rows={12} />
      ) : (
        <Found key={id} chain={data} />
      )}
    </>
  );
}

function Head({ id }: { id: string }): ReactNode {
  const t = useTexts(texts);
  const isThing = isId(id);
  const named = useName(isThing ? id : null);
  const entry = t("entry", { seq: id });
  return (
    <PageHead
      over={isThing ? <Name id={id} /> : <Link to={entryPath(Number(id))}>{entry}</Link>}
      title={t("title_of", { name: isThing ? (named?.name ?? id) : entry })}
    />
  );
}

function Found({ chain }: { chain: Chain }): ReactNode {
  const t = useTexts(texts);
  const [chosen, setChosen] = useState<string | null>(null);
  const labels = useLabels(chain);
  const nears = useMemo(() => nearsOf(chain, labels), [chain, labels]);
  useEffect(() => {
    if (chosen === null) return;
    document.getElementById(chosen)?.scrollIntoView({ behavior: "smooth", block: "center" });
  }, [chosen]);
  const sorts = new Set(chain.nodes.map(sortOf));
  return (
    <div className={styles.page}>
      <p className="soft">{t("lead")}</p>
      {chain.is_cut && <Alert type="warning" showIcon title={t("is_cut")} />}
      <Drawing chain={chain} labels={labels} chosen={chosen} onChoose={setChosen} />
      <ul className={styles.legend} aria-label={t("signs")}>
        {SORTS.filter((sort) => sorts.has(sort)).map((sort) => (
          <li key={sort}>
            <Sign sort={sort} /> {t(`by_${sort}`)}
          </li>
        ))}
        <li>
          <span className={styles.solid} aria-hidden /> {t("by_itself")}
        </li>
        <li>
          <span className={styles.dashed} aria-hidden /> {t("dealt")}
        </li>
      </ul>
      <Card size="small" title={t("list")}>
        <ol className={styles.list}>
          {chain.nodes.map((node) => (
            <li key={node.id} id={node.id} className={node.id === chosen ? styles.chosen : ""}>
              <NodeCard
                node={node}
                isFocus={node.id === chain.focus}
                from={nears.from.get(node.id) ?? []}
                to={nears.to.get(node.id) ?? []}
              />
            </li>
          ))}
        </ol>
      </Card>
    </div>
  );
}

/** The two lines of each node: what, and when. */
function useLabels(chain: Chain): Labels {
  const t = useTexts(texts);
  const language = useLanguage();
  const { amount, instant } = useFormats();
  const labelOf = (node: ChainNode): readonly [string, string] => {
    const at = instant(node.at, "seconds");
    if (node.is_hidden) return [t("by_hidden"), at];
    if (node.type === "reading") return [`${node.point} ${inShort(node, amount)}`, at];
    return [node.label[language], at];
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: all words follow from the language
  return useMemo(
    () => new Map(chain.nodes.map((node) => [node.id, labelOf(node)])),
    [chain, language],
  );
}

/** `142.2 °C > 140 °C`: there is little room in a node. */
function inShort(node: ReadingNode, amount: (figure: string, unit: string) => string): string {
  const value = amount(node.value, node.unit);
  if (node.limit === null) return value;
  return `${value} ${node.side === "high" ? ">" : "<"} ${amount(node.limit, node.unit)}`;
}

function nearsOf(
  chain: Chain,
  labels: Labels,
): { from: Map<string, Near[]>; to: Map<string, Near[]> } {
  const [from, to] = [new Map<string, Near[]>(), new Map<string, Near[]>()];
  const put = (into: Map<string, Near[]>, at: string, near: Near) => {
    const known = into.get(at);
    if (known === undefined) into.set(at, [near]);
    else known.push(near);
  };
  for (const edge of chain.edges) {
    put(from, edge.to, { edge, id: edge.from, words: labels.get(edge.from)?.[0] ?? edge.from });
    put(to, edge.from, { edge, id: edge.to, words: labels.get(edge.to)?.[0] ?? edge.to });
  }
  return { from, to };
}
