import { CheckCircleFilled, ClockCircleOutlined } from "@ant-design/icons";
import { useSay } from "@platform/i18n/language";
import { untranslated } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { commandPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./changes.module.css";
import { changes } from "./texts";
import type { ChangePage } from "./types";

const KIND = "changes.order";

/** The states of a change that goes well; where it is, and what is behind it. */
export function Way({ page }: { page: ChangePage }): ReactNode {
  const say = useSay();
  const choices = useRegistry().field(KIND, "state")?.choices ?? [];
  const state = String(page.order["state"]);
  const at = page.path.indexOf(state);
  const labelOf = (value: string) =>
    say(choices.find((choice) => choice.value === value)?.label ?? untranslated(value));
  return (
    <ol className={styles.way}>
      {page.path.map((each, index) => (
        <li
          key={each}
          className={each === state ? styles.here : index < at ? styles.passed : undefined}
          aria-current={each === state ? "step" : undefined}
        >
          {index < at && <CheckCircleFilled aria-hidden />} {labelOf(each)}
        </li>
      ))}
      {at < 0 && (
        <li className={styles.here} aria-current="step">
          {labelOf(state)}
        </li>
      )}
    </ol>
  );
}

/** What is missing to leave the state, and the command that leaves it. */
export function NextStep({ page }: { page: ChangePage }): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  const next = useRegistry().command(page.next ?? "");
  const may = usePermission(next?.permission);
  if (next === undefined) {
    return (
      <Card size="small" title={t("next")}>
        <p className="soft">{t("ended")}</p>
      </Card>
    );
  }
  const isOfOrder = next.fields.some((field) => field.name === "change_order_id");
  const given = { change_order_id: String(page.order["id"]) };
  return (
    <Card size="small" title={t("next")}>
      <div className="stack">
        {page.missing.length === 0 ? (
          <p className="soft">{t("nothing_missing")}</p>
        ) : (
          <>
            <strong>{t("missing")}</strong>
            <ul className={styles.rows}>
              {page.missing.map((each) => (
                <li key={each.text.en}>
                  <ClockCircleOutlined aria-hidden /> {say(each.text)}{" "}
                  {each.about && <Name id={each.about} />}
                </li>
              ))}
            </ul>
          </>
        )}
        {isOfOrder && may && (
          <Link to={commandPath(next.kind, given)}>
            <Button type={page.missing.length === 0 ? "primary" : "default"} tabIndex={-1}>
              {say(next.label)}
            </Button>
          </Link>
        )}
      </div>
    </Card>
  );
}
