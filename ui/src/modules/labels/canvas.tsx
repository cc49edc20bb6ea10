import { asProblem } from "@platform/api/problem";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Alert } from "antd";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from "react";
import { useElementName } from "./element-list";
import { boxOf, isOutside, moved, removed, replaced, resized, STEP, sizeOf } from "./elements";
import styles from "./labels.module.css";
import { pictureAddress } from "./picture";
import { labels } from "./texts";
import type { Work } from "./use-design";

interface Picture {
  data: string | undefined;
  error: Error | null;
}

/** The drawing with a box over each element, which is dragged or moved by arrow keys. */
export function Canvas(props: { work: Work; picture: Picture }): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const { work, picture } = props;
  const { design } = work;
  const label = sizeOf(design);
  const place = useRef<HTMLElement>(null);
  return (
    <div className="stack">
      <section
        ref={place}
        aria-label={t("design_canvas", { width: design.width, height: design.height })}
        className={styles.canvas}
        style={{ aspectRatio: `${label.width} / ${label.height}` }}
      >
        {picture.data !== undefined && (
          <img src={pictureAddress(picture.data)} alt="" draggable={false} />
        )}
        {design.elements.map((_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element is known by its place alone
          <ElementBox key={at} at={at} work={work} place={place} />
        ))}
      </section>
      {picture.error !== null && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t("preview_failed")}
          description={say(asProblem(picture.error).text)}
        />
      )}
    </div>
  );
}

const ARROWS: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

function ElementBox(props: {
  at: number;
  work: Work;
  place: React.RefObject<HTMLElement | null>;
}): ReactNode {
  const nameOf = useElementName();
  const { at, work } = props;
  const { design } = work;
  const element = design.elements[at];
  const drag = useDrag(props);
  if (element === undefined) return null;
  const label = sizeOf(design);
  const box = boxOf(element);
  const isSelected = work.selected === at;
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = ARROWS[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const next = event.shiftKey ? resized(element, by, design) : moved(element, by, design);
      work.change({ ...design, elements: replaced(design.elements, at, next) });
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      work.change({ ...design, elements: removed(design.elements, at) }, null);
    }
  };
  return (
    <button
      type="button"
      className={styles.box}
      data-selected={isSelected}
      data-outside={isOutside(element, design)}
      aria-pressed={isSelected}
      aria-label={nameOf(element, at)}
      style={{
        left: share(box.left, label.width),
        top: share(box.top, label.height),
        width: share(box.width, label.width),
        height: share(box.height, label.height),
      }}
      onFocus={() => work.select(at)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => drag.start(event, moved)}
      onPointerMove={drag.move}
      onPointerUp={drag.end}
      onPointerCancel={drag.end}
    >
      {isSelected && (
        <span className={styles.corner} onPointerDown={(event) => drag.start(event, resized)} />
      )}
    </button>
  );
}

type Shift = typeof moved;

/** What is dragged follows the pointer from where it was when the drag began. */
function useDrag(props: { at: number; work: Work; place: React.RefObject<HTMLElement | null> }) {
  const { at, work } = props;
  const from = useRef<{
    x: number;
    y: number;
    shift: Shift;
    first: Work["design"];
    isMoved: boolean;
  } | null>(null);
  const start = (event: PointerEvent<HTMLElement>, shift: Shift) => {
    event.stopPropagation();
    (event.currentTarget.closest("button") ?? event.currentTarget).setPointerCapture(
      event.pointerId,
    );
    from.current = {
      x: event.clientX,
      y: event.clientY,
      shift,
      first: work.design,
      isMoved: false,
    };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const began = from.current;
    const element = began?.first.elements[at];
    const width = props.place.current?.clientWidth;
    if (began === null || element === undefined || !width) return;
    const scale = sizeOf(began.first).width / width;
    const by = { x: (event.clientX - began.x) * scale, y: (event.clientY - began.y) * scale };
    if (!began.isMoved && Math.abs(by.x) + Math.abs(by.y) < STEP) return;
    const next = began.shift(element, by, began.first);
    work.change(
      { ...began.first, elements: replaced(began.first.elements, at, next) },
      at,
      began.isMoved,
    );
    began.isMoved = true;
  };
  const end = () => {
    from.current = null;
  };
  return { start, move, end };
}
