import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { OwnList, OwnTask } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { commandPath } from "../screens/paths";
import { SCREENS } from "../screens/registration";
import { workplaceOf } from "../screens/workplace";
import { usePerson } from "../session/store";
import { usePlatformTexts } from "../texts";
import styles from "./own-work.module.css";

/** What somebody has to do for themselves, a card for each sort; nothing where there is nothing. */
export function OwnWork(props: { lists: readonly OwnList[] }): ReactNode {
  const say = useSay();
  const { number } = useFormats();
  return props.lists.map((list) => (
    <Card
      key={list.code}
      size="small"
      title={<span id={list.code}>{`${say(list.label)} (${number(list.count)})`}</span>}
    >
      <ul className={styles.list} aria-labelledby={list.code}>
        {list.items.map((task) => (
          <Task key={`${task.command} ${task.subject}`} task={task} />
        ))}
      </ul>
    </Card>
  ));
}

function Task({ task }: { task: OwnTask }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { date } = useFormats();
  const to = usePlace(task);
  return (
    <li className={styles.task}>
      <Link to={to}>{say(task.title)}</Link>
      <span className={`small ${task.is_turn ? "" : "soft"}`}>
        {say(task.label)}
        {!task.is_turn && ` · ${t("own_others_turn")}`}
      </span>
      {task.due_on !== null && (
        <span className={`small ${task.is_late ? "bad" : "soft"}`}>
          {t(task.is_late ? "own_late" : "own_due", { date: date(task.due_on) })}
        </span>
      )}
    </li>
  );
}

/** The screen at which the next step is done; its form where there is none. */
function usePlace(task: OwnTask): string {
  const { permissions } = usePerson();
  const may = (code: string | null) => code === null || permissions.has(code);
  const place = workplaceOf(SCREENS, task.command, task.subject, may);
  return place ?? commandPath(task.command, task.given);
}
