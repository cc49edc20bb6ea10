import { useSay } from "@platform/i18n/language";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { listPath } from "@platform/screens/paths";
import { usePerson } from "@platform/session/store";
import { usePlatformTexts } from "@platform/texts";
import type { ReactNode } from "react";
import { Catalogue } from "./catalogue";

/** Every kind of record that the person may read, by module. */
export default function Lists(): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { kinds } = useRegistry();
  const { permissions } = usePerson();
  const entries = kinds
    .filter((kind) => permissions.has(kind.permission))
    .map((kind) => ({ module: kind.module, path: listPath(kind.name), label: say(kind.label) }));
  return (
    <>
      <PageHead title={t("lists")} />
      <Catalogue entries={entries} />
    </>
  );
}
