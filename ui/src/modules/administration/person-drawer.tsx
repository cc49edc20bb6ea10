import { Forewarned, useNewRoles } from "@platform/acting/conflicts";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { usePossible } from "@platform/record/use-record";
import { useRegistry } from "@platform/registry/registry";
import { genericRecordPath } from "@platform/screens/paths";
import { usePermission, usePerson } from "@platform/session/store";
import { Fact } from "@platform/values/fact";
import { Instant } from "@platform/values/value";
import { Button, Drawer, Select, Tooltip } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./administration.module.css";
import { type Asked, CommandDrawer } from "./command-drawer";
import type { Account, Role } from "./people";
import { Standing } from "./people-page";
import { useRoleTitle } from "./role-title";
import { administration } from "./texts";

const GRANT = "people.grant_role/1";
const REVOKE = "people.revoke_role/1";
const OF_ROLES: ReadonlySet<string> = new Set([GRANT, REVOKE]);

/** One person: roles to give and take, and everything else that may be done with the account. */
export function PersonDrawer(props: {
  account: Account;
  roles: readonly Role[];
  onClose: () => void;
}): ReactNode {
  const t = useTexts(administration);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { account } = props;
  const { user } = account;
  return (
    <Drawer open size={560} title={user.name} onClose={props.onClose}>
      <div className="stack">
        <Standing account={account} />
        <Facts account={account} />
        <Roles account={account} roles={props.roles} onAsk={setAsked} />
        <Deeds userId={user.id} onAsk={setAsked} />
        <Link to={genericRecordPath("people.user", user.id)}>{t("all_records")}</Link>
      </div>
      {asked && <CommandDrawer asked={asked} onClose={() => setAsked(null)} />}
    </Drawer>
  );
}

function Facts({ account }: { account: Account }): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const { instant } = useFormats();
  const { user, credential } = account;
  const { data } = useRecords("people.session", { user_id: user.id, state: "open", limit: 10 });
  const languages = useRegistry().field("people.user", "language")?.choices ?? [];
  const language = languages.find(({ value }) => value === user.language)?.label;
  const sessions = data?.records ?? [];
  return (
    <dl className="facts">
      <Fact label={t("login")}>{user.login}</Fact>
      <Fact label={t("language")}>{language ? say(language) : user.language}</Fact>
      {credential && (
        <>
          <Fact label={t("password_set")}>
            <Instant at={credential.set_at} />
          </Fact>
          <Fact label={t("failed")}>{credential.failed_count}</Fact>
        </>
      )}
      <Fact label={t("sessions")} isWide>
        {sessions.length === 0
          ? t("sessions_none")
          : sessions.map((each) => (
              <div key={each.id}>
                {t("session", { since: instant(each.started_at), until: instant(each.idle_until) })}
              </div>
            ))}
      </Fact>
    </dl>
  );
}

function Roles(props: {
  account: Account;
  roles: readonly Role[];
  onAsk: (asked: Asked) => void;
}): ReactNode {
  const t = useTexts(administration);
  const titleOf = useRoleTitle();
  const person = usePerson();
  const mayGrant = usePermission("people.role.grant");
  const mayRevoke = usePermission("people.role.revoke");
  const { user, roles } = props.account;
  const isOwn = person.userId === user.id;
  const held = new Set(roles.map(({ id }) => id));
  const free = props.roles.filter(({ id, state }) => state === "active" && !held.has(id));
  return (
    <section className="stack" aria-label={t("roles")}>
      <h2 className={styles.title}>{t("roles")}</h2>
      <ul className={styles.held}>
        {roles.length === 0 && <li className="soft">{t("no_role")}</li>}
        {roles.map((role) => (
          <li key={role.id}>
            <span>{titleOf(role)}</span>
            {mayRevoke && !isOwn && (
              <Button
                size="small"
                aria-label={t("revoke_of", { role: titleOf(role) })}
                onClick={() =>
                  props.onAsk({ kind: REVOKE, given: { user_id: user.id, role_id: role.id } })
                }
              >
                {t("revoke")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isOwn && <p className="soft">{t("own")}</p>}
      {mayGrant && !isOwn && <NewRole userId={user.id} free={free} onAsk={props.onAsk} />}
    </section>
  );
}

/** Chooses a role to grant; what it would conflict with is told before. */
function NewRole(props: {
  userId: string;
  free: readonly Role[];
  onAsk: (asked: Asked) => void;
}): ReactNode {
  const t = useTexts(administration);
  const titleOf = useRoleTitle();
  const { userId } = props;
  const told = useNewRoles(userId).data?.roles ?? [];
  const against = new Map(told.flatMap((each) => (each.no ? [[each.role_id, each]] : [])));
  return (
    <Select<string>
      aria-label={t("grant")}
      placeholder={t("grant")}
      value={null}
      showSearch={{ optionFilterProp: "label" }}
      options={props.free.map((role) => ({ value: role.id, label: titleOf(role) }))}
      optionRender={({ value, label }) => (
        <span className="found">
          <span>{label}</span>
          {against.has(String(value)) && <span className="bad">{t("conflicts")}</span>}
        </span>
      )}
      onChange={(role) => {
        const found = told.find(({ role_id }) => role_id === role);
        const warning = found && <Forewarned userId={userId} role={found} />;
        props.onAsk({ kind: GRANT, given: { user_id: userId, role_id: role }, warning });
      }}
    />
  );
}

/** What else may be done with the account, and why the rest may not. */
function Deeds(props: { userId: string; onAsk: (asked: Asked) => void }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const { permissions } = usePerson();
  const deeds = (usePossible(props.userId) ?? []).filter(({ kind }) => {
    const command = registry.command(kind);
    return (
      command?.module === "people" && permissions.has(command.permission) && !OF_ROLES.has(kind)
    );
  });
  return (
    <div className={styles.deeds}>
      {deeds.map(({ kind, allowed, why }) => {
        const label = say(registry.label(kind));
        const given = { [registry.command(kind)?.about_field ?? "user_id"]: props.userId };
        if (allowed) {
          return (
            <Button key={kind} onClick={() => props.onAsk({ kind, given })}>
              {label}
            </Button>
          );
        }
        return (
          <Tooltip key={kind} title={why ? say(why) : ""}>
            {/* Stays reachable by keyboard, so that the reason is. */}
            <Button aria-disabled className={styles.off}>
              {label}
            </Button>
          </Tooltip>
        );
      })}
    </div>
  );
}
