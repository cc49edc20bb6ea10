import { BarcodeOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/labels",
    title: { en: "Labels", zh: "标签" },
    icon: BarcodeOutlined,
    permission: "labelling.read",
    group: "work",
    does: ["labelling.print_labels/1", "labelling.draft_template/1"],
    rank: 60,
    load: () => import("./labels"),
  },
  {
    path: "/labels/template/:id",
    title: { en: "Label template", zh: "标签模板" },
    permission: "labelling.read",
    opens: ["labelling.template"],
    load: () => import("./template-page"),
  },
  {
    path: "/labels/design",
    title: { en: "Label design", zh: "标签设计" },
    permission: "labelling.template.draft",
    load: () => import("./designer"),
  },
]);
