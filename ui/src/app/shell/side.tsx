import {
  AppstoreOutlined,
  FormOutlined,
  HomeOutlined,
  InboxOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import { useSay } from "@platform/i18n/language";
import { useRegistry } from "@platform/registry/registry";
import { listPath } from "@platform/screens/paths";
import { type Group, SCREENS, type Screen } from "@platform/screens/registration";
import { usePerson } from "@platform/session/store";
import { usePlatformTexts } from "@platform/texts";
import { Drawer, Menu, type MenuProps } from "antd";
import { type ReactNode, useMemo } from "react";
import { matchPath, useLocation, useNavigate } from "react-router-dom";

type Items = NonNullable<MenuProps["items"]>;

const GROUPS: readonly Group[] = ["work", "stock", "quality", "insight", "administration"];

/** The navigation: beside the page, or over it where the window is narrow. */
export function Side(props: {
  isOpen: boolean;
  isOverlay: boolean;
  onClose: () => void;
}): ReactNode {
  const t = usePlatformTexts();
  const menu = <Navigation />;
  if (props.isOverlay) {
    return (
      <Drawer
        open={props.isOpen}
        onClose={props.onClose}
        placement="left"
        size={264}
        title={t("navigation")}
        styles={{ body: { padding: 0 } }}
      >
        {menu}
      </Drawer>
    );
  }
  return props.isOpen ? <div className="side">{menu}</div> : null;
}

function Navigation(): ReactNode {
  const t = usePlatformTexts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const items = useItems();
  const module = matchPath("/list/:kind", pathname)?.params.kind?.split(".")[0];
  return (
    <nav aria-label={t("navigation")}>
      <Menu
        mode="inline"
        items={items}
        selectedKeys={[pathname]}
        defaultOpenKeys={module ? [`module:${module}`] : []}
        onClick={({ key }) => void navigate(key)}
      />
    </nav>
  );
}

function useItems(): Items {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const { permissions } = usePerson();
  return useMemo(() => {
    const may = (code: string | null) => code === null || permissions.has(code);
    const screens = SCREENS.filter((each) => each.group !== undefined && may(each.permission));
    const item = (screen: Screen) => ({
      key: screen.path,
      icon: screen.icon ? <screen.icon /> : <AppstoreOutlined />,
      label: say(screen.title),
    });
    const groups = GROUPS.flatMap((group) => {
      const children = screens
        .filter((each) => each.group === group)
        .sort((one, other) => (one.rank ?? 100) - (other.rank ?? 100))
        .map(item);
      return children.length === 0
        ? []
        : [{ type: "group" as const, label: t(`group_${group}`), children }];
    });
    const modules = registry.modules.flatMap((module) => {
      const kinds = registry.kinds.filter(
        (kind) => kind.module === module.name && may(kind.permission),
      );
      const children = kinds.map((kind) => ({ key: listPath(kind.name), label: say(kind.label) }));
      return children.length === 0
        ? []
        : [{ key: `module:${module.name}`, label: say(module.title), children }];
    });
    return [
      { key: "/", icon: <HomeOutlined />, label: t("home") },
      { key: "/inbox", icon: <InboxOutlined />, label: t("inbox") },
      { key: "/do", icon: <FormOutlined />, label: t("commands") },
      ...groups,
      {
        type: "group" as const,
        label: t("group_records"),
        children: [
          { key: "/lists", icon: <UnorderedListOutlined />, label: t("lists") },
          ...modules,
        ],
      },
    ];
  }, [t, say, registry, permissions]);
}
