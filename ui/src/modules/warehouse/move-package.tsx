import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { ErrorState, LoadingState } from "@platform/states/states";
import { type Acting, isTaken } from "@platform/terminal/act";
import { Notice } from "@platform/terminal/outcome";
import { useOne, useRows } from "@platform/terminal/rows";
import style from "@platform/terminal/terminal.module.css";
import { StateTag } from "@platform/values/state-tag";
import type { ReactNode } from "react";
import { placesFor } from "./fefo";
import type { Location, Lot, Package } from "./records";
import { warehouse } from "./texts";
import { ToPlace } from "./to-place";
import type { useLocations } from "./use-things";

interface Content {
  package_id: string;
  lot_id: string;
  unit: string;
  quantity: string;
}

/** Moving a package with all that is in it. */
export function MovePackage(props: {
  id: string;
  acting: Acting;
  locations: ReturnType<typeof useLocations>;
  onEnd: (isTaken: boolean) => void;
}): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const pack = useOne<Package>("warehouse.package", props.id);
  const contents = useRows<Content>("warehouse.package_content", { package_id: props.id });
  const first = contents.rows[0];
  const lot = useOne<Lot>("warehouse.lot", first?.lot_id).data;
  const name = useName(props.id)?.name ?? props.id;
  if (pack.error !== null) return <ErrorState error={pack.error} />;
  if (pack.data === undefined || contents.isLoading) return <LoadingState rows={3} />;
  const { data } = pack;
  const move = async (toId: string) => {
    const outcome = await props.acting.act({
      kind: "warehouse.move_package/1",
      body: { package_id: props.id, to_location_id: toId },
      source: "scan",
      about: `${name} → ${props.locations.byId.get(toId)?.code ?? toId}`,
    });
    props.onEnd(isTaken(outcome));
  };
  // What is in smaller packages inside is not named here; the server judges it.
  const kinds: ReadonlySet<Location["kind"]> =
    lot === undefined
      ? new Set(["storage", "production", "shipping", "quarantine", "rejected"])
      : placesFor(lot);
  return (
    <section className={style.card}>
      <div className={style.row}>
        <span className={style.value}>{name}</span>
        <StateTag kind="warehouse.package" state={data.state} />
      </div>
      <ul className="plain">
        {contents.rows.slice(0, 12).map((row) => (
          <li key={row.lot_id}>
            <LotName id={row.lot_id} /> · {amount(row.quantity, row.unit)}
          </li>
        ))}
      </ul>
      {data.parent_id !== undefined ? (
        <Notice tone="bad" title={t("is_packed")} />
      ) : (
        <ToPlace
          title={props.locations.byId.get(data.location_id ?? "")?.code ?? ""}
          kinds={kinds}
          fromId={data.location_id ?? null}
          locations={props.locations}
          isBusy={props.acting.isBusy}
          onPlace={(id) => void move(id)}
        />
      )}
    </section>
  );
}

function LotName({ id }: { id: string }): ReactNode {
  return <b>{useName(id)?.name ?? id}</b>;
}
