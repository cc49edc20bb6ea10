import { useReachable } from "@platform/api/connection";
import { connectionLost } from "@platform/api/problem";
import type { Scanned } from "@platform/scan";
import { handOver, useScan } from "@platform/scanning/scanning";
import { Notice } from "@platform/states/notice";
import { ErrorState, LoadingState } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { Button } from "antd";
import {
  type ComponentType,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { useOpen } from "./search/scan-box";

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
  // Also without the line: the device may keep it. Asked again when the line comes back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line is what it is asked again for
  useEffect(() => {
    if (!loaded.has(load)) get();
  }, [isReachable, load, get]);
  useScansUntil(Page !== null);
  if (Page !== null) return <Page />;
  if (!hasFailed) return <LoadingState rows={8} />;
  return navigator.onLine && isReachable ? (
    <Outdated />
  ) : (
    <ErrorState error={connectionLost()} retry={get} />
  );
}

/** A scan that comes while the screen is on its way is for that screen: it gets it when it is here. */
function useScansUntil(isHere: boolean): void {
  const open = useOpen();
  const held = useRef<Scanned | null>(null);
  useScan((scan) => {
    held.current = scan;
  }, !isHere);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is handed over once
  useEffect(() => {
    const scan = held.current;
    held.current = null;
    if (isHere && scan !== null) handOver(scan, null, () => void open.text(scan.text));
  }, [isHere]);
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
