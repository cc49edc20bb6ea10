import { ExperimentOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/bench",
    title: { en: "Inspection bench", zh: "检验台" },
    icon: ExperimentOutlined,
    permission: "inspection.read",
    group: "quality",
    does: ["inspection.record_result/1", "inspection.decide_inspection/1"],
    rank: 10,
    isKept: true,
    load: () => import("./list"),
  },
  {
    path: "/bench/:id",
    title: { en: "Inspection", zh: "检验" },
    permission: "inspection.read",
    opens: ["inspection.inspection"],
    does: ["inspection.record_result/1"],
    isKept: true,
    load: () => import("./bench"),
  },
]);
