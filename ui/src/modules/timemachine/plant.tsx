import { call } from "@platform/api/client";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Progress } from "antd";
import type { ReactNode } from "react";
import { Banner, Controls } from "./controls";
import { Moments } from "./moments";
import { StatesThen, StockThen } from "./plant-then";
import { PlayPicker } from "./play-picker";
import { timemachine } from "./texts";
import styles from "./timemachine.module.css";
import type { Building, Moment, PlantThen } from "./types";
import { usePlayer } from "./use-player";

const AGAIN_MS = 1_000;

function isBuilding(answer: object | undefined): answer is Building {
  return answer !== undefined && "state" in answer && answer.state === "building";
}

/** `/time`: stock and states of the whole plant at any moment. */
export default function PlantTime(): ReactNode {
  const t = useTexts(timemachine);
  const { data, error, refetch } = useQuery({
    queryKey: ["plant moments"],
    queryFn: ({ signal }) =>
      call<{ moments: Moment[] } | Building>("/api/plant/moments", { signal }),
    refetchInterval: ({ state }) => (isBuilding(state.data) ? AGAIN_MS : false),
    meta: { isEverything: true },
  });
  return (
    <>
      <PageHead title={t("title")} lead={t("plant_lead")} actions={<PlayPicker />} />
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState rows={12} />
      ) : isBuilding(data) ? (
        <BuildingState progress={data.progress} />
      ) : data.moments.length === 0 ? (
        <EmptyState text={t("nothing_sealed")} />
      ) : (
        <Replay moments={data.moments} />
      )}
    </>
  );
}

function BuildingState({ progress }: { progress: Building["progress"] }): ReactNode {
  const t = useTexts(timemachine);
  const { number } = useFormats();
  const { done, total } = progress;
  return (
    <div role="status">
      <p>{t("building", { done: number(done), total: number(total) })}</p>
      <div aria-busy>
        <Progress percent={Math.floor((done / Math.max(total, 1)) * 100)} />
      </div>
    </div>
  );
}

/** Stock and states at a size of the ledger; null asks nothing. */
function useThen(size: number | null) {
  return useQuery({
    queryKey: ["plant at", size],
    enabled: size !== null,
    queryFn: ({ signal }) => call<PlantThen | Building>(`/api/plant/at/${size}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isBuilding(state.data) ? AGAIN_MS : false),
    // What was, stays.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function Replay({ moments }: { moments: readonly Moment[] }): ReactNode {
  const [player, act] = usePlayer(moments.length);
  const { position } = player;
  const size = moments[position - 1]?.size ?? 0;
  const before = moments[position - 2]?.size ?? 0;
  const then = useThen(size);
  const earlier = useThen(before);
  // The next step is there before it is taken.
  useThen(moments[position]?.size ?? null);
  // One sees the end of a moment; that of the last has not come yet.
  const whenOf = (at: number) => {
    const end = moments[at - 1]?.to;
    return end === undefined || Date.parse(end) < Date.now() ? (end ?? null) : null;
  };
  const seqOf = (at: number) => (moments[at - 1]?.size ?? 1) - 1;
  const now = isBuilding(then.data) ? undefined : then.data;
  const last = isBuilding(earlier.data) || earlier.isPlaceholderData ? undefined : earlier.data;
  return (
    <div className={`stack ${styles.page}`} data-moment={now?.size}>
      <div className={styles.top}>
        <Banner player={player} act={act} whenOf={whenOf} seqOf={seqOf} />
        <Controls player={player} act={act} whenOf={whenOf} born={null}>
          <Moments moments={moments} position={position} />
        </Controls>
      </div>
      {then.error !== null && now === undefined ? (
        <ErrorState error={then.error} retry={() => void then.refetch()} />
      ) : isBuilding(then.data) ? (
        <BuildingState progress={then.data.progress} />
      ) : now === undefined ? (
        <LoadingState rows={8} />
      ) : (
        <>
          <StatesThen states={now.states} before={last?.states} />
          {now.stock && <StockThen stock={now.stock} isClipped={now.clipped === true} />}
        </>
      )}
    </div>
  );
}
