import { HomeOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/",
    title: { en: "Home", zh: "首页" },
    icon: HomeOutlined,
    permission: null,
    load: () => import("./home"),
  },
]);
