import { command, useSend } from "@platform/api/commands";
import { useTexts } from "@platform/i18n/texts";
import { ProblemAlert } from "@platform/states/states";
import { Button, Input, Radio } from "antd";
import { type ReactNode, useId, useState } from "react";
import styles from "./calibration.module.css";
import { calibration } from "./texts";
import type { EffectCode } from "./types";

/** What the error of the instrument means for the chosen measurements, and why. */
export function Assess(props: {
  impactId: string;
  lineIds: string[];
  onDone: () => void;
}): ReactNode {
  const t = useTexts(calibration);
  const field = useId();
  const [effect, setEffect] = useState<EffectCode | null>(null);
  const [grounds, setGrounds] = useState("");
  const { send, isSending, problem } = useSend();
  const assess = async () => {
    if (effect === null) return;
    const receipt = await send(
      command("calibration.assess_impact/1", {
        impact_id: props.impactId,
        line_ids: props.lineIds,
        effect,
        grounds: grounds.trim(),
      }),
    );
    if (receipt !== null) props.onDone();
  };
  return (
    <form
      className={styles.assess}
      onSubmit={(event) => {
        event.preventDefault();
        void assess();
      }}
    >
      <Radio.Group
        aria-label={t("effect")}
        value={effect}
        onChange={(event) => setEffect(event.target.value as EffectCode)}
        options={(["no_effect", "remeasure", "nonconforming"] as const).map((value) => ({
          value,
          label: t(value),
        }))}
      />
      <div>
        <label htmlFor={field}>{t("grounds")}</label>
        <Input.TextArea
          id={field}
          rows={2}
          maxLength={2000}
          value={grounds}
          onChange={(event) => setGrounds(event.target.value)}
        />
      </div>
      {problem !== null && <ProblemAlert problem={problem} />}
      <div>
        <Button
          type="primary"
          htmlType="submit"
          loading={isSending}
          disabled={effect === null || grounds.trim() === ""}
        >
          {t("assess")}
        </Button>
      </div>
    </form>
  );
}
