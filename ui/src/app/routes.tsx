import { SCREENS, type Screen } from "@platform/screens/registration";
import { usePermission } from "@platform/session/store";
import { Notice } from "@platform/states/notice";
import { NoPermission } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import type { ReactNode } from "react";
import { Route, Routes } from "react-router-dom";
import { type Load, Loaded } from "./loaded";

/** Generic screens; a module's screen with the same path goes before. */
const GENERIC: readonly { path: string; load: Load }[] = [
  { path: "/lists", load: () => import("./catalogue/lists") },
  { path: "/list/:kind", load: () => import("@platform/list/list-page") },
  { path: "/record/:kind/:key", load: () => import("@platform/record/record-page") },
  { path: "/do", load: () => import("./catalogue/commands") },
  { path: "/do/:name/:version", load: () => import("@platform/form/command-page") },
  { path: "/receipt/:id", load: () => import("@platform/receipt/receipt-page") },
  { path: "/entry/:seq", load: () => import("@platform/entry/entry-page") },
  { path: "/inbox", load: () => import("./inbox/inbox-page") },
  { path: "/found", load: () => import("./search/found-page") },
];

export function Pages(): ReactNode {
  return (
    <Routes>
      {SCREENS.map((screen) => (
        <Route key={screen.path} path={screen.path} element={<Open screen={screen} />} />
      ))}
      {GENERIC.map(({ path, load }) => (
        <Route key={path} path={path} element={<Loaded key={path} load={load} />} />
      ))}
      <Route path="*" element={<Nowhere />} />
    </Routes>
  );
}

function Open({ screen }: { screen: Screen }): ReactNode {
  const isPermitted = usePermission(screen.permission);
  if (!isPermitted) return <NoPermission permission={screen.permission ?? ""} />;
  return <Loaded key={screen.path} load={screen.load} />;
}

function Nowhere(): ReactNode {
  const t = usePlatformTexts();
  return <Notice kind="missing" title={t("not_found_title")} lead={t("not_found_lead")} />;
}
