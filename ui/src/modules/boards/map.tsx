import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { CameraButton } from "@platform/scanning/camera-button";
import { useScan } from "@platform/scanning/scanning";
import { PageHead } from "@platform/screens/page";
import { commandPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { Checkbox, Input } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router-dom";
import styles from "./boards.module.css";
import { PlaceTile } from "./place-tile";
import { countsOf, isUsed, type PlaceSieve, wantedAreas } from "./places";
import { StatusChoice } from "./statuses";
import { boards } from "./texts";
import type { MapAnswer, MapArea, Status } from "./types";
import { useBoard } from "./use-board";
import { useOpenPlace } from "./use-open-place";

const CREATE = "warehouse.create_location/1";
/** From here on tiles of an area are small. */
const MANY = 48;

/** Areas and locations with what is in them. */
export default function WarehouseMap(): ReactNode {
  const t = useTexts(boards);
  const { data, error, refetch } = useBoard<MapAnswer>("map");
  return (
    <>
      <PageHead title={t("map")} lead={t("map_lead")} />
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {data?.areas.length === 0 && <NoPlaces />}
      {data !== undefined && data.areas.length > 0 && <Areas answer={data} />}
    </>
  );
}

function NoPlaces(): ReactNode {
  const t = useTexts(boards);
  const mayCreate = usePermission(useRegistry().command(CREATE)?.permission);
  const action = mayCreate && <Link to={commandPath(CREATE)}>{t("map_create")}</Link>;
  return <EmptyState text={t("map_none")} action={action} />;
}

function Areas({ answer }: { answer: MapAnswer }): ReactNode {
  const t = useTexts(boards);
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState("");
  const open = useOpenPlace(answer.areas);
  const sieve: PlaceSieve = {
    words,
    status: search.get("status") ?? "",
    isEmptyHidden: search.get("empty") === "false",
  };
  const { status, isEmptyHidden } = sieve;
  const areas = useMemo(
    () => wantedAreas(answer.areas, { words, status, isEmptyHidden }),
    [answer.areas, words, status, isEmptyHidden],
  );
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  useScan((scan) => void open(scan.text));
  return (
    <div className="stack">
      <StatusChoice
        label={t("map_status_show")}
        statuses={answer.statuses}
        counts={countsOf(answer.areas)}
        chosen={status}
        onChoose={(code) => change("status", code)}
      />
      <div className={styles.tools}>
        <Input
          allowClear
          className={styles.find}
          aria-label={t("map_find")}
          placeholder={t("map_find")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onPressEnter={() => words.trim() !== "" && void open(words)}
        />
        <CameraButton onScan={(scan) => void open(scan.text)} />
        <Checkbox
          checked={isEmptyHidden}
          onChange={(event) => change("empty", event.target.checked ? "false" : "")}
        >
          {t("map_hide_empty")}
        </Checkbox>
      </div>
      {areas.length === 0 && <EmptyState text={t("map_none_found")} />}
      {areas.map((area) => (
        <Area key={area.id ?? ""} area={area} statuses={answer.statuses} />
      ))}
    </div>
  );
}

function Area(props: { area: MapArea; statuses: Status[] }): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const { number } = useFormats();
  const { area } = props;
  const isMany = area.locations.length > MANY;
  const used = area.locations.filter(isUsed).length;
  const name = area.name ?? t("map_elsewhere");
  return (
    <section className={styles.area} aria-label={name}>
      <header className={styles.areaHead}>
        <h2>
          {area.code !== null && <span className="soft">{area.code} </span>}
          {name}
        </h2>
        <span className="soft small">
          {area.kind_label && `${say(area.kind_label)} · `}
          {t("map_used", { used: number(used), all: number(area.locations.length) })}
        </span>
      </header>
      <ul className={isMany ? `${styles.places} ${styles.placesMany}` : styles.places}>
        {area.locations.map((place) => (
          <li key={place.id}>
            <PlaceTile place={place} statuses={props.statuses} isSmall={isMany} />
          </li>
        ))}
      </ul>
    </section>
  );
}
