import { DownOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { useSay } from "../i18n/language";
import { useRegistry } from "../registry/registry";
import type { CommandInfo, KindInfo } from "../registry/types";
import { commandPath } from "../screens/paths";
import { usePerson } from "../session/store";
import { usePlatformTexts } from "../texts";

/** Commands of the module that are about no record of this kind: they may begin one. */
function beginning(commands: readonly CommandInfo[], kind: KindInfo): CommandInfo[] {
  const noun = kind.name.split(".")[1] ?? "";
  return commands
    .filter((command) => command.module === kind.module && command.about !== kind.prefix)
    .filter((command) => command.kind.split("/")[0]?.endsWith(`_${noun}`))
    .filter((command) => !command.fields.some((field) => field.prefix === kind.prefix));
}

/** Buttons for what begins a record of a kind, as far as the person may. */
export function CommandButtons({ kind }: { kind: KindInfo }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { forms } = useRegistry();
  const { permissions } = usePerson();
  const [first, ...others] = beginning(forms, kind).filter((command) =>
    permissions.has(command.permission),
  );
  if (first === undefined) return null;
  return (
    <>
      <Link to={commandPath(first.kind)} className="ant-link-button">
        <Button type="primary" tabIndex={-1}>
          {say(first.label)}
        </Button>
      </Link>
      {others.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: others.map((command) => ({
              key: command.kind,
              label: <Link to={commandPath(command.kind)}>{say(command.label)}</Link>,
            })),
          }}
        >
          <Button aria-label={t("more")} icon={<DownOutlined />} />
        </Dropdown>
      )}
    </>
  );
}
