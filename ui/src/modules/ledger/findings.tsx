import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { isId, useRegistry } from "@platform/registry/registry";
import { entryPath, recordPath } from "@platform/screens/paths";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { type Finding, LEVELS, NAMED_MAX, type PlacePart, placeParts } from "./jobs";
import styles from "./ledger.module.css";
import { ledger } from "./texts";

const DAMAGES = [
  "edit",
  "insert",
  "delete",
  "reorder",
  "truncate",
  "rollback",
  "history",
  "clock",
  "unknown_key",
] as const;

/** Damages by level, kind and place; what the server says of each stands beside in its words. */
export function Findings({ findings }: { findings: readonly Finding[] }): ReactNode {
  const t = useTexts(ledger);
  return (
    <div>
      <h3 className={styles.title}>{t("findings")}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section className="scroll-x" aria-label={t("findings")} tabIndex={0}>
        <table className={`rows ${styles.findings}`}>
          <thead>
            <tr>
              <th scope="col">{t("finding_level")}</th>
              <th scope="col">{t("finding_kind")}</th>
              <th scope="col">{t("finding_place")}</th>
              <th scope="col">{t("finding_detail")}</th>
            </tr>
          </thead>
          <tbody>
            {findings.map((each) => (
              <Row key={JSON.stringify(each)} finding={each} />
            ))}
          </tbody>
        </table>
      </section>
      <p className="soft small">{t("findings_first", { count: NAMED_MAX })}</p>
    </div>
  );
}

function Row({ finding }: { finding: Finding }): ReactNode {
  const t = useTexts(ledger);
  const say = useSay();
  const registry = useRegistry();
  const level = LEVELS.find((each) => each === finding.level);
  const damage = DAMAGES.find((each) => each === finding.kind);
  const parts = placeParts(finding.place, (name) => registry.kind(name) !== undefined);
  return (
    <tr>
      <td>{level === undefined ? finding.level : t(`level_${level}`)}</td>
      <td className="bad">{damage === undefined ? finding.kind : t(`damage_${damage}`)}</td>
      <td>
        {parts.map((part, at) => (
          <span key={JSON.stringify(part)}>
            {at > 0 && " · "}
            <Part part={part} />
          </span>
        ))}
      </td>
      <td className="wrap small">
        {say({ en: finding.message, zh: finding.message_zh ?? finding.message })}
      </td>
    </tr>
  );
}

function Part({ part }: { part: PlacePart }): ReactNode {
  const t = useTexts(ledger);
  const say = useSay();
  const { number } = useFormats();
  const registry = useRegistry();
  switch (part.is) {
    case "entry":
      return <Link to={entryPath(part.seq)}>{t("place_entry", { seq: number(part.seq) })}</Link>;
    case "entries":
      return t("place_entries", { first: number(part.first), last: number(part.last) });
    case "record":
      return (
        <>
          {say(registry.kind(part.kind)?.label ?? { en: part.kind, zh: part.kind })}{" "}
          {isId(part.key) ? (
            <Name id={part.key} />
          ) : (
            <Link to={recordPath(part.kind, part.key)}>{part.key}</Link>
          )}
        </>
      );
    case "field": {
      const field = part.kind === null ? undefined : registry.field(part.kind, part.name);
      return field ? say(field.label) : part.name;
    }
    case "checkpoint":
      return t("place_checkpoint", { size: number(Number(part.value)) });
    case "pending":
      return t("place_pending", { number: part.value });
    case "tile":
      return t("place_tile", { tile: part.value });
    case "table":
      return t("place_table", { table: part.value });
    case "part":
      return t("place_part", { part: part.value });
    case "key":
      return <span className="mono">{part.value}</span>;
  }
}
