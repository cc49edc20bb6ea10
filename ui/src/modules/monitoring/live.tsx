import { StopOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import { Gauge } from "./gauge";
import styles from "./monitoring.module.css";
import { isOdd } from "./standing";
import { StandingTag } from "./standing-tag";
import { monitoring } from "./texts";
import type { LiveAnswer, Machine, Place, PointNow } from "./types";
import { useLive } from "./use-monitoring";

/** All machines and rooms that are read, with their values against the limits in force. */
export default function Live(): ReactNode {
  const t = useTexts(monitoring);
  const { data, error, refetch } = useLive();
  const isEmpty = data?.machines.length === 0 && data.areas.length === 0;
  return (
    <>
      <PageHead title={t("live")} lead={t("live_lead")} actions={<Actions />} />
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {isEmpty && <EmptyState text={t("none")} />}
      {data !== undefined && !isEmpty && <Places answer={data} />}
    </>
  );
}

function Actions(): ReactNode {
  const t = useTexts(monitoring);
  const mayConfirm = usePermission("monitoring.reading.confirm");
  const mayImport = usePermission("monitoring.reading.record");
  return (
    <>
      {mayConfirm && <Link to="/monitoring/by-hand">{t("to_confirm_open")}</Link>}
      {mayImport && <Link to="/monitoring/import">{t("import")}</Link>}
    </>
  );
}

function Places({ answer }: { answer: LiveAnswer }): ReactNode {
  const t = useTexts(monitoring);
  const [isOddOnly, setOddOnly] = useState(false);
  const machines = answer.machines.filter(
    (each) => !isOddOnly || each.withdrawals.length > 0 || each.points.some(isOdd),
  );
  const areas = answer.areas.filter((each) => !isOddOnly || each.points.some(isOdd));
  return (
    <div className="stack">
      <Segmented
        aria-label={t("show")}
        className={styles.choice}
        value={isOddOnly ? "odd" : "all"}
        options={[
          { value: "all", label: t("all") },
          { value: "odd", label: t("odd") },
        ]}
        onChange={(value) => setOddOnly(value === "odd")}
      />
      {machines.length + areas.length === 0 && <EmptyState text={t("none_odd")} />}
      {machines.length > 0 && (
        <section aria-label={t("machines")} className="stack">
          <h2>{t("machines")}</h2>
          <div className={styles.places}>
            {machines.map((each) => (
              <MachineCard key={each.id} machine={each} />
            ))}
          </div>
        </section>
      )}
      {areas.length > 0 && (
        <section aria-label={t("areas")} className="stack">
          <h2>{t("areas")}</h2>
          <div className={styles.places}>
            {areas.map((each) => (
              <PlaceCard key={each.id} kind="sites.area" place={each} />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

function MachineCard({ machine }: { machine: Machine }): ReactNode {
  const t = useTexts(monitoring);
  const say = useSay();
  return (
    <PlaceCard
      kind="equipment.equipment"
      place={machine}
      beside={<ToneTag tone="plain">{say(machine.phase_label)}</ToneTag>}
    >
      {machine.withdrawals.map((each) => (
        <div key={each.id} className={styles.stopped}>
          <StopOutlined aria-hidden />
          <div className={styles.cause}>
            <strong>{t("may_not_start")}</strong>
            <span className="small">{each.cause}</span>
          </div>
          <Link to={recordPath("monitoring.start_withdrawal", each.id)}>{t("decide")}</Link>
        </div>
      ))}
    </PlaceCard>
  );
}

function PlaceCard(props: {
  kind: string;
  place: Place;
  beside?: ReactNode;
  children?: ReactNode;
}): ReactNode {
  const { place } = props;
  return (
    <article className={styles.place} aria-label={`${place.code} ${place.name}`}>
      <header className={styles.head}>
        <div>
          <h3>
            <Link to={recordPath(props.kind, place.id)}>{place.code}</Link>
          </h3>
          <span className="soft small">{place.name}</span>
        </div>
        {props.beside}
      </header>
      {props.children}
      {place.points.map((each) => (
        <PointRow key={each.id} point={each} />
      ))}
    </article>
  );
}

function PointRow({ point }: { point: PointNow }): ReactNode {
  const t = useTexts(monitoring);
  const say = useSay();
  const { amount, ago, number } = useFormats();
  return (
    <div className={styles.point}>
      <div className={styles.line}>
        <Link to={`/monitoring/${point.id}`}>{say(point.name)}</Link>
        <span className={styles.value}>
          {point.value === null ? "–" : amount(point.value, point.unit)}
        </span>
      </div>
      <Gauge point={point} />
      <div className={styles.line}>
        <span className="soft small">
          {point.at === null ? t("no_reading") : t("read", { when: ago(point.at) })}
        </span>
        <span className="tags">
          <StandingTag point={point} />
          {point.to_assess > 0 && (
            <ToneTag tone="busy">
              {t("to_assess", { count: point.to_assess, number: number(point.to_assess) })}
            </ToneTag>
          )}
        </span>
      </div>
    </div>
  );
}
