import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { recordPath } from "@platform/screens/paths";
import { usePermission, usePerson } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Value } from "@platform/values/value";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./administration.module.css";
import type { Asked } from "./command-drawer";
import { administration } from "./texts";

const ALL = { limit: 1000, sort: "code" };
const OPENING = ["sites.open_area/1", "sites.open_workstation/1"];

/** Areas with their workstations and what stands at them. */
export function Workstations(props: { onAsk: (asked: Asked) => void }): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const registry = useRegistry();
  const { permissions } = usePerson();
  const areas = useRecords("sites.area", ALL);
  const stations = useRecords("sites.workstation", ALL);
  const error = areas.error ?? stations.error;
  const opening = OPENING.flatMap((kind) => registry.command(kind) ?? []).filter((command) =>
    permissions.has(command.permission),
  );
  const area = (id: string) => stations.data?.records.filter((each) => each.area_id === id) ?? [];
  return (
    <Card
      size="small"
      title={<h2 className={styles.title}>{t("workstations")}</h2>}
      extra={
        <span className={styles.deeds}>
          {opening.map(({ kind, label }) => (
            <Button key={kind} size="small" onClick={() => props.onAsk({ kind, given: {} })}>
              {say(label)}
            </Button>
          ))}
        </span>
      }
    >
      {error !== null && <ErrorState error={error} retry={() => void areas.refetch()} />}
      {error === null && (!areas.data || !stations.data) && <LoadingState rows={4} />}
      {areas.data?.records.length === 0 && <EmptyState text={t("workstations_none")} />}
      <div className={styles.areas}>
        {areas.data?.records.map((each) => (
          <section key={each.id} className={styles.area} aria-label={each.name}>
            <AreaHead area={each} />
            <ul className="plain">
              {area(each.id).map((station) => (
                <li key={station.id}>
                  <Link to={recordPath("sites.workstation", station.id)}>{station.code}</Link>{" "}
                  {station.name}{" "}
                  {station.state !== "in_use" && (
                    <StateTag kind="sites.workstation" state={station.state} />
                  )}
                  <Equipment workstation={station.id} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  );
}

function AreaHead(props: {
  area: { id: string; code: string; name: string; state: string } & Record<string, unknown>;
}): ReactNode {
  const registry = useRegistry();
  const { area } = props;
  const shown = ["kind", "clean_class"].flatMap((name) => registry.field("sites.area", name) ?? []);
  return (
    <>
      <h3 className={styles.areaTitle}>
        <Link to={recordPath("sites.area", area.id)} className="name">
          {area.code}
        </Link>{" "}
        {area.name}
      </h3>
      <p className="soft small">
        {shown
          .filter(({ name }) => area[name] !== undefined)
          .map((field, at) => (
            <span key={field.name}>
              {at > 0 && " · "}
              <Value field={field} value={area[field.name] as string} />
            </span>
          ))}
      </p>
    </>
  );
}

function Equipment({ workstation }: { workstation: string }): ReactNode {
  const isPermitted = usePermission("equipment.read");
  const query = { limit: 1000 };
  const { data } = useRecords("equipment.equipment", query, { isEnabled: isPermitted });
  const there = data?.records.filter((each) => each.workstation_id === workstation) ?? [];
  if (there.length === 0) return null;
  return (
    <span className="soft small">
      {" — "}
      {there.map((each, at) => (
        <span key={each.id}>
          {at > 0 && ", "}
          <Name id={each.id} />
        </span>
      ))}
    </span>
  );
}
