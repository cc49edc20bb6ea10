import type { RecordValues } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { taskText } from "@platform/record/task-text";
import { isId, useRegistry } from "@platform/registry/registry";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { usePlatformTexts } from "@platform/texts";
import { Said } from "@platform/values/said";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./home.module.css";
import { LinkButton } from "./link-button";
import { home } from "./texts";

const SHOWN = 5;
const FINISH = "kernel.finish_task/1";

/** The tasks that the system opened and nobody has finished, the oldest first. */
export function Tasks(props: { tasks: RecordValues[] }): ReactNode {
  const t = useTexts(home);
  const p = usePlatformTexts();
  const { number } = useFormats();
  const { tasks } = props;
  return (
    <Card
      size="small"
      title={`${p("inbox_tasks")} (${number(tasks.length)})`}
      extra={tasks.length > SHOWN && <Link to="/inbox">{t("all_tasks")}</Link>}
    >
      <ul className={styles.lines}>
        {tasks.slice(0, SHOWN).map((task) => (
          <Task key={String(task.id)} task={task} />
        ))}
      </ul>
    </Card>
  );
}

function Task({ task }: { task: RecordValues }): ReactNode {
  const t = useTexts(home);
  const { ago } = useFormats();
  const mayFinish = usePermission(useRegistry().command(FINISH)?.permission);
  const id = String(task.id);
  return (
    <li className={styles.task}>
      <div>
        <Link to={recordPath("kernel.task", id)}>
          <Said said={taskText(task)} isPlain />
        </Link>
        <div className="soft small">
          {isId(task.subject) && (
            <>
              <Name id={task.subject} /> ·{" "}
            </>
          )}
          {t("task_since", { when: ago(String(task.opened_at)) })}
        </div>
      </div>
      {mayFinish && (
        <LinkButton to={commandPath(FINISH, { task_id: id })} size="small">
          {t("task_finish")}
        </LinkButton>
      )}
    </li>
  );
}
