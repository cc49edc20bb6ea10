import type { JsonObject } from "@platform/api/types";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { usePermission } from "@platform/session/store";
import { ErrorState, LoadingState, NoPermission } from "@platform/states/states";
import { Fact } from "@platform/values/fact";
import { Value } from "@platform/values/value";
import { Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import styles from "./administration.module.css";
import { type Asked, CommandDrawer } from "./command-drawer";
import { Numbering } from "./numbering";
import { administration } from "./texts";
import { Workstations } from "./workstations";

const POLICY = "people.sign_in_policy";
const SET_POLICY = "people.set_sign_in_policy/1";

/** `/administration/site`: rules that hold for the whole site. */
export default function SitePage(): ReactNode {
  const t = useTexts(administration);
  const mayReadPeople = usePermission("people.read");
  const mayReadSites = usePermission("sites.read");
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <PageHead title={t("site")} lead={t("site_lead")} />
      <div className="stack">
        <Numbering onAsk={setAsked} />
        {mayReadPeople && <Policy onAsk={setAsked} />}
        {mayReadSites && <Workstations onAsk={setAsked} />}
        {!mayReadPeople && !mayReadSites && <NoPermission permission="sites.read" />}
      </div>
      {asked && <CommandDrawer asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

/** The policy that was set, or the defaults that hold until one is. */
function Policy(props: { onAsk: (asked: Asked) => void }): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const registry = useRegistry();
  const command = registry.command(SET_POLICY);
  const maySet = usePermission(command?.permission);
  const { data, error, refetch } = useRecords(POLICY, { limit: 1 });
  const fields = (registry.kind(POLICY)?.fields ?? []).filter(({ name }) => name !== "id");
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={4} />;
  const defaults: JsonObject = Object.fromEntries(
    fields.map(({ name, default: value }) => [name, value ?? null]),
  );
  const set = data.records[0];
  const now: JsonObject = { ...defaults, ...set };
  const { id: _, ...given } = now;
  return (
    <Card
      size="small"
      title={<h2 className={styles.title}>{t("policy")}</h2>}
      extra={
        command &&
        maySet && (
          <Button size="small" onClick={() => props.onAsk({ kind: SET_POLICY, given })}>
            {say(command.label)}
          </Button>
        )
      }
    >
      {set === undefined && <p className="soft gap-below">{t("policy_default")}</p>}
      <dl className="facts">
        {fields.map((field) => (
          <Fact key={field.name} label={say(field.label)}>
            <Value field={field} value={now[field.name]} />
          </Fact>
        ))}
      </dl>
    </Card>
  );
}
