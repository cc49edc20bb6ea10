import { ToolOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/shopfloor",
    title: { en: "Shop-floor terminal", zh: "车间终端" },
    icon: ToolOutlined,
    permission: "production.read",
    group: "work",
    does: [
      "production.start_operation/1",
      "production.finish_operation/1",
      "production.finish_rework/1",
    ],
    rank: 30,
    isBare: true,
    load: () => import("./list"),
  },
  {
    path: "/shopfloor/:order/:position",
    title: { en: "Operation", zh: "工序作业" },
    permission: "production.read",
    isBare: true,
    load: () => import("./operation"),
  },
]);
