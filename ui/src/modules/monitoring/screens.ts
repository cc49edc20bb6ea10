import { HeartOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/monitoring",
    title: { en: "Machines and rooms", zh: "过程监测" },
    icon: HeartOutlined,
    permission: "monitoring.read",
    group: "quality",
    rank: 5,
    load: () => import("./live"),
  },
  {
    path: "/monitoring/by-hand",
    title: { en: "Readings that wait for a second person", zh: "待第二人复核的读数" },
    permission: "monitoring.read",
    does: ["monitoring.confirm_reading/1", "monitoring.contradict_reading/1"],
    load: () => import("./to-confirm"),
  },
  {
    path: "/monitoring/import",
    title: { en: "Import readings", zh: "导入读数" },
    permission: "monitoring.reading.record",
    load: () => import("./import"),
  },
  {
    path: "/monitoring/read/:id",
    title: { en: "Enter reading", zh: "录入读数" },
    permission: "monitoring.reading.enter",
    does: ["monitoring.enter_reading/1"],
    load: () => import("./enter"),
  },
  {
    path: "/monitoring/:id",
    title: { en: "Monitoring point", zh: "监测点" },
    permission: "monitoring.read",
    opens: ["monitoring.point"],
    load: () => import("./point"),
  },
]);
