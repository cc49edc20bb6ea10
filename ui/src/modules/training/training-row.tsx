import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { ToneTag } from "@platform/values/state-tag";
import type { ReactNode } from "react";
import { titleOf, toneTag } from "./standing";
import { training as words } from "./texts";
import styles from "./training.module.css";
import type { Training } from "./types";

/** One training in a list: what, how far, and what to do with it. */
export function TrainingRow(props: {
  training: Training;
  hasPerson?: boolean;
  action?: ReactNode;
}): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { training } = props;
  return (
    <li className={styles.row}>
      <div>
        {props.hasPerson && (
          <div>
            <Name id={training.user_id} />
          </div>
        )}
        <strong>{training.number}</strong> {say(titleOf(training))}
        <div className="soft small">
          {t("revision", { revision: training.revision })} <When training={training} />
        </div>
      </div>
      <ToneTag tone={toneTag(training.tone)}>{say(training.standing_label)}</ToneTag>
      <div>{props.action}</div>
    </li>
  );
}

function When({ training }: { training: Training }): ReactNode {
  const t = useTexts(words);
  const { date } = useFormats();
  if (training.state === "qualified") {
    const until = training.expires_on;
    return <>· {until === undefined ? t("no_end") : t("until", { date: date(until) })}</>;
  }
  return training.due_on === undefined ? null : <>· {t("due", { date: date(training.due_on) })}</>;
}
