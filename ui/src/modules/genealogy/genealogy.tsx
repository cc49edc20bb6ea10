import { AimOutlined, ExpandOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName, useNames } from "@platform/names/name";
import { SubjectPicker } from "@platform/pick/subject-picker";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Alert, Button, Card, Segmented, Select, Tooltip } from "antd";
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { Link, useNavigate, useParams } from "react-router-dom";
import { Chosen } from "./chosen";
import { Drawing, type DrawingHandle } from "./drawing";
import styles from "./genealogy.module.css";
import type { Words } from "./look";
import { between, neighboursOf } from "./paths";
import { ScopePanel } from "./scope-panel";
import { Legend } from "./sign";
import { genealogy } from "./texts";
import type { Direction, Graph } from "./types";
import { UNITS, useContinue } from "./use-continue";
import { useGraph, useView, type View } from "./use-graph";

const DEPTHS = [1, 2, 3, 5, 8];
const ZOOM_STEP = 1.25;

/** `/genealogy/lot_3`: what it was made from and what it went into. */
export default function Genealogy(): ReactNode {
  const { id = "" } = useParams();
  const view = useView();
  const { data, error, refetch } = useGraph(id, view);
  return (
    <>
      <Head id={id} view={view} />
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState rows={12} />
      ) : (
        <Found key={data.subject} graph={data} view={view} />
      )}
    </>
  );
}

function Head({ id, view }: { id: string; view: View }): ReactNode {
  const t = useTexts(genealogy);
  const say = useSay();
  const go = useContinue();
  const named = useName(id);
  const kind = useRegistry().kindOfId(id);
  const directions: Direction[] = ["backward", "both", "forward"];
  return (
    <PageHead
      over={
        kind && (
          <>
            {say(kind.label)} <Link to={recordPath(kind.name, id)}>{named?.name ?? id}</Link>{" "}
            {named?.detail && say(named.detail)}
          </>
        )
      }
      title={t("title_of", { name: named?.name ?? id })}
      actions={
        <>
          <div className={styles.picker}>
            <SubjectPicker prefixes={UNITS} label={t("start_label")} onPick={go} />
          </div>
          <Segmented<Direction>
            aria-label={t("direction")}
            value={view.direction}
            onChange={(direction) => view.put("direction", direction)}
            options={directions.map((value) => ({ value, label: t(value) }))}
          />
          <Select<number>
            aria-label={t("depth")}
            className={styles.depth}
            value={view.depth ?? 0}
            onChange={(depth) => view.put("depth", depth === 0 ? null : String(depth))}
            options={[
              { value: 0, label: t("depth_all") },
              ...DEPTHS.map((count) => ({ value: count, label: t("depth_some", { count }) })),
            ]}
          />
        </>
      }
    />
  );
}

function Found({ graph, view }: { graph: Graph; view: View }): ReactNode {
  const t = useTexts(genealogy);
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const handle = useRef<DrawingHandle>(null);
  const go = useContinue();
  const words = useWords(graph);
  const neighbours = useMemo(() => neighboursOf(graph.edges), [graph]);
  const byId = useMemo(() => new Map(graph.nodes.map((node) => [node.id, node])), [graph]);
  const node = chosen === null ? undefined : byId.get(chosen);
  useEffect(() => {
    if (chosen !== null && !byId.has(chosen)) setChosen(null);
  }, [byId, chosen]);
  const open = (id: string) => {
    const found = byId.get(id);
    if (found === undefined) return;
    if (found.group) setChosen(id);
    else void navigate(recordPath(found.kind, id));
  };
  const onward = (id: string) => {
    if (byId.get(id)?.group === undefined) go(id);
  };
  return (
    <>
      {(graph.clipped || !graph.is_complete) && (
        <Alert
          className="gap-below"
          type="warning"
          showIcon
          title={t(graph.is_complete ? "clipped" : "incomplete")}
          action={
            graph.clipped && (
              <Button size="small" onClick={() => view.put("nodes", "more")}>
                {t("draw_more")}
              </Button>
            )
          }
        />
      )}
      <div className={styles.grid}>
        <div className={styles.picture}>
          <Drawing
            graph={graph}
            neighbours={neighbours}
            words={words}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={open}
            onContinue={onward}
            view={`${graph.subject} ${view.direction} ${view.depth}`}
            handle={handle}
          />
          {graph.totals.units === 0 && <p className={styles.alone}>{t("alone")}</p>}
          <div className={styles.below}>
            <Legend />
            <Tools handle={handle} />
          </div>
          <p id="drawing-keys" className="soft small">
            {t("drawing_keys")}
          </p>
        </div>
        <div className={styles.panel}>
          {node ? (
            <Chosen
              node={node}
              subject={graph.subject}
              view={view}
              ways={Math.max(between(neighbours, graph.subject, node.id).size - 2, 0)}
              onContinue={onward}
              onLetGo={() => setChosen(null)}
            />
          ) : (
            <p className="soft small">{t("select_hint")}</p>
          )}
          <Card size="small">
            <ScopePanel graph={graph} view={view} chosen={chosen} onChoose={setChosen} />
          </Card>
        </div>
      </div>
    </>
  );
}

function useWords(graph: Graph): Words {
  const t = useTexts(genealogy);
  const language = useLanguage();
  const ids = useMemo(
    () => [...new Set(graph.nodes.flatMap(({ item_id: item }) => item ?? []))],
    [graph],
  );
  const names = useNames(ids);
  // A text, so that the drawing is made anew only when a name has changed.
  const called = JSON.stringify(
    ids.map((id) => [id, names.get(id)?.detail?.[language] ?? names.get(id)?.name ?? ""]),
  );
  return useMemo(
    () => ({
      say: (text) => text[language],
      items: new Map(JSON.parse(called) as [string, string][]),
      group: (count) => t("group", { count }),
      possible: t("possible_short"),
    }),
    [called, language, t],
  );
}

function Tools({ handle }: { handle: RefObject<DrawingHandle | null> }): ReactNode {
  const t = useTexts(genealogy);
  const tools = [
    { label: t("fit"), icon: <ExpandOutlined />, act: () => handle.current?.fit() },
    { label: t("to_start"), icon: <AimOutlined />, act: () => handle.current?.toStart() },
    { label: t("zoom_in"), icon: <ZoomInOutlined />, act: () => handle.current?.zoom(ZOOM_STEP) },
    {
      label: t("zoom_out"),
      icon: <ZoomOutOutlined />,
      act: () => handle.current?.zoom(1 / ZOOM_STEP),
    },
  ];
  return (
    <div className={styles.tools}>
      {tools.map(({ label, icon, act }) => (
        <Tooltip key={label} title={label} placement="top">
          <Button size="small" icon={icon} aria-label={label} onClick={act} />
        </Tooltip>
      ))}
    </div>
  );
}
