import { useActing } from "@platform/acting/acting";
import { useSay } from "@platform/i18n/language";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath } from "@platform/screens/paths";
import { usePerson } from "@platform/session/store";
import { usePlatformTexts } from "@platform/texts";
import type { ReactNode } from "react";
import { Catalogue } from "./catalogue";

/** Every command that the person may do, in their own name or as a deputy, by module. */
export default function Commands(): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { forms } = useRegistry();
  const { permissions } = usePerson();
  const lent = new Set(useActing().data?.delegations.flatMap((each) => each.permissions));
  const entries = forms
    .filter(({ permission }) => permissions.has(permission) || lent.has(permission))
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
