import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useNames } from "@platform/names/name";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { type BigChoice, Choices } from "@platform/terminal/choices";
import { FindNotice } from "@platform/terminal/find-notice";
import { TerminalFrame } from "@platform/terminal/frame";
import { Notice } from "@platform/terminal/outcome";
import { ScanField } from "@platform/terminal/scan-field";
import { prefixOf } from "@platform/terminal/understand";
import { useFind } from "@platform/terminal/use-find";
import { ToneTag } from "@platform/values/state-tag";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router-dom";
import { StationChoice, useStation } from "./station-choice";
import type { Task } from "./tasks";
import { shopfloor } from "./texts";
import { useTasks } from "./use-tasks";

const TONES = { mine: "good", running: "busy", ready: "busy", coming: "plain" } as const;

/** `/shopfloor`: what is to be done at this workstation. */
export default function ShopfloorList(): ReactNode {
  const t = useTexts(shopfloor);
  const station = useStation();
  const [isChanging, setChanging] = useState(false);
  if (!station.isChosen || isChanging) {
    const choose = (id: string | null) => {
      station.choose(id);
      setChanging(false);
    };
    return (
      <TerminalFrame title={t("title")} {...(isChanging && { onBack: () => setChanging(false) })}>
        <StationChoice station={{ ...station, choose }} />
      </TerminalFrame>
    );
  }
  return (
    <TerminalFrame
      title={t("title")}
      beside={
        <>
          <b>
            {station.station
              ? `${station.station.code} · ${station.station.name}`
              : t("station_all")}
          </b>
          <Button onClick={() => setChanging(true)}>{t("station_change")}</Button>
        </>
      }
    >
      <Tasks workstationId={station.id} />
    </TerminalFrame>
  );
}

function Tasks(props: { workstationId: string | null }): ReactNode {
  const t = useTexts(shopfloor);
  const navigate = useNavigate();
  const { tasks, isLoading, error, retry } = useTasks(props.workstationId);
  const names = useNames([...new Set(tasks.map((task) => task.order.item_id))]);
  const [isNotHere, setNotHere] = useState(false);
  const go = (key: string) => void navigate(`/shopfloor/${key}`);
  const numbered = (text: string) =>
    tasks.find((task) => task.order.number === text)?.order.id ?? null;
  const finding = useFind(({ subject }) => {
    setNotHere(false);
    const found = tasks.find(
      (task) => task.order.id === subject || task.order.output_lot_id === subject,
    );
    if (found !== undefined) go(found.key);
    else if (subject !== null && ["wor", "lot"].includes(prefixOf(subject))) setNotHere(true);
    return found !== undefined;
  }, numbered);
  if (error !== null) return <ErrorState error={error} retry={retry} />;
  return (
    <>
      <ScanField label={t("scan_order")} isBusy={finding.isReading} onText={finding.take} />
      {isNotHere ? <Notice tone="bad" title={t("not_here")} /> : <FindNotice finding={finding} />}
      {isLoading && <LoadingState />}
      {!isLoading && tasks.length === 0 && (
        <div>
          <EmptyState text={t("no_tasks")} action={<span>{t("no_tasks_hint")}</span>} />
        </div>
      )}
      <Choices
        label={t("title")}
        choices={tasks.map((task) => choiceOf(task, names.get(task.order.item_id)?.name))}
        onChoose={go}
      />
    </>
  );
}

function choiceOf(task: Task, item: string | undefined): BigChoice {
  return {
    key: task.key,
    title: task.operation.name,
    detail: `${task.order.number} · ${item ?? ""}`,
    aside: <TaskState task={task} />,
    ...(task.state === "mine" && { tone: "good" as const }),
  };
}

function TaskState({ task }: { task: Task }): ReactNode {
  const t = useTexts(shopfloor);
  const { amount } = useFormats();
  return (
    <span>
      <ToneTag tone={TONES[task.state]}>{t(`state_${task.state}`)}</ToneTag>
      <br />
      {task.state === "ready" && t("waiting", { amount: amount(task.waiting, task.order.unit) })}
      {(task.state === "mine" || task.state === "running") &&
        t("running", { amount: amount(task.running, task.order.unit) })}
    </span>
  );
}
