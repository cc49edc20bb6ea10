import { BookOutlined, EyeOutlined, ReadOutlined, TableOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/training",
    title: { en: "My training", zh: "我的培训" },
    icon: ReadOutlined,
    permission: null,
    group: "work",
    rank: 80,
    helps: ["not_trained", "policy_not_acknowledged"],
    load: () => import("./mine"),
  },
  {
    path: "/training/paper/:id",
    title: { en: "Training", zh: "培训" },
    permission: null,
    does: [
      "training.confirm_reading/1",
      "training.take_assessment/1",
      "training.record_observation/1",
    ],
    load: () => import("./paper"),
  },
  {
    path: "/training/matrix",
    title: { en: "Training matrix", zh: "培训矩阵" },
    icon: TableOutlined,
    permission: "training.read",
    group: "quality",
    rank: 70,
    load: () => import("./matrix"),
  },
  {
    path: "/training/observe",
    title: { en: "Observe at work", zh: "实操考察" },
    icon: EyeOutlined,
    permission: "training.observation.record",
    group: "quality",
    rank: 80,
    load: () => import("./observe"),
  },
  {
    path: "/do/training.set_assessment/1",
    title: { en: "Set assessment", zh: "设定考核题卷" },
    permission: "training.assessment.set",
    load: () => import("./editor"),
  },
  {
    path: "/guides",
    title: { en: "Guides", zh: "使用指南" },
    icon: BookOutlined,
    permission: null,
    group: "work",
    rank: 90,
    load: () => import("./guides"),
  },
]);
