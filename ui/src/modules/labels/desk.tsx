import { UndoOutlined } from "@ant-design/icons";
import { callRaw } from "@platform/api/client";
import { useTexts } from "@platform/i18n/texts";
import { IdPicker } from "@platform/pick/id-picker";
import { usePermission } from "@platform/session/store";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Card, Dropdown } from "antd";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Canvas } from "./canvas";
import type { Target } from "./designer";
import { ElementFields } from "./element-fields";
import { ElementList, useKindLabel } from "./element-list";
import { type Design, type ElementKind, newElement } from "./elements";
import styles from "./labels.module.css";
import { LengthField } from "./length-field";
import { SaveDesign } from "./save-design";
import { labels } from "./texts";
import { useDesign, type Work } from "./use-design";

const SETTLE_MS = 200;
const KINDS: readonly ElementKind[] = ["text", "code", "interpretation", "sign", "line"];

/** The label in the middle, its elements beside it, and saving it as a draft. */
export function Desk(props: { first: Design; target: Target; former: string | null }): ReactNode {
  const work = useDesign(props.first);
  const [lot, setLot] = useState<string | null>(null);
  const picture = useDraftPicture(props.target, work.design, lot);
  return (
    <div className={styles.desk}>
      <div className="stack">
        <Card size="small">
          <Tools work={work} target={props.target} lot={lot} onLot={setLot} />
          <Canvas work={work} picture={picture} />
        </Card>
        <SaveDesign
          design={work.design}
          target={props.target}
          former={props.former}
          isDrawn={picture.error === null}
        />
      </div>
      <div className="stack">
        <Card size="small">
          <ElementFields work={work} use={props.target.use} />
        </Card>
        <Card size="small">
          <ElementList work={work} />
        </Card>
      </div>
    </div>
  );
}

function Tools(props: {
  work: Work;
  target: Target;
  lot: string | null;
  onLot: (lot: string | null) => void;
}): ReactNode {
  const t = useTexts(labels);
  const id = useId();
  const kindLabel = useKindLabel();
  const mayReadLots = usePermission("warehouse.read");
  const { work } = props;
  const { design } = work;
  const add = (kind: ElementKind) =>
    work.change(
      { ...design, elements: [...design.elements, newElement(kind, design)] },
      design.elements.length,
    );
  return (
    <div className={styles.deskTools}>
      <LengthField
        label={t("design_width")}
        value={design.width}
        onChange={(width) => work.change({ ...design, width })}
      />
      <LengthField
        label={t("design_height")}
        value={design.height}
        onChange={(height) => work.change({ ...design, height })}
      />
      {props.target.use !== "logistic" && mayReadLots && (
        <div className="field">
          <label htmlFor={id}>{t("design_lot")}</label>
          <IdPicker prefix="lot" id={id} value={props.lot} onChange={(one) => props.onLot(one)} />
        </div>
      )}
      <div className={styles.deskButtons}>
        <Dropdown
          trigger={["click"]}
          menu={{
            items: KINDS.map((kind) => ({ key: kind, label: kindLabel(kind) })),
            onClick: ({ key }) => add(key as ElementKind),
          }}
        >
          <Button>{t("design_add")}</Button>
        </Dropdown>
        <Button
          icon={<UndoOutlined />}
          aria-label={t("design_undo")}
          title={t("design_undo")}
          disabled={work.past.length === 0}
          onClick={work.undo}
        />
      </div>
    </div>
  );
}

/** The server's own drawing of what is on the desk, a moment after the last change. */
function useDraftPicture(target: Target, design: Design, lot: string | null) {
  const body = useSettled(
    JSON.stringify({ ...target, ...design, unit: "mm", ...(lot && { lot_id: lot }) }),
  );
  const last = useRef<string | undefined>(undefined);
  const { data, error } = useQuery({
    queryKey: ["label-draft", body],
    queryFn: async ({ signal }) => {
      const post = { method: "POST" as const, body: JSON.parse(body) as unknown, signal };
      return (await callRaw("/api/labels/preview", post)).text();
    },
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 10_000,
  });
  // What cannot be drawn stands over the last drawing that could.
  if (data !== undefined) last.current = data;
  return { data: last.current, error };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
