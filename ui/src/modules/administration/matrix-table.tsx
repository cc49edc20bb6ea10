import { CheckOutlined, DownOutlined } from "@ant-design/icons";
import type { JsonObject } from "@platform/api/types";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Matrix } from "@platform/matrix/matrix";
import { useRegistry } from "@platform/registry/registry";
import { genericRecordPath } from "@platform/screens/paths";
import { usePerson } from "@platform/session/store";
import { Button, Dropdown } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link } from "react-router-dom";
import styles from "./administration.module.css";
import type { Asked } from "./command-drawer";
import type { MatrixGroup } from "./matrix";
import type { Role } from "./people";
import { useRoleTitle } from "./role-title";
import { administration } from "./texts";

/** Role by permission; headings stay while one scrolls. */
export function MatrixTable(props: {
  groups: readonly MatrixGroup[];
  roles: readonly Role[];
  holders: ReadonlyMap<string, number>;
  onAsk: (asked: Asked) => void;
}): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const registry = useRegistry();
  const held = useMemo(
    () => new Map(props.roles.map((role) => [role.id, new Set(role.permissions)])),
    [props.roles],
  );
  return (
    <Matrix label={t("matrix")} className={styles.matrix}>
      <thead>
        <tr>
          <th scope="col">{t("matrix_permission")}</th>
          {props.roles.map((role) => (
            <th key={role.id} scope="col">
              <RoleHead role={role} holders={props.holders.get(role.id) ?? 0} onAsk={props.onAsk} />
            </th>
          ))}
        </tr>
      </thead>
      {props.groups.map((group) => (
        <tbody key={group.module}>
          <tr className={styles.group}>
            <th scope="rowgroup">
              <span className={styles.groupName}>{say(registry.module(group.module))}</span>
            </th>
            <td colSpan={props.roles.length} />
          </tr>
          {group.permissions.map(({ code, label }) => (
            <tr key={code}>
              <th scope="row">
                {say(label)}
                <div className="soft small mono">{code}</div>
              </th>
              {props.roles.map((role) => (
                <Cell key={role.id} isHeld={held.get(role.id)?.has(code) ?? false} />
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </Matrix>
  );
}

function Cell({ isHeld }: { isHeld: boolean }): ReactNode {
  const t = useTexts(administration);
  return (
    <td data-held={isHeld}>
      {isHeld ? (
        <CheckOutlined aria-label={t("matrix_holds")} />
      ) : (
        <span className={styles.lacks} role="img" aria-label={t("matrix_lacks")}>
          ·
        </span>
      )}
    </td>
  );
}

/** A role, how many have it, and the commands that change it. */
function RoleHead(props: {
  role: Role;
  holders: number;
  onAsk: (asked: Asked) => void;
}): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const titleOf = useRoleTitle();
  const registry = useRegistry();
  const { permissions } = usePerson();
  const { role } = props;
  const commands = registry
    .commandsAbout("rol")
    .filter((command) => permissions.has(command.permission) && role.state === "active");
  return (
    <div className={styles.roleHead}>
      <Link to={genericRecordPath("people.role", role.id)}>{titleOf(role)}</Link>
      <Link to={`/administration/people?role=${role.id}`} className="small">
        {t("holders", { count: props.holders })}
      </Link>
      {commands.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: commands.map(({ kind, label }) => ({ key: kind, label: say(label) })),
            onClick: ({ key }) => props.onAsk({ kind: key, given: givenFor(key, role) }),
          }}
        >
          <Button
            size="small"
            type="text"
            icon={<DownOutlined />}
            aria-label={t("change", { role: titleOf(role) })}
          />
        </Dropdown>
      )}
    </div>
  );
}

/** A change begins with what the role is now. */
function givenFor(kind: string, role: Role): JsonObject {
  if (!kind.startsWith("people.change_role/")) return { role_id: role.id };
  const { title, title_zh } = role;
  return { role_id: role.id, title, title_zh, permissions: [...role.permissions] };
}
