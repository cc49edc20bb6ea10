import { SafetyCertificateOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/ledger",
    title: { en: "Ledger", zh: "账本" },
    icon: SafetyCertificateOutlined,
    permission: "ledger.read",
    group: "insight",
    rank: 80,
    load: () => import("./ledger"),
  },
]);
