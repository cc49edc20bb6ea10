import { useLedger } from "@platform/api/ledger";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { commandPath, entryPath } from "@platform/screens/paths";
import { SCREENS } from "@platform/screens/registration";
import { workplaceOf } from "@platform/screens/workplace";
import { usePerson } from "@platform/session/store";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./home.module.css";
import { placesOf, startsOf } from "./steps";
import { home } from "./texts";

/** For somebody new: where one finds, works, looks, proves, and settles in. */
export function FirstSteps(props: { ownEntry: number | null; onHide: () => void }): ReactNode {
  const t = useTexts(home);
  const entry = useEntryToProve(props.ownEntry);
  return (
    <Card
      size="small"
      title={t("first_steps")}
      extra={
        <Button type="link" size="small" onClick={props.onHide}>
          {t("first_hide")}
        </Button>
      }
    >
      <p className="soft gap-below">{t("first_lead")}</p>
      <ol className={styles.steps}>
        <Step title={t("step_find")} lead={t("step_find_lead")}>
          <Button size="small" onClick={focusSearch}>
            {t("step_find_do")}
          </Button>{" "}
          <span className="soft small">
            {t("step_find_key")} <kbd className="key">/</kbd>
          </span>
        </Step>
        <Step title={t("step_work")} lead={t("step_work_lead")}>
          <Starts />
        </Step>
        <Step title={t("step_look")} lead={t("step_look_lead")}>
          <Link to="/lists">{t("step_look_do")}</Link>
        </Step>
        {entry !== null && (
          <Step title={t("step_prove")} lead={t("step_prove_lead")}>
            <Link to={entryPath(entry)}>{t("step_prove_do")}</Link>
          </Step>
        )}
        <Step title={t("step_self")} lead={t("step_self_lead")}>
          <Link to="/account">{t("step_self_do")}</Link>
        </Step>
      </ol>
    </Card>
  );
}

function Step(props: { title: string; lead: string; children: ReactNode }): ReactNode {
  return (
    <li>
      <strong>{props.title}</strong>
      <p className="soft small">{props.lead}</p>
      <div className={styles.stepDo}>{props.children}</div>
    </li>
  );
}

function Starts(): ReactNode {
  const t = useTexts(home);
  const say = useSay();
  const registry = useRegistry();
  const { permissions } = usePerson();
  const may = (code: string | null) => code === null || permissions.has(code);
  const places = placesOf(SCREENS, (kind) => registry.command(kind), may);
  // What has a place of its own is not offered a second time as a form.
  const starts = startsOf((kind) => registry.command(kind), may).filter(
    (each) => workplaceOf(SCREENS, each.kind, null, may) === null,
  );
  return (
    <>
      {places.map((each) => (
        <Link key={each.path} to={each.path}>
          {say(each.title)}
        </Link>
      ))}
      {starts.map((each) => (
        <Link key={each.kind} to={commandPath(each.kind)}>
          {say(each.label)}
        </Link>
      ))}
      <Link to="/do">{t("all_commands")}</Link>
    </>
  );
}

/** One's own newest entry; for who may read the ledger otherwise its last. */
function useEntryToProve(ownEntry: number | null): number | null {
  const mayRead = usePerson().permissions.has("ledger.read");
  const size = useLedger()?.size ?? 0;
  if (ownEntry !== null) return ownEntry;
  return mayRead && size > 0 ? size - 1 : null;
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>("search input")?.focus();
}
