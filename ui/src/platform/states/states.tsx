import { InboxOutlined } from "@ant-design/icons";
import { Alert, Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { asProblem, type Problem } from "../api/problem";
import { useSay } from "../i18n/language";
import { useLoadedRegistry, useRegistry } from "../registry/registry";
import { usePlatformTexts } from "../texts";
import { Said } from "../values/said";
import { Notice } from "./notice";
import { WayOn, WhoGrants } from "./way-on";

/** Nothing to show: says so, and what to do about it. */
export function EmptyState(props: { text?: string; action?: ReactNode }): ReactNode {
  const t = usePlatformTexts();
  return (
    <div className="empty">
      <InboxOutlined className="empty-glyph" aria-hidden />
      <p className="soft">{props.text ?? t("empty_title")}</p>
      {props.action}
    </div>
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
  if (problem.isConnectionLost) {
    return (
      <Notice kind="warning" title={t("offline_title")} lead={say(problem.text)}>
        {again}
      </Notice>
    );
  }
  const isMissing = problem.status === 404;
  return (
    <Notice
      kind={isMissing ? "missing" : "error"}
      title={t(isMissing ? "empty_title" : "error_title")}
      lead={say(problem.text)}
    >
      {again}
    </Notice>
  );
}

function NotPermittedState(props: { problem: Problem }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  return (
    <Notice kind="warning" title={t("not_permitted_title")} lead={say(props.problem.text)}>
      <WhoGrants />
    </Notice>
  );
}

/** A screen that the person's permissions do not open: which one, and who could grant it. */
export function NoPermission(props: { permission: string }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const permission = say(useRegistry().label(props.permission));
  return (
    <Notice
      kind="warning"
      title={t("not_permitted_title")}
      lead={t("not_permitted_needs", { permission })}
    >
      <WhoGrants />
    </Notice>
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
  // At the door nothing is known of kinds yet, and there are no screens to go to.
  const isAtWork = useLoadedRegistry() !== null;
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
          <div>{isAtWork ? <Said said={problem.text} isPlain /> : say(problem.text)}</div>
          {isAtWork && <WayOn problem={problem} />}
          {problem.commandId !== null && <div className="soft">{t("refusal_sealed")}</div>}
        </>
      }
      action={props.action}
      closable={props.onClose ? { onClose: props.onClose } : false}
    />
  );
}
