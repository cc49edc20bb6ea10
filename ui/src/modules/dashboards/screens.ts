import { BarChartOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/dashboard",
    title: { en: "Dashboard", zh: "指标看板" },
    icon: BarChartOutlined,
    permission: "traceability.read",
    group: "insight",
    rank: 10,
    load: () => import("./dashboard"),
  },
]);
