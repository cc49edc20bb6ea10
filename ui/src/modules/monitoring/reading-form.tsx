import { useFormats } from "@platform/formats/use-formats";
import { instantOf, wallOf } from "@platform/formats/zoned";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { BigAmount } from "@platform/terminal/amount";
import { isDecimal } from "@platform/terminal/decimal";
import { LimitsBar } from "@platform/terminal/limits-bar";
import { Button, Input, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import styles from "./by-hand.module.css";
import { standing } from "./standing";
import { monitoring } from "./texts";
import type { PointNow } from "./types";

/** What a person read: the value as displayed, its unit, and when (RFC 3339). */
export interface ReadValue {
  value: string;
  unit: string;
  read_at: string;
}

/** A large figure over the limits that it will be judged by; Enter sends it. Nothing is judged here. */
export function ReadingForm(props: {
  point: PointNow;
  label: string;
  isBusy: boolean;
  /** A new one begins the form anew. */
  focusKey: string;
  /** Whether it was taken, so that the field is free for the next. */
  onRead: (read: ReadValue) => Promise<boolean>;
  onLeave?: () => void;
}): ReactNode {
  const t = useTexts(monitoring);
  const id = useId();
  const { habit, unit: nameOf } = useFormats();
  const { answer } = useRegistry();
  const { point } = props;
  const [value, setValue] = useState("");
  const [unit, setUnit] = useState(point.unit);
  const [wall, setWall] = useState("");
  const read = async () => {
    if (!isDecimal(value) || props.isBusy) return;
    const at = wall === "" ? new Date().toISOString() : instantOf(`${wall}:00`, habit.zone);
    if (!(await props.onRead({ value, unit, read_at: at }))) return;
    setValue("");
    setWall("");
  };
  return (
    <div className={styles.form}>
      <Limits point={point} />
      <BigAmount
        label={t("value_read")}
        value={value}
        unit={unit}
        focusKey={props.focusKey}
        isWrong={value !== "" && !/^-?[0-9]*\.?[0-9]*$/.test(value)}
        hint={t("value_lead")}
        onChange={setValue}
        onEnter={() => void read()}
      />
      <div className={styles.fields}>
        <div className="field">
          <label htmlFor={`${id}-unit`}>{t("unit_shown")}</label>
          <Select
            id={`${id}-unit`}
            className={styles.unit}
            showSearch={{ optionFilterProp: "label" }}
            value={unit}
            options={answer.units.map(({ code }) => ({ value: code, label: nameOf(code) }))}
            onChange={setUnit}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-at`}>{t("read_at")}</label>
          <Input
            id={`${id}-at`}
            type="datetime-local"
            max={wallOf(new Date().toISOString(), habit.zone).slice(0, 16)}
            value={wall}
            onChange={(event) => setWall(event.target.value)}
          />
          <span className="soft small">{t("read_at_lead")}</span>
        </div>
      </div>
      <div className="form-buttons">
        <Button
          type="primary"
          size="large"
          disabled={!isDecimal(value)}
          loading={props.isBusy}
          onClick={() => void read()}
        >
          {props.label}
        </Button>
        {props.onLeave && (
          <Button size="large" onClick={props.onLeave}>
            {t("leave")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Limits({ point }: { point: PointNow }): ReactNode {
  const t = useTexts(monitoring);
  const { limits } = point;
  if (limits === null) return <p className="soft">{t("no_limits")}</p>;
  const last =
    point.at === null || point.value === null
      ? []
      : [{ key: point.at, value: point.value, isWithin: standing(point) !== "action" }];
  return (
    <LimitsBar
      limits={{
        low: limits.action_low ?? limits.alert_low,
        high: limits.action_high ?? limits.alert_high,
        target: limits.target,
        unit: point.unit,
      }}
      marks={last}
    />
  );
}
