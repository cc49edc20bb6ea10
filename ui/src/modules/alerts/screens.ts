import { AlertOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/alerts",
    title: { en: "Alert board", zh: "报警看板" },
    icon: AlertOutlined,
    permission: "alerts.read",
    group: "quality",
    rank: 4,
    load: () => import("./board"),
  },
]);
