import type { RecordValues } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { untranslated } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Fact } from "@platform/values/fact";
import { StateTag } from "@platform/values/state-tag";
import { Value } from "@platform/values/value";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./changes.module.css";
import { changes } from "./texts";
import type { ChangePage } from "./types";
import { useApprovals } from "./use-changes";

const APPROVE = "changes.approve_change/1";
const PLAN = "changes.plan_task/1";
const PLANNABLE = ["triaged", "assessed", "approved", "implementing"];

/** Whose approval is asked, in which order, and what they said. */
export function Approvals({ page }: { page: ChangePage }): ReactNode {
  const t = useTexts(changes);
  const { instant } = useFormats();
  const registry = useRegistry();
  const say = useSay();
  const approve = registry.command(APPROVE);
  const turns = (useApprovals().data ?? []).filter((each) => each.is_turn);
  const mine = new Set(turns.map((each) => each.given["approval_id"]));
  return (
    <Card size="small" title={t("approvals")}>
      {page.approvals.length === 0 && <p className="soft">{t("approvals_none")}</p>}
      <ul className={styles.rows}>
        {page.approvals.map((each) => (
          <li key={String(each["id"])} className={styles.row}>
            <div>
              {say(page.roles[String(each["role_id"])] ?? untranslated(String(each["role_id"])))}
              <div className="soft small">
                {t("step", { step: Number(each["step"]) })}
                {each["decided_by"] && (
                  <>
                    {" · "}
                    <Name id={String(each["decided_by"])} /> {instant(String(each["decided_at"]))}
                  </>
                )}
              </div>
              {each["comment"] && <div className="small">{String(each["comment"])}</div>}
            </div>
            <span className="tags">
              <StateTag kind="changes.approval" state={String(each["state"])} />
              {approve && mine.has(String(each["id"])) && (
                <Link to={commandPath(APPROVE, { approval_id: String(each["id"]) })}>
                  <Button size="small" tabIndex={-1}>
                    {say(approve.label)}
                  </Button>
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Who does what until when to carry the change out. */
export function Tasks({ page }: { page: ChangePage }): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  const { date } = useFormats();
  const plan = useRegistry().command(PLAN);
  const may = usePermission(plan?.permission);
  const isOpen = PLANNABLE.includes(String(page.order["state"]));
  return (
    <Card
      size="small"
      title={t("tasks")}
      extra={
        isOpen &&
        may &&
        plan && (
          <Link to={commandPath(PLAN, { change_order_id: String(page.order["id"]) })}>
            {say(plan.label)}
          </Link>
        )
      }
    >
      {page.tasks.length === 0 && <p className="soft">{t("tasks_none")}</p>}
      <ul className={styles.rows}>
        {page.tasks.map((each) => (
          <li key={String(each["id"])} className={styles.row}>
            <div>
              <Link to={recordPath("changes.task", String(each["id"]))}>
                {String(each["title"])}
              </Link>
              <div className="soft small">
                <Name id={String(each["owner_id"])} /> ·{" "}
                {t("due", { day: date(String(each["due_on"])) })}
              </div>
              {each["evidence"] && <div className="small">{String(each["evidence"])}</div>}
            </div>
            <StateTag kind="changes.task" state={String(each["state"])} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** How long and for how much the emergency may be worked by. */
export function Temporary({ temporary }: { temporary: RecordValues }): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  const kind = "changes.temporary_approval";
  const fields = useRegistry().kind(kind)?.fields ?? [];
  const shown = fields.filter(
    ({ name }) => !["id", "change_order_id"].includes(name) && (temporary[name] ?? null) !== null,
  );
  return (
    <Card size="small" title={t("temporary")}>
      <dl className="facts">
        {shown.map((field) => (
          <Fact key={field.name} label={say(field.label)}>
            <Value
              field={field}
              value={temporary[field.name]}
              beside={temporary}
              kind={kind}
              isState={field.name === "state"}
            />
          </Fact>
        ))}
      </dl>
    </Card>
  );
}
