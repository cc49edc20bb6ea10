import type { InboxAnswer } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useInbox } from "@platform/inbox/use-inbox";
import { Name } from "@platform/names/name";
import { OwnWork } from "@platform/own/own-work";
import { taskText } from "@platform/record/task-text";
import { isId, useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath, recordPath } from "@platform/screens/paths";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { Said } from "@platform/values/said";
import { Button, Card, Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { WaitingTiles } from "./waiting-tiles";

const FINISH = "kernel.finish_task/1";

/** What waits for the person: kinds of work by their permissions, and tasks that were opened. */
export default function InboxPage(): ReactNode {
  const t = usePlatformTexts();
  const { data, error, refetch } = useInbox();
  return (
    <>
      <PageHead title={t("inbox")} />
      {error !== null && data === undefined && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && <LoadingState />}
      {data !== undefined && <Inbox inbox={data} />}
    </>
  );
}

export function Inbox(props: { inbox: InboxAnswer }): ReactNode {
  const t = usePlatformTexts();
  const waiting = props.inbox.waiting.filter((each) => each.count > 0);
  const { own, tasks } = props.inbox;
  if (own.length === 0 && waiting.length === 0 && tasks.length === 0) {
    return <EmptyState text={t("inbox_empty")} />;
  }
  return (
    <div className="stack">
      <OwnWork lists={own} />
      {waiting.length > 0 && <WaitingTiles waiting={waiting} />}
      {tasks.length > 0 && <Tasks tasks={tasks} />}
    </div>
  );
}

function Tasks(props: { tasks: InboxAnswer["tasks"] }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const formats = useFormats();
  return (
    <Card title={t("inbox_tasks")} size="small">
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: true }}
        dataSource={props.tasks}
        columns={[
          {
            key: "task",
            render: (_, task) => (
              <Link to={recordPath("kernel.task", String(task.id))}>
                <Said said={taskText(task)} isPlain />
              </Link>
            ),
          },
          {
            key: "subject",
            render: (_, task) => (isId(task.subject) ? <Name id={task.subject} /> : null),
          },
          {
            key: "opened",
            className: "number",
            render: (_, task) => formats.ago(String(task.opened_at)),
          },
          {
            key: "do",
            align: "end",
            render: (_, task) => (
              <Link to={commandPath(FINISH, { task_id: String(task.id) })}>
                <Button size="small" tabIndex={-1}>
                  {say(registry.label(FINISH))}
                </Button>
              </Link>
            ),
          },
        ]}
        showHeader={false}
      />
    </Card>
  );
}
