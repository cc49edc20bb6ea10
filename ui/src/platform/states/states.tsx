import { InboxOutlined } from "@ant-design/icons";
import { Alert, Button, Empty, Result, Skeleton } from "antd";
import type { ReactNode } from "react";
import { asProblem, type Problem } from "../api/problem";
import { useLanguage, useSay } from "../i18n/language";
import { useRegistry } from "../registry/registry";
import { usePlatformTexts } from "../texts";
import { useGrantors } from "./grantors";

/** Nothing to show: says so, and what to do about it. */
export function EmptyState(props: { text?: string; action?: ReactNode }): ReactNode {
  const t = usePlatformTexts();
  return (
    <Empty
      image={<InboxOutlined className="empty-glyph" />}
      styles={{ image: { height: 44 } }}
      description={props.text ?? t("empty_title")}
    >
      {props.action}
    </Empty>
  );
}

/** The outline of a page that is on its way. */
export function LoadingState(props: { rows?: number }): ReactNode {
  const t = usePlatformTexts();
  return (
    <div role="status" aria-label={t("loading")} className="loading">
      <Skeleton active paragraph={{ rows: props.rows ?? 5 }} />
    </div>
  );
}

/** Why a page cannot be shown, by its kind: no permission, no connection, not found, other. */
export function ErrorState(props: { error: unknown; retry?: () => void }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const problem = asProblem(props.error);
  if (problem.isNotPermitted) return <NotPermittedState problem={problem} />;
  const again = props.retry && (
    <Button type="primary" onClick={props.retry}>
      {t("retry")}
    </Button>
  );
  const status = problem.isConnectionLost ? "warning" : problem.status === 404 ? "info" : "error";
  const title = problem.isConnectionLost
    ? t("offline_title")
    : problem.status === 404
      ? t("empty_title")
      : t("error_title");
  const heading = <h1 className="result-title">{title}</h1>;
  return <Result status={status} title={heading} subTitle={say(problem.text)} extra={again} />;
}

function NotPermittedState(props: { problem: Problem }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  return (
    <Result
      status="warning"
      title={<h1 className="result-title">{t("not_permitted_title")}</h1>}
      subTitle={say(props.problem.text)}
      extra={<WhoGrants />}
    />
  );
}

/** A screen that the person's permissions do not open: which one, and who could grant it. */
export function NoPermission(props: { permission: string }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const label = say(useRegistry().label(props.permission));
  return (
    <Result
      status="warning"
      title={<h1 className="result-title">{t("not_permitted_title")}</h1>}
      subTitle={t("not_permitted_needs", { permission: label })}
      extra={<WhoGrants />}
    />
  );
}

function WhoGrants(): ReactNode {
  const t = usePlatformTexts();
  const people = useGrantors();
  const separator = useLanguage() === "zh" ? "、" : ", ";
  return (
    <p>
      {people.length > 0
        ? t("not_permitted_who", { people: people.join(separator) })
        : t("not_permitted_who_unknown")}
    </p>
  );
}

/** A problem beside what caused it: a refusal, a lost connection. */
export function ProblemAlert(props: {
  problem: Problem;
  action?: ReactNode;
  onClose?: () => void;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { problem } = props;
  const title = problem.isConnectionLost ? t("offline_title") : t("refused_title");
  return (
    <Alert
      type={problem.isConnectionLost ? "warning" : "error"}
      showIcon
      role="alert"
      title={title}
      description={
        <>
          <div>{say(problem.text)}</div>
          {problem.commandId !== null && <div className="soft">{t("refusal_sealed")}</div>}
        </>
      }
      action={props.action}
      closable={props.onClose ? { onClose: props.onClose } : false}
    />
  );
}
