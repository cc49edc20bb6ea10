import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { EmptyState } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { ItemName } from "./identity";
import { type Column, Rows } from "./rows";
import { unit } from "./texts";
import type { Content, Material, Near, NearUnit, Overview, Place, Use } from "./types";
import styles from "./unit.module.css";

/** Where it is, and how much. */
export function Places({ found }: { found: Overview }): ReactNode {
  const t = useTexts(unit);
  const { amount } = useFormats();
  const measure = found.unit_of_measure;
  const inside = found.record.package_id;
  const columns: Column<Place>[] = [
    { name: "place", title: t("place"), show: (row) => <PlaceName place={row} /> },
    {
      name: "quantity",
      title: t("quantity"),
      isNumber: true,
      show: (row) => row.quantity !== undefined && amount(row.quantity, measure),
    },
    {
      name: "packed",
      title: t("packed"),
      isNumber: true,
      show: (row) => row.packed !== undefined && amount(row.packed, measure),
    },
  ];
  const isPackage = found.contents !== undefined;
  return (
    <>
      {typeof inside === "string" && (
        <p>
          {t("inside")} <Name id={inside} />
        </p>
      )}
      {found.places.length > 0 ? (
        <Rows
          rows={found.places}
          columns={isPackage ? columns.slice(0, 1) : columns}
          keyOf={({ id }) => id}
          label={t("section_places")}
        />
      ) : (
        typeof inside !== "string" && <p className="soft">{t("nowhere")}</p>
      )}
    </>
  );
}

function PlaceName({ place }: { place: Place }): ReactNode {
  return (
    <>
      <Name id={place.id} /> <span className="soft">{place.name}</span>
    </>
  );
}

/** What is in a package. */
export function Contents({ rows }: { rows: readonly Content[] }): ReactNode {
  const t = useTexts(unit);
  const { amount } = useFormats();
  if (rows.length === 0) return <p className="soft">{t("nothing_inside")}</p>;
  return (
    <Rows
      rows={rows}
      keyOf={(row) => `${row.package_id} ${row.lot_id}`}
      label={t("section_contents")}
      columns={[
        { name: "lot", title: t("lot_of"), show: (row) => <Name id={row.lot_id} /> },
        { name: "inside", title: t("inside"), show: (row) => <Name id={row.package_id} /> },
        {
          name: "quantity",
          title: t("quantity"),
          isNumber: true,
          show: (row) => amount(row.quantity, row.unit_of_measure),
        },
      ]}
    />
  );
}

/** The units one step away, with the way to all others. */
export function NearUnits(props: {
  near: Near;
  side: "came_from" | "went_into";
  subject: string;
  materials?: readonly Material[] | undefined;
}): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const { amount } = useFormats();
  const { near, side } = props;
  if (near.count === 0) {
    return <p className="soft">{t(side === "came_from" ? "from_nothing" : "into_nothing")}</p>;
  }
  const used = new Map(props.materials?.map((each) => [each.lot_id, each]));
  const columns: Column<NearUnit>[] = [
    { name: "number", title: t("number"), show: ({ id }) => <Name id={id} /> },
    {
      name: "item",
      title: t("item"),
      show: ({ item_id: item }) => item !== undefined && <ItemName id={item} />,
    },
    { name: "state", title: t("state"), show: (row) => <UnitState unit={row} /> },
    { name: "relation", title: t("relation"), show: ({ relation }) => say(relation) },
    {
      name: "certainty",
      title: t("certainty"),
      show: (row) => (
        <span className={row.is_possible ? "odd" : undefined}>
          {t(row.is_possible ? "possible" : "exact")}
        </span>
      ),
    },
  ];
  const withUse: Column<NearUnit> = {
    name: "used",
    title: t("material"),
    isNumber: true,
    show: ({ id }) => {
      const material = used.get(id);
      return material && amount(material.quantity, material.unit_of_measure);
    },
  };
  const way = side === "came_from" ? "backward" : "forward";
  return (
    <div className={styles.gap}>
      <Rows
        rows={near.units}
        columns={near.units.some(({ id }) => used.has(id)) ? [...columns, withUse] : columns}
        keyOf={({ id }) => id}
        label={t(`section_${side}`)}
      />
      <p className="small">
        {near.units.length < near.count && (
          <>{t("near_more", { shown: near.units.length, count: near.count })} </>
        )}
        <Link to={`/genealogy/${props.subject}?direction=${way}`}>{t("in_genealogy")}</Link>
      </p>
    </div>
  );
}

function UnitState(props: { unit: NearUnit }): ReactNode {
  const kind = useRegistry().kindOfId(props.unit.id);
  return kind && <StateTag kind={kind.name} state={props.unit.state} />;
}

/** Each consumption of a lot. */
export function Uses({ rows }: { rows: readonly Use[] }): ReactNode {
  const t = useTexts(unit);
  const { amount } = useFormats();
  if (rows.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>{t("uses")}</h3>
      <Rows
        rows={rows}
        keyOf={(row) => `${row.lot_id} ${row.at}`}
        label={t("uses")}
        columns={[
          { name: "at", title: t("at"), show: (row) => <Instant at={row.at} /> },
          { name: "into", title: t("into"), show: (row) => <Name id={row.lot_id} /> },
          { name: "order", title: t("order"), show: (row) => <Name id={row.order_id} /> },
          {
            name: "quantity",
            title: t("quantity"),
            isNumber: true,
            show: (row) => amount(row.quantity, row.unit_of_measure),
          },
          { name: "by", title: t("by"), show: (row) => <Name id={row.by} /> },
        ]}
      />
    </>
  );
}

/** Said where permissions hide a part. */
export function HiddenPart(): ReactNode {
  const t = useTexts(unit);
  return <EmptyState text={t("hidden")} />;
}
