import { useMay } from "@platform/acting/chosen";
import { useFormats } from "@platform/formats/use-formats";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { useScan } from "@platform/scanning/scanning";
import { signal } from "@platform/scanning/signal";
import { PageHead } from "@platform/screens/page";
import { genericRecordPath } from "@platform/screens/paths";
import { ErrorState, LoadingState } from "@platform/states/states";
import { useAct } from "@platform/terminal/act";
import { gaugeReading } from "@platform/terminal/gauge";
import { Notice } from "@platform/terminal/outcome";
import { StateTag } from "@platform/values/state-tag";
import { App, Button, Progress } from "antd";
import { type ReactNode, useState } from "react";
import { Link, useNavigate, useParams } from "react-router-dom";
import style from "./bench.module.css";
import { type Cell, keyOf, nextMissing, type Order } from "./cells";
import { DecidePanel } from "./decide";
import { FoundPanel, WaitingPanel } from "./found";
import { Grid } from "./grid";
import { Measure, NoSampleLeft } from "./measure";
import { inspection } from "./texts";
import { Trend } from "./trend-chart";
import { type BenchSight, useBench } from "./use-bench";
import { useTurns } from "./use-turns";
import { VerdictNotice } from "./verdict";

/** `/bench/ins_3`: one sample after the other, with limits and trend in sight. */
export default function BenchPage(): ReactNode {
  const id = useParams().id ?? "";
  const { sight, isLoading, error, retry } = useBench(id);
  const isReady = sight !== null && !isLoading;
  return (
    <>
      <StrayScans isLoading={!isReady} />
      {!isReady && error !== null && <ErrorState error={error} retry={retry} />}
      {!isReady && error === null && <LoadingState rows={8} />}
      {isReady && (
        <>
          <Head sight={sight} />
          <Bench key={id} sight={sight} />
        </>
      )}
    </>
  );
}

/**
 * A gauge's reading that nothing asks for is refused aloud and leads nowhere; anything else opens
 * the inspection of what was scanned. It stands before the steps, which go first.
 */
function StrayScans({ isLoading }: { isLoading: boolean }): ReactNode {
  const t = useTexts(inspection);
  const navigate = useNavigate();
  const { message } = App.useApp();
  useScan((scan) => {
    const isReading = gaugeReading(scan.data) !== null;
    if (!isReading && !isLoading) return void navigate("/bench", { state: { scan: scan.text } });
    signal("bad");
    message.warning(t(isLoading ? "stray_early" : "stray", { text: scan.data.slice(0, 60) }));
  });
  return null;
}

function Head({ sight }: { sight: BenchSight }): ReactNode {
  const t = useTexts(inspection);
  const say = useSay();
  const language = useLanguage();
  const { date } = useFormats();
  const stages = useRegistry().field("inspection.inspection", "stage")?.choices ?? [];
  const stage = stages.find(({ value }) => value === sight.inspection.stage)?.label;
  const { item, lot, plan } = sight;
  const name = language === "zh" ? (item?.name_zh ?? item?.name) : item?.name;
  return (
    <PageHead
      title={`${item?.number ?? ""} · ${lot.number}`}
      over={stage && say(stage)}
      beside={<StateTag kind="inspection.inspection" state={sight.inspection.state} />}
      lead={
        <>
          {name} · <Name id={lot.id} /> · {t("plan", { revision: plan.revision })}
          {lot.supplier_lot && ` · ${t("supplier_lot", { lot: lot.supplier_lot })}`}
          {lot.expires_on && ` · ${date(lot.expires_on)}`}
        </>
      }
      actions={
        <Link to={genericRecordPath("inspection.inspection", sight.inspection.id)}>
          <Button tabIndex={-1}>{t("whole_record")}</Button>
        </Link>
      }
    />
  );
}

function Bench({ sight }: { sight: BenchSight }): ReactNode {
  const t = useTexts(inspection);
  const acting = useAct();
  const turns = useTurns();
  const mayRecord = useMay("inspection.result.record");
  const [order, setOrder] = useState<Order>("characteristic");
  const [chosen, setChosen] = useState<Cell | null>(null);
  const [last, setLast] = useState<Cell | null>(null);
  // Sealed here: the answer that lists them comes a moment later.
  const [sealed, setSealed] = useState<ReadonlySet<string>>(new Set());
  const { characteristics, plan, cells, waiting, progress } = sight;
  const isKnown = (cell: Cell) => [cells, waiting, sealed].some((known) => known.has(keyOf(cell)));
  const next = nextMissing(characteristics, plan.sample_size, isKnown, order, last);
  const isOpen = sight.inspection.state === "open";
  const cell = chosen ?? next;
  const characteristic = characteristics.find((each) => each.id === cell?.characteristicId);
  const shown =
    characteristic ?? characteristics.find((each) => each.id === last?.characteristicId);
  const found = cell === null ? undefined : cells.get(keyOf(cell));
  const isWaiting = cell !== null && found === undefined && waiting.has(keyOf(cell));
  const isMissing = cell !== null && found === undefined && !isWaiting;
  const choose = (to: Cell) => {
    acting.clear();
    setChosen(to);
  };
  return (
    <div className={style.bench}>
      <div className="stack">
        <VerdictNotice acting={acting} sight={sight} />
        {characteristics.length === 0 && <Notice tone="odd" title={t("unplanned")} />}
        {!mayRecord && isOpen && <Notice tone="odd" title={t("may_not_record")} />}
        {cell !== null && characteristic && found && (
          <FoundPanel
            key={keyOf(cell)}
            sight={sight}
            characteristic={characteristic}
            results={found}
            acting={acting}
            onNext={() => setChosen(null)}
          />
        )}
        {isWaiting && characteristic && (
          <WaitingPanel
            key={keyOf(cell)}
            sight={sight}
            characteristic={characteristic}
            sample={cell.sample}
            onNext={() => setChosen(null)}
          />
        )}
        {isMissing && isOpen && mayRecord && characteristic && (
          <Measure
            key={characteristic.id}
            sight={sight}
            characteristic={characteristic}
            sample={cell.sample}
            order={order}
            onOrder={setOrder}
            acting={acting}
            turns={turns}
            onRecorded={(outcome) => {
              setLast(cell);
              setChosen(null);
              if (outcome.is === "sealed") setSealed(new Set([...sealed, keyOf(cell)]));
            }}
          />
        )}
        {cell === null && <NoSampleLeft turns={turns} />}
        <DecidePanel sight={sight} acting={acting} />
      </div>
      <div className="stack">
        {shown?.kind === "measured" && <Trend sight={sight} characteristic={shown} />}
        <section className={style.card}>
          <div className={style.progress}>
            <Progress
              percent={Math.round((100 * progress.found) / Math.max(1, progress.planned))}
              status={progress.outside > 0 ? "exception" : "normal"}
              showInfo={false}
              aria-label={t("all")}
            />
            <span className="number">
              {t("progress", { found: progress.found, planned: progress.planned })}
              {progress.outside > 0 && (
                <b className="bad"> · {t("outside", { count: progress.outside })}</b>
              )}
            </span>
          </div>
          <Grid sight={sight} cell={cell} onChoose={choose} />
        </section>
      </div>
    </div>
  );
}
