import type { RecordValues } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { LifeCycle } from "@platform/record/life-cycle";
import { useRegistry } from "@platform/registry/registry";
import type { KindInfo } from "@platform/registry/types";
import { genericRecordPath } from "@platform/screens/paths";
import { Fact } from "@platform/values/fact";
import { Instant, Value } from "@platform/values/value";
import { Alert } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { unit } from "./texts";
import type { Overview } from "./types";
import styles from "./unit.module.css";

/** Said elsewhere on the page, or the same for all. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "id",
  "number",
  "unit",
  "state",
  "holds",
  "item_id",
  "lot_id",
  "supplier_id",
  "location_id",
]);

/** What the unit is, its life so far, and what stands in its way. */
export function Identity(props: { found: Overview; kind: KindInfo }): ReactNode {
  const t = useTexts(unit);
  const { found, kind } = props;
  const state = String(found.record.state);
  return (
    <div className={styles.gap}>
      <Holds found={found} />
      <Facts found={found} kind={kind} />
      {kind.life !== null && <LifeCycle kind={kind} state={state} />}
      <Link to={genericRecordPath(kind.name, found.subject)} className="small">
        {t("all_fields")}
      </Link>
    </div>
  );
}

/** Each hold in force: why, since when, by whom. */
function Holds({ found }: { found: Overview }): ReactNode {
  const t = useTexts(unit);
  const { date } = useFormats();
  const expires = found.record.expires_on;
  return (
    <>
      {found.holds.map((hold) => (
        <Alert
          key={String(hold.id)}
          type="error"
          showIcon
          title={
            <Link to={genericRecordPath("warehouse.hold", String(hold.id))}>{causeOf(hold)}</Link>
          }
          description={<HoldSince hold={hold} />}
        />
      ))}
      {found.is_expired && typeof expires === "string" && (
        <Alert type="error" showIcon title={`${t("expired")} ${date(expires)}`} />
      )}
    </>
  );
}

function causeOf(hold: RecordValues): string {
  return typeof hold.cause === "string" ? hold.cause : String(hold.id);
}

function HoldSince({ hold }: { hold: RecordValues }): ReactNode {
  const t = useTexts(unit);
  const { instant } = useFormats();
  if (typeof hold.placed_at !== "string" || typeof hold.placed_by !== "string") return null;
  return (
    <>
      {t("hold_since", { when: instant(hold.placed_at) })} <Name id={hold.placed_by} />
    </>
  );
}

function Facts({ found, kind }: { found: Overview; kind: KindInfo }): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const { amount } = useFormats();
  const units = new Set(kind.fields.flatMap((field) => field.unit_field ?? []));
  const fields = kind.fields.filter(
    ({ name }) => !ELSEWHERE.has(name) && !units.has(name) && found.record[name] !== undefined,
  );
  return (
    <dl className="record-fields">
      {found.item && (
        <Fact label={t("item")} isWide>
          <ItemName id={found.item.id} />
        </Fact>
      )}
      {found.quantity !== undefined && (
        <Fact label={`${t("quantity")} (${t("in_stock")})`}>
          <strong className="number">{amount(found.quantity, found.unit_of_measure)}</strong>
        </Fact>
      )}
      {found.lot && (
        <Fact label={t("lot_of")}>
          <Name id={found.lot.id} />
        </Fact>
      )}
      {found.order && (
        <Fact label={t("order")}>
          <Name id={found.order.id} />
        </Fact>
      )}
      {found.supplier && (
        <Fact label={t("supplier")}>
          <Name id={found.supplier.id} /> <span className="soft">{found.supplier.name}</span>
        </Fact>
      )}
      {fields.map((field) => (
        <Fact key={field.name} label={say(field.label)}>
          <Value
            field={field}
            value={found.record[field.name]}
            beside={found.record}
            kind={kind.name}
          />
        </Fact>
      ))}
    </dl>
  );
}

/** An item by its number, with what it is called in the present language. */
export function ItemName({ id }: { id: string }): ReactNode {
  const say = useSay();
  const detail = useName(id)?.detail;
  return (
    <>
      <Name id={id} /> {detail && <span className="soft">{say(detail)}</span>}
    </>
  );
}

/** The kind of record of any unit's id. */
export function useKindOf(id: string): KindInfo | undefined {
  return useRegistry().kindOfId(id);
}

/** When, and by whom. */
export function Deed(props: { at: string; by: string }): ReactNode {
  return (
    <>
      <Instant at={props.at} /> <Name id={props.by} />
    </>
  );
}
