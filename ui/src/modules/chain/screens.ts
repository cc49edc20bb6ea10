import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/chain/:id",
    title: { en: "Cause chain", zh: "因果链" },
    permission: null,
    load: () => import("./chain"),
  },
]);
