import { useSay } from "@platform/i18n/language";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath } from "@platform/screens/paths";
import { usePerson } from "@platform/session/store";
import { usePlatformTexts } from "@platform/texts";
import type { ReactNode } from "react";
import { Catalogue } from "./catalogue";

/** Every command that the person may do, by module. */
export default function Commands(): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { forms } = useRegistry();
  const { permissions } = usePerson();
  const entries = forms
    .filter((command) => permissions.has(command.permission))
    .map((command) => ({
      module: command.module,
      path: commandPath(command.kind),
      label: say(command.label),
      help: say(command.help),
    }));
  return (
    <>
      <PageHead title={t("commands")} lead={t("commands_lead")} />
      <Catalogue entries={entries} />
    </>
  );
}
