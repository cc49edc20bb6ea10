import { ExpandOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { useInk } from "@platform/chart/ink";
import { useTexts } from "@platform/i18n/texts";
import { Button, Tooltip } from "antd";
import cytoscape, { type Core } from "cytoscape";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./chain.module.css";
import { elementsOf, type Labels, styleOf } from "./look";
import { chain as texts } from "./texts";
import type { Chain } from "./types";

const ZOOM_STEP = 1.25;
const [ZOOM_MIN, ZOOM_MAX] = [0.05, 2.5];
/** Below this, labels cannot be read: the drawing begins at the focus instead of with all. */
const READABLE = 0.45;

/** The picture; the server says what stands where, and the list says the same in words. */
export function Drawing(props: {
  chain: Chain;
  labels: Labels;
  chosen: string | null;
  onChoose: (id: string) => void;
}): ReactNode {
  const t = useTexts(texts);
  const { chain, labels, chosen } = props;
  const place = useRef<HTMLDivElement>(null);
  const core = useRef<Core | null>(null);
  const choose = useRef(props.onChoose);
  choose.current = props.onChoose;
  const ink = useInk();
  useEffect(() => {
    if (place.current === null) return;
    const made = cytoscape({
      container: place.current,
      style: styleOf(ink, getComputedStyle(place.current).fontFamily),
      elements: elementsOf(chain, labels),
      layout: { name: "preset" },
      minZoom: ZOOM_MIN,
      maxZoom: ZOOM_MAX,
      autoungrabify: true,
      boxSelectionEnabled: false,
    });
    made.on("tap", "node", (event) => choose.current(event.target.id()));
    begin(made, chain.focus);
    core.current = made;
    return () => {
      core.current = null;
      made.destroy();
    };
  }, [chain, labels, ink]);
  useEffect(() => {
    core.current?.nodes().removeClass("chosen");
    if (chosen !== null) core.current?.getElementById(chosen).addClass("chosen");
  }, [chosen]);
  const zoom = (by: number) => {
    const now = core.current;
    if (now === null) return;
    const middle = { x: now.width() / 2, y: now.height() / 2 };
    now.zoom({ level: now.zoom() * by, renderedPosition: middle });
  };
  const tools = [
    { label: t("fit"), icon: <ExpandOutlined />, act: () => core.current?.fit(undefined, 24) },
    { label: t("zoom_in"), icon: <ZoomInOutlined />, act: () => zoom(ZOOM_STEP) },
    { label: t("zoom_out"), icon: <ZoomOutOutlined />, act: () => zoom(1 / ZOOM_STEP) },
  ];
  return (
    <div className={styles.picture}>
      <div role="img" aria-label={t("picture")} className={styles.drawing}>
        <div ref={place} className={styles.canvas} />
      </div>
      <div className={styles.tools}>
        {tools.map(({ label, icon, act }) => (
          <Tooltip key={label} title={label} placement="top">
            <Button size="small" icon={icon} aria-label={label} onClick={act} />
          </Tooltip>
        ))}
      </div>
    </div>
  );
}

/** All of a small chain; of a long one where one came from, large enough to be read. */
function begin(core: Core, focus: string): void {
  core.resize();
  core.fit(undefined, 24);
  if (core.zoom() > 1) core.zoom(1);
  if (core.zoom() >= READABLE) return void core.center();
  core.zoom(READABLE * 1.5);
  core.center(core.getElementById(focus));
}
