import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { listPath } from "@platform/screens/paths";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./boards.module.css";
import { isUsed } from "./places";
import { StatusBar } from "./statuses";
import { boards } from "./texts";
import type { Place, Status } from "./types";

/** A location: what it is, how full, of what; it opens its stock. */
export function PlaceTile(props: {
  place: Place;
  statuses: readonly Status[];
  isSmall: boolean;
}): ReactNode {
  const say = useSay();
  const what = useContent(props.place, props.statuses);
  const { place, isSmall } = props;
  const unseen = isSmall ? "unseen" : undefined;
  return (
    <Link
      to={listPath("warehouse.stock", place.filters)}
      className={isUsed(place) ? styles.place : `${styles.place} ${styles.placeEmpty}`}
      title={isSmall ? [place.name, ...what].join(" · ") : undefined}
    >
      <span className={styles.placeCode}>{place.code}</span>
      <span className={unseen ?? styles.placeName}>{place.name}</span>
      {!isSmall && <span className="soft small">{say(place.kind_label)}</span>}
      <StatusBar statuses={props.statuses} counts={place.by_status} fill={place.fill} />
      <span className={unseen ?? "small"}>{what.join(" · ")}</span>
    </Link>
  );
}

/** What is in a location, in words. */
function useContent(place: Place, statuses: readonly Status[]): string[] {
  const t = useTexts(boards);
  const say = useSay();
  const { number } = useFormats();
  if (!isUsed(place)) return [t("map_empty")];
  const lots = statuses.flatMap((each) => {
    const count = place.by_status[each.code] ?? 0;
    return count === 0 ? [] : [`${number(count)} ${say(each.label)}`];
  });
  return place.packages === 0 ? lots : [...lots, t("packages", { count: place.packages })];
}
