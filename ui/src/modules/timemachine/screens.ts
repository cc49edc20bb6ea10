import { FieldTimeOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

const title = { en: "Time machine", zh: "时光机" };

export default defineScreens([
  {
    path: "/time",
    title,
    icon: FieldTimeOutlined,
    permission: "traceability.read",
    group: "insight",
    rank: 30,
    load: () => import("./plant"),
  },
  { path: "/time/:id", title, permission: "traceability.read", load: () => import("./subject") },
]);
