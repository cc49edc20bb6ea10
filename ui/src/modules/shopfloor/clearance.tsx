import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { isTaken } from "@platform/terminal/act";
import { Notice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import own from "./operation.module.css";
import { type PaneProps, stationOf } from "./pane";
import { latestClearance } from "./sequence";
import { StationChoice, useStation } from "./station-choice";
import { shopfloor } from "./texts";

const KIND = "production.clear_line/1";

/** How the workstation was found: every question is answered, then it is sealed. */
export function ClearancePane(props: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const { sight, station } = props;
  const all = useStation();
  const placeId = station?.id ?? sight.operation.workstation_id;
  const check = sight.clearanceAt;
  const last =
    check === null || placeId === undefined
      ? undefined
      : latestClearance(sight.clearances, check, placeId);
  const [isAgain, setAgain] = useState(false);
  if (check === null) return null;
  if (placeId === undefined) return <StationChoice station={all} />;
  if (last !== undefined && !isAgain) {
    return <Last {...props} last={last} onAgain={() => setAgain(true)} />;
  }
  return (
    <section className={style.card}>
      <p>{t("clear_lead")}</p>
      <Questions {...props} check={check} placeId={placeId} onDone={() => setAgain(false)} />
    </section>
  );
}

function Last(
  props: PaneProps & {
    last: NonNullable<ReturnType<typeof latestClearance>>;
    onAgain: () => void;
  },
): ReactNode {
  const t = useTexts(shopfloor);
  const { instant } = useFormats();
  const { last } = props;
  const who = useName(last.cleared_by)?.name ?? last.cleared_by;
  return (
    <Notice
      tone={last.is_cleared ? "good" : "bad"}
      title={last.is_cleared ? t("clear_good", { who }) : t("clear_bad")}
      actions={
        <Button size="large" onClick={props.onAgain}>
          {t("clear_again")}
        </Button>
      }
    >
      <p>{instant(last.cleared_at)}</p>
    </Notice>
  );
}

function Questions(
  props: PaneProps & { check: number; placeId: string; onDone: () => void },
): ReactNode {
  const t = useTexts(shopfloor);
  const say = useSay();
  const { sight, acting } = props;
  const questions = (useRegistry().command(KIND)?.fields ?? []).filter(
    (field) => field.type === "yesno",
  );
  const [answers, setAnswers] = useState<Readonly<Record<string, boolean>>>({});
  const isComplete = questions.every((field) => answers[field.name] !== undefined);
  const record = async () => {
    const outcome = await acting.act({
      kind: KIND,
      body: {
        work_order_id: sight.order.id,
        position: props.check,
        workstation_id: props.placeId,
        ...answers,
      },
      source: "hand",
      ...stationOf(props.station),
      about: sight.order.number,
    });
    if (!isTaken(outcome)) return;
    props.onDone();
    props.onNext();
  };
  return (
    <form
      className={own.questions}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) void record();
      }}
    >
      {questions.map((field, at) => (
        <fieldset key={field.name} className={own.question}>
          <legend>{say(field.label)}</legend>
          {[true, false].map((answer) => (
            <Button
              key={String(answer)}
              type={answers[field.name] === answer ? "primary" : "default"}
              className={!answer && answers[field.name] === false ? style.dangerFull : ""}
              aria-pressed={answers[field.name] === answer}
              autoFocus={at === 0 && answer}
              onClick={() => setAnswers({ ...answers, [field.name]: answer })}
            >
              {t(answer ? "clear_yes" : "clear_no")}
            </Button>
          ))}
        </fieldset>
      ))}
      <Button
        size="large"
        type="primary"
        htmlType="submit"
        className={style.big}
        disabled={!isComplete}
        loading={acting.isBusy}
      >
        {t("clear_do")}
      </Button>
    </form>
  );
}
