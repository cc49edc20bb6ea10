import {
  CaretRightOutlined,
  FastBackwardOutlined,
  FastForwardOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { type Action, type Player, SPEEDS, type Speed } from "@platform/replay";
import { Alert, Button, Select, Slider, Tooltip } from "antd";
import { type MouseEvent, type ReactNode, useEffect } from "react";
import { timemachine } from "./texts";
import styles from "./timemachine.module.css";

interface Props {
  player: Player;
  act: (action: Action) => void;
  /** When the moment at a position was (RFC 3339). */
  whenOf: (position: number) => string | null;
}

/** Play, pause, steps, speed and the slider over all moments. */
export function Controls(
  props: Props & {
    /** The position at which the subject itself began, if that is told. */
    born: number | null;
    children?: ReactNode;
  },
): ReactNode {
  const t = useTexts(timemachine);
  const { instant, number } = useFormats();
  const { player, act, whenOf, born } = props;
  const { position, length, isPlaying } = player;
  const said = (at: number) => {
    const when = whenOf(at);
    return when === null ? t(at === 0 ? "before" : "now") : instant(when);
  };
  useKeys(act, length);
  const when = whenOf(position);
  return (
    <section className={styles.controls} aria-label={t("title")}>
      {props.children}
      <Slider
        min={0}
        max={length}
        value={position}
        onChange={(to) => act({ do: "seek", position: to })}
        ariaLabelForHandle={t("position")}
        ariaValueTextFormatterForHandle={said}
        tooltip={{ formatter: (to) => said(to ?? 0) }}
      />
      <div className={styles.line}>
        <Step label={t("first")} icon={<FastBackwardOutlined />} act={act} by={-length} />
        <Step label={t("back")} icon={<StepBackwardOutlined />} act={act} by={-1} />
        <Button
          type="primary"
          icon={isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
          onClick={() => act({ do: "toggle" })}
          disabled={length === 0}
        >
          {t(isPlaying ? "pause" : "play")}
        </Button>
        <Step label={t("forward")} icon={<StepForwardOutlined />} act={act} by={1} />
        <Step label={t("last")} icon={<FastForwardOutlined />} act={act} by={length} />
        {born !== null && (
          <Button onMouseDown={unfocused} onClick={() => act({ do: "step", by: born - position })}>
            {t("born")}
          </Button>
        )}
        <Select<Speed>
          aria-label={t("speed")}
          value={player.speed}
          onChange={(speed) => act({ do: "speed", speed })}
          options={SPEEDS.map((count) => ({ value: count, label: t("per_second", { count }) }))}
        />
        <span className="number">
          <strong>{when === null ? said(position) : instant(when)}</strong>{" "}
          <span className="soft">
            {t("position_of", { at: number(position), all: number(length) })}
          </span>
        </span>
        <span className="soft small">{t("keys")}</span>
      </div>
    </section>
  );
}

/** A click leaves the focus where it is, so that the space bar still plays. */
function unfocused(event: MouseEvent): void {
  event.preventDefault();
}

function Step(props: {
  label: string;
  icon: ReactNode;
  by: number;
  act: (action: Action) => void;
}): ReactNode {
  return (
    <Tooltip title={props.label}>
      <Button
        icon={props.icon}
        aria-label={props.label}
        onMouseDown={unfocused}
        onClick={() => props.act({ do: "step", by: props.by })}
      />
    </Tooltip>
  );
}

const TAKERS = "input, textarea, dialog, [role=slider], [role=combobox], [role=dialog]";

/** Space plays, arrows step; not while somebody types or chooses. */
function useKeys(act: (action: Action) => void, length: number): void {
  useEffect(() => {
    const actions: Readonly<Record<string, Action>> = {
      " ": { do: "toggle" },
      ArrowLeft: { do: "step", by: -1 },
      ArrowRight: { do: "step", by: 1 },
      Home: { do: "step", by: -length },
      End: { do: "step", by: length },
    };
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      // Space presses a button that is in use; arrows move a slider and what is typed.
      const users = event.key === " " ? `${TAKERS}, button, a` : TAKERS;
      const isTaken = target instanceof Element && target.closest(users) !== null;
      const action = actions[event.key];
      if (isTaken || action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act(action);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [act, length]);
}

/** Says whether one sees the past, so that nobody takes it for the present. */
export function Banner(props: Props & { seqOf: (position: number) => number }): ReactNode {
  const t = useTexts(timemachine);
  const { instant, number } = useFormats();
  const { player, act, whenOf } = props;
  const { position, length } = player;
  if (position === length) {
    return <Alert className={styles.banner} type="success" showIcon title={t("present")} />;
  }
  const when = whenOf(position);
  const past =
    when === null
      ? t(position === 0 ? "before" : "now")
      : t("past", { when: instant(when, "seconds"), seq: number(props.seqOf(position)) });
  return (
    <Alert
      className={styles.banner}
      type="warning"
      showIcon
      title={past}
      action={
        <Button size="small" onClick={() => act({ do: "step", by: length })}>
          {t("to_present")}
        </Button>
      }
    />
  );
}
