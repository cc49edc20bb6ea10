import { EditOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/signing-key",
    title: { en: "My signing key", zh: "我的签名密钥" },
    icon: EditOutlined,
    permission: "signing.key.enrol",
    group: "administration",
    does: ["signing.enrol_key/1"],
    helps: ["no_signing_key", "signing_key_not_active"],
    rank: 5,
    load: () => import("./own-key"),
  },
]);
