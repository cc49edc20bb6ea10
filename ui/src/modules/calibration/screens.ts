import { ToolOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/calibration",
    title: { en: "Calibration and maintenance", zh: "校准与维护" },
    icon: ToolOutlined,
    permission: "calibration.read",
    group: "quality",
    rank: 50,
    load: () => import("./board"),
  },
  {
    path: "/calibration/impact/:id",
    title: { en: "Impact assessment", zh: "影响评估" },
    permission: "calibration.read",
    opens: ["calibration.impact"],
    load: () => import("./impact"),
  },
]);
