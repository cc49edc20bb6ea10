import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/do/rules.draft_version/1",
    title: { en: "Write rule", zh: "编写规则" },
    permission: "rules.version.draft",
    load: () => import("./editor"),
  },
  {
    path: "/rules/version/:id",
    title: { en: "Version of a rule", zh: "规则版本" },
    permission: "rules.read",
    opens: ["rules.rule_version"],
    load: () => import("./version"),
  },
]);
