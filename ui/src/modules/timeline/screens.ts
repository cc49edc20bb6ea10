import { HistoryOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

const title = { en: "Timeline", zh: "时间线" };

export default defineScreens([
  {
    path: "/timeline",
    title,
    icon: HistoryOutlined,
    permission: "traceability.read",
    group: "insight",
    rank: 20,
    load: () => import("./start"),
  },
  { path: "/timeline/:id", title, permission: null, load: () => import("./timeline") },
]);
