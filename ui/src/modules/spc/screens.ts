import { AreaChartOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/spc",
    title: { en: "Control charts", zh: "控制图" },
    icon: AreaChartOutlined,
    permission: "spc.read",
    group: "quality",
    rank: 6,
    load: () => import("./wall"),
  },
  {
    path: "/spc/:id",
    title: { en: "Control chart", zh: "控制图" },
    permission: "spc.read",
    opens: ["spc.chart"],
    load: () => import("./chart"),
  },
  {
    path: "/spc/:id/baseline",
    title: { en: "Baseline of control limits", zh: "控制限基线" },
    permission: "spc.limits.draft",
    load: () => import("./baseline"),
  },
]);
