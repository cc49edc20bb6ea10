import { SafetyCertificateOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/registrations/expiring",
    title: { en: "Expiring certificates", zh: "证书到期" },
    icon: SafetyCertificateOutlined,
    permission: "registrations.read",
    group: "quality",
    rank: 60,
    load: () => import("./expiring"),
  },
]);
