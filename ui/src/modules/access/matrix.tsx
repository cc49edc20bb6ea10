import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Filter, Filters, TextFilter } from "@platform/matrix/filters";
import { Matrix } from "@platform/matrix/matrix";
import { useRegistry } from "@platform/registry/registry";
import type { CommandInfo } from "@platform/registry/types";
import { PageHead } from "@platform/screens/page";
import { commandPath, genericRecordPath } from "@platform/screens/paths";
import { Asked } from "@platform/states/asked";
import { EmptyState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Select } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { Link } from "react-router-dom";
import type { Records } from "../../generated/registry";
import styles from "./access.module.css";
import { access } from "./texts";
import type { CommandStates, Step } from "./types";
import { useStates } from "./use-access";

type Role = Records["people.role"];

interface Sought {
  role: string | null;
  module: string | null;
  text: string;
}

/** `/access/matrix`: role by command by state by scope, as the program itself says it. */
export default function MatrixPage(): ReactNode {
  const t = useTexts(access);
  const roles = useRecords("people.role", { state: "active", limit: 1000 });
  const states = useStates();
  const [filter, setFilter] = useState<Sought>({ role: null, module: null, text: "" });
  const shown = useDeferredValue(filter);
  return (
    <>
      <PageHead
        title={t("matrix")}
        lead={t("matrix_lead")}
        actions={
          <Link to="/administration/roles">
            <Button tabIndex={-1}>{t("matrix_roles")}</Button>
          </Link>
        }
      />
      <Asked question={roles}>
        {({ records }) => (
          <Asked question={states}>
            {({ commands }) => (
              <>
                <Tools roles={records} filter={filter} onFilter={setFilter} />
                <Commands roles={records} commands={commands} filter={shown} />
              </>
            )}
          </Asked>
        )}
      </Asked>
    </>
  );
}

function useTitle(): (role: Role) => string {
  const say = useSay();
  return ({ title, title_zh }) => say({ en: title, zh: title_zh });
}

function Tools(props: {
  roles: readonly Role[];
  filter: Sought;
  onFilter: (filter: Sought) => void;
}): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const titleOf = useTitle();
  const registry = useRegistry();
  const { filter, onFilter } = props;
  return (
    <Filters>
      <Filter id="matrix-role" label={t("matrix_role")}>
        <Select<string>
          id="matrix-role"
          value={filter.role ?? ""}
          showSearch={{ optionFilterProp: "label" }}
          options={[
            { value: "", label: t("matrix_roles_all") },
            ...props.roles.map((role) => ({ value: role.id, label: titleOf(role) })),
          ]}
          onChange={(role) => onFilter({ ...filter, role: role || null })}
        />
      </Filter>
      <Filter id="matrix-module" label={t("matrix_module")}>
        <Select<string>
          id="matrix-module"
          value={filter.module ?? ""}
          options={[
            { value: "", label: t("matrix_module_all") },
            ...registry.modules.map(({ name, title }) => ({ value: name, label: say(title) })),
          ]}
          onChange={(module) => onFilter({ ...filter, module: module || null })}
        />
      </Filter>
      <TextFilter
        id="matrix-find"
        label={t("matrix_find")}
        value={filter.text}
        onChange={(text) => onFilter({ ...filter, text })}
      />
    </Filters>
  );
}

function Commands(props: {
  roles: readonly Role[];
  commands: readonly CommandStates[];
  filter: Sought;
}): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const registry = useRegistry();
  const { role, module, text } = props.filter;
  const held = props.roles.find(({ id }) => id === role)?.permissions;
  const sought = text.trim().toLowerCase();
  const rows = props.commands.flatMap((states) => {
    const info = registry.command(states.kind);
    if (info === undefined) return [];
    const said = `${info.label.en} ${info.label.zh} ${info.kind} ${info.permission}`.toLowerCase();
    const isFit =
      (held === undefined || held.includes(info.permission)) &&
      (module === null || info.module === module) &&
      said.includes(sought);
    return isFit ? [{ info, states }] : [];
  });
  if (rows.length === 0) return <EmptyState text={t("matrix_none")} />;
  const modules = registry.modules.filter(({ name }) =>
    rows.some(({ info }) => info.module === name),
  );
  return (
    <div className="stack">
      <p className="soft small" role="status">
        {t("matrix_count", { count: rows.length })}
      </p>
      <Matrix label={t("matrix")} className={styles.commands}>
        <thead>
          <tr>
            <th scope="col">{t("matrix_command")}</th>
            <th scope="col">{t("matrix_states")}</th>
            <th scope="col">{t("matrix_limits")}</th>
            {role === null && <th scope="col">{t("matrix_roles")}</th>}
          </tr>
        </thead>
        {modules.map(({ name, title }) => (
          <tbody key={name}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={role === null ? 4 : 3}>
                {say(title)}
              </th>
            </tr>
            {rows
              .filter(({ info }) => info.module === name)
              .map(({ info, states }) => (
                <Row
                  key={info.kind}
                  info={info}
                  states={states}
                  roles={role === null ? props.roles : null}
                />
              ))}
          </tbody>
        ))}
      </Matrix>
    </div>
  );
}

function Row(props: {
  info: CommandInfo;
  states: CommandStates;
  roles: readonly Role[] | null;
}): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const { info, states } = props;
  return (
    <tr>
      <th scope="row">
        <Link className="name" to={commandPath(info.kind)}>
          {say(info.label)}
        </Link>{" "}
        {info.signs !== null && <ToneTag tone="busy">{t("matrix_signed")}</ToneTag>}{" "}
        {info.needs_reason && <ToneTag tone="plain">{t("matrix_reason")}</ToneTag>}
      </th>
      <td>
        {states.states.length === 0 && <span className="soft">{t("matrix_any_state")}</span>}
        {states.states.map((step) => (
          <StepLine key={JSON.stringify(step)} step={step} />
        ))}
      </td>
      <td>
        <LimitKinds limits={states.limits} />
      </td>
      {props.roles !== null && (
        <td>
          <Holders
            roles={props.roles.filter(({ permissions }) => permissions.includes(info.permission))}
          />
        </td>
      )}
    </tr>
  );
}

/** “Lot: in quarantine → released”. */
function StepLine({ step }: { step: Step }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const from =
    step.from === null
      ? t("matrix_by_input")
      : step.from.map(({ label }) => say(label)).join(" / ");
  return (
    <div className={styles.state}>
      <span className="soft">{say(step.what)}</span>
      <span>
        {from}
        {step.to !== null && ` → ${say(step.to.label)}`}
      </span>
    </div>
  );
}

function LimitKinds({ limits }: { limits: readonly string[] | null }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const registry = useRegistry();
  if (limits === null) return <span className="soft">{t("matrix_limit_none")}</span>;
  if (limits.length === 0) return <span className="soft">{t("matrix_no_limit")}</span>;
  return limits
    .flatMap((prefix) => registry.kindOfId(`${prefix}_1`) ?? [])
    .map((kind) => <div key={kind.name}>{say(kind.label)}</div>);
}

function Holders({ roles }: { roles: readonly Role[] }): ReactNode {
  const t = useTexts(access);
  const titleOf = useTitle();
  if (roles.length === 0) return <span className="soft">{t("matrix_nobody")}</span>;
  return (
    <ul className="plain small">
      {roles.map((role) => (
        <li key={role.id}>
          <Link to={genericRecordPath("people.role", role.id)}>{titleOf(role)}</Link>
        </li>
      ))}
    </ul>
  );
}
