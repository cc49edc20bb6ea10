import { UserOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/account",
    title: { en: "Account", zh: "账户" },
    icon: UserOutlined,
    permission: null,
    load: () => import("./account"),
  },
]);
