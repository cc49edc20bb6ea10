import { useSay } from "@platform/i18n/language";
import { useRegistry } from "@platform/registry/registry";
import { Tag } from "antd";
import type { ReactNode } from "react";
import styles from "./access.module.css";
import { grouped } from "./permissions";

/** Permissions by their labels, by module. */
export function PermissionList({ permissions }: { permissions: readonly string[] }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  return (
    <dl className={styles.permissions}>
      {grouped(permissions).map((group) => (
        <div key={group.module}>
          <dt>{say(registry.module(group.module))}</dt>
          <dd className="tags">
            {group.permissions.map((each) => (
              <Tag key={each} title={each}>
                {say(registry.label(each))}
              </Tag>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
