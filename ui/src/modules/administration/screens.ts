import { BookOutlined, KeyOutlined, SettingOutlined, TeamOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/administration/people",
    title: { en: "People", zh: "人员" },
    icon: TeamOutlined,
    permission: "people.read",
    group: "administration",
    rank: 10,
    load: () => import("./people-page"),
  },
  {
    path: "/administration/roles",
    title: { en: "Roles and permissions", zh: "角色与权限" },
    icon: KeyOutlined,
    permission: "people.read",
    group: "administration",
    rank: 20,
    load: () => import("./roles-page"),
  },
  {
    path: "/administration/dictionary",
    title: { en: "Data dictionary", zh: "元数据字典" },
    icon: BookOutlined,
    permission: null,
    group: "administration",
    rank: 30,
    load: () => import("./dictionary-page"),
  },
  {
    path: "/administration/site",
    title: { en: "Site settings", zh: "站点设置" },
    icon: SettingOutlined,
    permission: null,
    group: "administration",
    rank: 40,
    load: () => import("./site-page"),
  },
]);
