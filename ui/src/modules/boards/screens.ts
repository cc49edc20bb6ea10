import {
  AppstoreOutlined,
  CalendarOutlined,
  EnvironmentOutlined,
  HourglassOutlined,
  ProjectOutlined,
} from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/boards/orders",
    title: { en: "Orders board", zh: "订单看板" },
    icon: ProjectOutlined,
    permission: "production.read",
    group: "insight",
    rank: 20,
    load: () => import("./orders"),
  },
  {
    path: "/boards/schedule",
    title: { en: "Schedule", zh: "排程看板" },
    icon: CalendarOutlined,
    permission: "production.read",
    group: "insight",
    rank: 30,
    load: () => import("./schedule"),
  },
  {
    path: "/boards/stock",
    title: { en: "Stock by status", zh: "库存看板" },
    icon: AppstoreOutlined,
    permission: "warehouse.read",
    group: "stock",
    rank: 20,
    load: () => import("./stock"),
  },
  {
    path: "/boards/expiry",
    title: { en: "Expiry", zh: "效期看板" },
    icon: HourglassOutlined,
    permission: "warehouse.read",
    group: "stock",
    rank: 30,
    load: () => import("./expiry"),
  },
  {
    path: "/boards/map",
    title: { en: "Warehouse map", zh: "仓库地图" },
    icon: EnvironmentOutlined,
    permission: "warehouse.read",
    group: "stock",
    rank: 40,
    load: () => import("./map"),
  },
]);
