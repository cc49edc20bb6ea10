import { StopOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { useAct } from "@platform/terminal/act";
import { Choices } from "@platform/terminal/choices";
import { TerminalFrame } from "@platform/terminal/frame";
import { Notice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { ArticlePane } from "./article";
import { ClearancePane } from "./clearance";
import { FinishPane } from "./finish";
import { HoldPane } from "./hold";
import { MaterialPane } from "./material";
import own from "./operation.module.css";
import { OutputPane } from "./output";
import type { PaneProps } from "./pane";
import { ParametersPane } from "./parameters";
import { ReceivePane } from "./receive";
import { StartPane } from "./start";
import { useStation } from "./station-choice";
import { type OperationStep, type StepKey, stepsOf } from "./steps";
import { shopfloor } from "./texts";
import { type Sight, useOrder } from "./use-order";
import { isOutside, Verdict } from "./verdict";

const PANES: Readonly<Record<StepKey, (props: PaneProps) => ReactNode>> = {
  clearance: ClearancePane,
  output: OutputPane,
  start: StartPane,
  material: MaterialPane,
  parameters: ParametersPane,
  article: ArticlePane,
  finish: FinishPane,
  receive: ReceivePane,
};

/** `/shopfloor/wor_3/2`: an operation from line clearance to the last count. */
export default function OperationPage(): ReactNode {
  const t = useTexts(shopfloor);
  const navigate = useNavigate();
  const { order = "", position = "" } = useParams();
  const { sight, isLoading, error, isUnknown } = useOrder(order, Number(position));
  const back = () => void navigate("/shopfloor");
  return (
    <TerminalFrame
      title={sight?.operation.name ?? t("title")}
      beside={sight && <Beside sight={sight} />}
      onBack={back}
    >
      {error !== null && sight === null && <ErrorState error={error} />}
      {isUnknown && <EmptyState />}
      {sight === null && isLoading && <LoadingState rows={8} />}
      {sight !== null && !isLoading && <Working key={`${order} ${position}`} sight={sight} />}
    </TerminalFrame>
  );
}

function Beside({ sight }: { sight: Sight }): ReactNode {
  const t = useTexts(shopfloor);
  const { amount } = useFormats();
  const lot = useName(sight.order.output_lot_id);
  const { order, item, operation } = sight;
  return (
    <>
      <b>{t("order", { order: order.number, amount: amount(order.quantity, order.unit) })}</b>
      <span>{item?.number}</span>
      {lot && <span>{t("lot", { lot: lot.name })}</span>}
      {operation.instruction && (
        <span className="soft">{t("instruction", { name: operation.instruction })}</span>
      )}
    </>
  );
}

function Working({ sight }: { sight: Sight }): ReactNode {
  const t = useTexts(shopfloor);
  const navigate = useNavigate();
  const acting = useAct();
  const station = useStation();
  const [chosen, setChosen] = useState<StepKey | "hold" | null>(null);
  const steps = stepsOf(sight, station.id);
  const next = steps.find((step) => !step.isDone);
  // A value outside limits is not passed by: the next step comes when somebody goes on.
  const key = chosen ?? (isOutside(acting) ? "parameters" : (next?.key ?? null));
  const Pane = key === null || key === "hold" ? null : PANES[key];
  const props: PaneProps = {
    sight,
    acting,
    station: station.station,
    onNext: () => setChosen(null),
  };
  return (
    <div className={own.working}>
      <nav className="stack">
        <Choices
          label={sight.operation.name}
          isColumn
          chosen={key}
          choices={steps.map((step) => ({
            key: step.key,
            title: t(`step_${step.key}`),
            aside: <StepState step={step} />,
            ...(step.isDone && { tone: step.isBad ? ("bad" as const) : ("good" as const) }),
          }))}
          onChoose={(to) => {
            acting.clear();
            setChosen(to as StepKey);
          }}
        />
        <Button
          danger
          size="large"
          className={`${style.big} ${style.danger}`}
          icon={<StopOutlined />}
          onClick={() => {
            acting.clear();
            setChosen("hold");
          }}
        >
          {t("hold")}
        </Button>
      </nav>
      <div className="stack">
        <Verdict {...props} />
        {Pane !== null && <Pane key={key} {...props} />}
        {key === "hold" && <HoldPane {...props} />}
        {key === null && (
          <Notice
            tone="good"
            title={t("all_done")}
            actions={
              <Button
                size="large"
                type="primary"
                className={style.big}
                autoFocus
                onClick={() => void navigate("/shopfloor")}
              >
                {t("to_list")}
              </Button>
            }
          />
        )}
      </div>
    </div>
  );
}

function StepState({ step }: { step: OperationStep }): ReactNode {
  const t = useTexts(shopfloor);
  if (step.isBad) return <span className="bad">✗ {t("step_outside")}</span>;
  if (step.isDone) return <span title={t("step_done")}>✓</span>;
  if (step.part === null) return null;
  return t("step_part", { done: step.part.done, all: step.part.all });
}
