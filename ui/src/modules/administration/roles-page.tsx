import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { listPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { Button, Checkbox, Input, Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./administration.module.css";
import { type Asked, CommandDrawer } from "./command-drawer";
import { holdersOf, type MatrixFilter, matrix } from "./matrix";
import { MatrixTable } from "./matrix-table";
import type { Role } from "./people";
import { useRoleTitle } from "./role-title";
import { administration } from "./texts";
import { useGrants, useRoles } from "./use-people";

const DEFINE = "people.define_role/1";

/** `/administration/roles`: role by permission, read only; commands change it. */
export default function RolesPage(): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const define = useRegistry().command(DEFINE);
  const mayDefine = usePermission(define?.permission);
  const roles = useRoles();
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <PageHead
        title={t("matrix")}
        lead={t("matrix_lead")}
        actions={
          <>
            {define && mayDefine && (
              <Button type="primary" onClick={() => setAsked({ kind: DEFINE, given: {} })}>
                {say(define.label)}
              </Button>
            )}
            <Link to={listPath("people.role")}>
              <Button tabIndex={-1}>{t("all_records")}</Button>
            </Link>
          </>
        }
      />
      {roles.error !== null && roles.data === undefined ? (
        <ErrorState error={roles.error} retry={() => void roles.refetch()} />
      ) : roles.data === undefined ? (
        <LoadingState rows={12} />
      ) : (
        <Matrix roles={roles.data} onAsk={setAsked} />
      )}
      {asked && <CommandDrawer asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Matrix(props: { roles: readonly Role[]; onAsk: (asked: Asked) => void }): ReactNode {
  const t = useTexts(administration);
  const registry = useRegistry();
  const grants = useGrants();
  const [filter, setFilter] = useState<MatrixFilter>({
    text: "",
    module: null,
    isDifferent: false,
  });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [hasRetired, setRetired] = useState(false);
  const there = props.roles.filter(({ state }) => hasRetired || state === "active");
  const shown = chosen.length === 0 ? there : there.filter(({ id }) => chosen.includes(id));
  const groups = matrix(registry.answer.permissions, shown, filter);
  const holders = useMemo(() => holdersOf(grants.data?.records ?? []), [grants.data]);
  const count = groups.reduce((sum, group) => sum + group.permissions.length, 0);
  return (
    <div className="stack">
      <Tools
        roles={there}
        chosen={chosen}
        onChosen={setChosen}
        filter={filter}
        onFilter={setFilter}
        hasRetired={hasRetired}
        onRetired={setRetired}
      />
      <p className="soft small" role="status">
        {t("matrix_count", { count })}
      </p>
      {count === 0 ? (
        <EmptyState text={t("matrix_none")} />
      ) : (
        <MatrixTable groups={groups} roles={shown} holders={holders} onAsk={props.onAsk} />
      )}
    </div>
  );
}

function Tools(props: {
  roles: readonly Role[];
  chosen: readonly string[];
  onChosen: (ids: string[]) => void;
  filter: MatrixFilter;
  onFilter: (filter: MatrixFilter) => void;
  hasRetired: boolean;
  onRetired: (retired: boolean) => void;
}): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const titleOf = useRoleTitle();
  const registry = useRegistry();
  const { filter, onFilter } = props;
  return (
    <div className={styles.tools}>
      <Input.Search
        className={styles.search}
        value={filter.text}
        allowClear
        placeholder={t("matrix_search")}
        aria-label={t("matrix_search")}
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
      />
      <Select<string>
        className={styles.select}
        aria-label={t("matrix_module")}
        value={filter.module ?? ""}
        options={[
          { value: "", label: t("matrix_all") },
          ...registry.answer.modules.map(({ name, title }) => ({ value: name, label: say(title) })),
        ]}
        onChange={(module) => onFilter({ ...filter, module: module || null })}
      />
      <Select<string[]>
        className={styles.wideSelect}
        mode="multiple"
        maxTagCount="responsive"
        aria-label={t("matrix_roles")}
        placeholder={t("matrix_roles")}
        value={[...props.chosen]}
        showSearch={{ optionFilterProp: "label" }}
        allowClear
        options={props.roles.map((role) => ({ value: role.id, label: titleOf(role) }))}
        onChange={props.onChosen}
      />
      <Checkbox
        checked={filter.isDifferent}
        onChange={(event) => onFilter({ ...filter, isDifferent: event.target.checked })}
      >
        {t("matrix_differ")}
      </Checkbox>
      <Checkbox
        checked={props.hasRetired}
        onChange={(event) => props.onRetired(event.target.checked)}
      >
        {t("matrix_retired")}
      </Checkbox>
    </div>
  );
}
