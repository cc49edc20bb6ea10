import { ShopOutlined } from "@ant-design/icons";
import { defineScreens, type Screen } from "@platform/screens/registration";

const bare = { isBare: true, permission: "warehouse.read" } satisfies Partial<Screen>;

export default defineScreens([
  {
    ...bare,
    path: "/warehouse",
    title: { en: "Warehouse terminal", zh: "仓库终端" },
    icon: ShopOutlined,
    permission: "warehouse.stock.move",
    group: "work",
    does: ["warehouse.move_stock/1"],
    rank: 20,
    load: () => import("./home"),
  },
  {
    ...bare,
    path: "/warehouse/move",
    title: { en: "Put away and move", zh: "上架与移库" },
    permission: "warehouse.stock.move",
    load: () => import("./move"),
  },
  {
    ...bare,
    path: "/warehouse/pick",
    title: { en: "Pick", zh: "拣货与领料" },
    load: () => import("./pick-list"),
  },
  {
    ...bare,
    path: "/warehouse/pick/:id",
    title: { en: "Pick an order", zh: "按单拣货" },
    does: ["sales.dispatch/1"],
    load: () => import("./pick"),
  },
  {
    ...bare,
    path: "/warehouse/pack",
    title: { en: "Pack", zh: "装箱" },
    permission: "warehouse.package.pack",
    load: () => import("./pack"),
  },
  {
    ...bare,
    path: "/warehouse/count",
    title: { en: "Count", zh: "盘点" },
    permission: "warehouse.stock.count",
    load: () => import("./count"),
  },
]);
