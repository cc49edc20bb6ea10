import { BellOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/notifications",
    title: { en: "My notifications", zh: "我的通知" },
    icon: BellOutlined,
    permission: "notifications.own.keep",
    group: "work",
    rank: 95,
    does: [
      "notifications.mark_read/1",
      "notifications.set_mail/1",
      "notifications.subscribe/1",
      "notifications.unsubscribe/1",
    ],
    load: () => import("./mine"),
  },
]);
