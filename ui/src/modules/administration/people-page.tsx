import { UserAddOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { listPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Button, Input, Segmented, Select, Table, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { Link, useSearchParams } from "react-router-dom";
import styles from "./administration.module.css";
import { type Asked, CommandDrawer } from "./command-drawer";
import { type Account, fits, type Role, SHOWN, type Shown } from "./people";
import { PersonDrawer } from "./person-drawer";
import { useRoleTitle } from "./role-title";
import { administration } from "./texts";
import { PEOPLE_MAX, useAccounts } from "./use-people";

const REGISTER = "people.register_user/1";

/** `/administration/people`: everybody, their roles and how their accounts stand. */
export default function PeoplePage(): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const register = useRegistry().command(REGISTER);
  const mayRegister = usePermission(register?.permission);
  const { accounts, roles, error, refetch, isCapped } = useAccounts();
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = (id: string | null) => setSearch(id === null ? {} : { user: id });
  const person = accounts?.find(({ user }) => user.id === search.get("user"));
  return (
    <>
      <PageHead
        title={t("people")}
        lead={t("people_lead")}
        actions={
          <>
            {register && mayRegister && (
              <Button
                type="primary"
                icon={<UserAddOutlined />}
                onClick={() => setAsked({ kind: REGISTER, given: {} })}
              >
                {say(register.label)}
              </Button>
            )}
            <Link to={listPath("people.user")}>
              <Button tabIndex={-1}>{t("all_records")}</Button>
            </Link>
          </>
        }
      />
      {error !== null && accounts === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : accounts === undefined ? (
        <LoadingState rows={10} />
      ) : (
        <People
          accounts={accounts}
          roles={roles}
          isCapped={isCapped}
          firstRole={search.get("role")}
          onOpen={open}
        />
      )}
      {person && <PersonDrawer account={person} roles={roles} onClose={() => open(null)} />}
      {asked && <CommandDrawer asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface ListProps {
  accounts: readonly Account[];
  roles: readonly Role[];
  isCapped: boolean;
  firstRole: string | null;
  onOpen: (id: string) => void;
}

function People(props: ListProps): ReactNode {
  const t = useTexts(administration);
  const titleOf = useRoleTitle();
  const [text, setText] = useState("");
  const [shown, setShown] = useState<Shown>("everybody");
  const [roleId, setRole] = useState(props.firstRole);
  const found = props.accounts.filter((each) => fits(each, { text, shown, roleId }));
  return (
    <div className="stack">
      <div className={styles.tools}>
        <Input.Search
          className={styles.search}
          value={text}
          allowClear
          placeholder={t("search")}
          aria-label={t("search")}
          onChange={(event) => setText(event.target.value)}
        />
        <Select<string>
          className={styles.select}
          aria-label={t("roles")}
          value={roleId ?? ""}
          showSearch={{ optionFilterProp: "label" }}
          options={[
            { value: "", label: t("all_roles") },
            ...props.roles.map((role) => ({ value: role.id, label: titleOf(role) })),
          ]}
          onChange={(id) => setRole(id || null)}
        />
        <Segmented<Shown>
          aria-label={t("state")}
          value={shown}
          options={SHOWN.map((value) => ({
            value,
            label: value === "everybody" ? t("everybody") : t(`only_${value}`),
          }))}
          onChange={setShown}
        />
      </div>
      {props.isCapped && <p className="odd">{t("capped", { count: PEOPLE_MAX })}</p>}
      <PeopleTable accounts={found} onOpen={props.onOpen} />
    </div>
  );
}

function PeopleTable(props: {
  accounts: readonly Account[];
  onOpen: (id: string) => void;
}): ReactNode {
  const t = useTexts(administration);
  const titleOf = useRoleTitle();
  return (
    <Table<Account>
      size="middle"
      rowKey={({ user }) => user.id}
      dataSource={[...props.accounts]}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <EmptyState text={t("nobody")} /> }}
      onRow={({ user }) => ({
        className: "opens",
        onClick: (event) => {
          if ((event.target as HTMLElement).closest("a, button") === null) props.onOpen(user.id);
        },
      })}
      columns={[
        {
          key: "name",
          title: t("name"),
          render: (_, { user }) => (
            <Button type="link" className={styles.opens} onClick={() => props.onOpen(user.id)}>
              {user.name}
            </Button>
          ),
        },
        { key: "login", title: t("login"), render: (_, { user }) => user.login },
        {
          key: "roles",
          title: t("roles"),
          render: (_, { roles }) => (
            <span className="tags">
              {roles.length === 0 && <span className="soft">{t("no_role")}</span>}
              {roles.map((role) => (
                <Tag key={role.id}>{titleOf(role)}</Tag>
              ))}
            </span>
          ),
        },
        { key: "state", title: t("state"), render: (_, account) => <Standing account={account} /> },
      ]}
    />
  );
}

/** How an account stands: state, lock-out, password. */
export function Standing({ account }: { account: Account }): ReactNode {
  const t = useTexts(administration);
  const { instant } = useFormats();
  const { user, credential, isLocked } = account;
  const until = credential?.locked_until;
  return (
    <span className="tags">
      <StateTag kind="people.user" state={user.state} />
      {isLocked && until && (
        <ToneTag tone="bad">{t("locked_until", { when: instant(until) })}</ToneTag>
      )}
      {user.is_service && <ToneTag tone="plain">{t("service")}</ToneTag>}
      {credential?.is_temporary && <ToneTag tone="warn">{t("temporary")}</ToneTag>}
      {credential === null && !user.is_service && <ToneTag tone="warn">{t("no_password")}</ToneTag>}
    </span>
  );
}
