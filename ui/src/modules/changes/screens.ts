import { AuditOutlined, SwapOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/approvals",
    title: { en: "To sign", zh: "待我签署" },
    icon: AuditOutlined,
    permission: null,
    group: "work",
    rank: 5,
    load: () => import("./approvals"),
  },
  {
    path: "/changes",
    title: { en: "Changes", zh: "变更" },
    icon: SwapOutlined,
    permission: "changes.read",
    group: "quality",
    rank: 40,
    load: () => import("./list"),
  },
  {
    path: "/changes/compare",
    title: { en: "Compare versions", zh: "版本比较" },
    permission: "changes.read",
    load: () => import("./compare"),
  },
  {
    path: "/changes/:id",
    title: { en: "Change order", zh: "变更单" },
    permission: "changes.read",
    opens: ["changes.order"],
    load: () => import("./change"),
  },
]);
