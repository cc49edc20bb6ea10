import { InboxOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/receiving",
    title: { en: "Receiving", zh: "收货台" },
    icon: InboxOutlined,
    permission: "warehouse.lot.receive",
    group: "work",
    does: ["warehouse.receive_lot/1"],
    rank: 10,
    isBare: true,
    load: () => import("./receiving"),
  },
]);
