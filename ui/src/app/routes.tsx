import { SCREENS, type Screen } from "@platform/screens/registration";
import { usePermission } from "@platform/session/store";
import { LoadingState, NoPermission } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { Result } from "antd";
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Route, Routes } from "react-router-dom";

type Load = () => Promise<{ default: ComponentType }>;

/** Generic screens; a module's screen with the same path goes before. */
const GENERIC: readonly { path: string; load: Load }[] = [
  { path: "/", load: () => import("./home/home") },
  { path: "/lists", load: () => import("./catalogue/lists") },
  { path: "/list/:kind", load: () => import("@platform/list/list-page") },
  { path: "/record/:kind/:key", load: () => import("@platform/record/record-page") },
  { path: "/do", load: () => import("./catalogue/commands") },
  { path: "/do/:name/:version", load: () => import("@platform/form/command-page") },
  { path: "/receipt/:id", load: () => import("@platform/receipt/receipt-page") },
  { path: "/entry/:seq", load: () => import("@platform/entry/entry-page") },
  { path: "/inbox", load: () => import("./inbox/inbox-page") },
  { path: "/account", load: () => import("./account/account") },
  { path: "/found", load: () => import("./search/found-page") },
];

const own = new Set(SCREENS.map((screen) => screen.path));
const generic = GENERIC.filter((each) => !own.has(each.path)).map((each) => ({
  path: each.path,
  Page: lazy(each.load),
}));
const registered = SCREENS.map((screen) => ({ screen, Page: lazy(screen.load) }));

export function Pages(): ReactNode {
  return (
    <Suspense fallback={<LoadingState rows={8} />}>
      <Routes>
        {registered.map(({ screen, Page }) => (
          <Route
            key={screen.path}
            path={screen.path}
            element={<Open screen={screen} Page={Page} />}
          />
        ))}
        {generic.map(({ path, Page }) => (
          <Route key={path} path={path} element={<Page />} />
        ))}
        <Route path="*" element={<Nowhere />} />
      </Routes>
    </Suspense>
  );
}

function Open(props: { screen: Screen; Page: ComponentType }): ReactNode {
  const isPermitted = usePermission(props.screen.permission);
  if (!isPermitted) return <NoPermission permission={props.screen.permission ?? ""} />;
  return <props.Page />;
}

function Nowhere(): ReactNode {
  const t = usePlatformTexts();
  return <Result status="404" title={t("not_found_title")} subTitle={t("not_found_lead")} />;
}
