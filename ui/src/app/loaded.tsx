import { useReachable } from "@platform/api/connection";
import { connectionLost } from "@platform/api/problem";
import { Notice } from "@platform/states/notice";
import { ErrorState, LoadingState } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { Button } from "antd";
import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";

export type Load = () => Promise<{ default: ComponentType }>;

const loaded = new Map<Load, ComponentType>();

/**
 * A screen whose code comes with its first opening. Without a connection it says so and comes
 * when the line is back; after a new release, whose files have other names, it asks to load anew.
 */
export function Loaded({ load }: { load: Load }): ReactNode {
  const [Page, setPage] = useState(() => loaded.get(load) ?? null);
  const [hasFailed, setFailed] = useState(false);
  const isReachable = useReachable();
  const get = useCallback(() => {
    setFailed(false);
    load().then(
      (file) => {
        loaded.set(load, file.default);
        setPage(() => file.default);
      },
      () => setFailed(true),
    );
  }, [load]);
  useEffect(() => {
    if (isReachable && !loaded.has(load)) get();
  }, [isReachable, load, get]);
  if (Page !== null) return <Page />;
  if (!hasFailed) return <LoadingState rows={8} />;
  return navigator.onLine && isReachable ? (
    <Outdated />
  ) : (
    <ErrorState error={connectionLost()} retry={get} />
  );
}

function Outdated(): ReactNode {
  const t = usePlatformTexts();
  return (
    <Notice kind="info" title={t("outdated_title")} lead={t("outdated_lead")}>
      <Button type="primary" onClick={() => location.reload()}>
        {t("reload")}
      </Button>
    </Notice>
  );
}
