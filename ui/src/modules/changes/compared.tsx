import { useSay } from "@platform/i18n/language";
import type { Text } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { isId } from "@platform/registry/registry";
import { ToneTag } from "@platform/values/state-tag";
import { type ReactNode, useId } from "react";
import styles from "./changes.module.css";
import { changes } from "./texts";
import type { Differences, Differing, Line, Side } from "./types";

const TONES = { added: "good", removed: "bad", changed: "warn" } as const;

/** Two versions side by side: only what differs, field by field. */
export function Compared({ found }: { found: Differences }): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  const id = useId();
  const isSame = found.fields.length === 0 && found.lines.length === 0;
  return (
    <section aria-labelledby={id} className={styles.compared}>
      <h3 id={id} className={styles.thing}>
        {say(found.label)}
        {(found.new ?? found.old) && (
          <span className="soft small">
            {found.old && <Name id={found.old} />}
            {found.old && found.new && " → "}
            {found.new && <Name id={found.new} />}
          </span>
        )}
      </h3>
      {found.note && <p className="soft">{found.note}</p>}
      {!found.is_versioned && <p className="soft">{t("amended")}</p>}
      {found.is_versioned && isSame && <p className="soft">{t("same")}</p>}
      {!isSame && (
        <div className="scroll-x">
          <table className={styles.sides}>
            <thead>
              <tr>
                <th scope="col">{t("field")}</th>
                <th scope="col">{t("before")}</th>
                <th scope="col">{t("after")}</th>
              </tr>
            </thead>
            {found.fields.length > 0 && (
              <tbody>
                <Rows fields={found.fields} />
              </tbody>
            )}
            {found.lines.map((line) => (
              <tbody key={`${line.kind} ${line.which.map(String).join(" ")}`}>
                <tr>
                  <th scope="rowgroup" colSpan={3} className={styles.lineHead}>
                    <ToneTag tone={TONES[line.change]}>{t(line.change)}</ToneTag> {say(line.label)}{" "}
                    <Which line={line} />
                  </th>
                </tr>
                <Rows fields={line.fields} />
              </tbody>
            ))}
          </table>
        </div>
      )}
    </section>
  );
}

function Rows({ fields }: { fields: readonly Differing[] }): ReactNode {
  const say = useSay();
  return fields.map((field) => (
    <tr key={field.name}>
      <th scope="row">{say(field.label)}</th>
      <td className={field.old === null ? undefined : styles.old}>
        <Shown side={field.old} />
      </td>
      <td className={field.new === null ? undefined : styles.new}>
        <Shown side={field.new} />
      </td>
    </tr>
  ));
}

function Which({ line }: { line: Line }): ReactNode {
  return line.which.map((side, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name stand in their order
    <span key={at}>
      {at > 0 && " · "}
      <Shown side={side} />
    </span>
  ));
}

/** A value of one side: a name for an id, a word in the present language for a state. */
function Shown({ side }: { side: Side }): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  if (side === null || side === undefined) return <span className="soft">{t("absent")}</span>;
  if (isText(side)) return say(side);
  if (isId(side)) return <Name id={side} />;
  return String(side);
}

function isText(side: Side): side is Text {
  return typeof side === "object" && side !== null && "en" in side && "zh" in side;
}
