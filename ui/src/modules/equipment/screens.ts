import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/equipment/:id",
    title: { en: "Equipment", zh: "设备" },
    permission: "equipment.read",
    opens: ["equipment.equipment"],
    load: () => import("./equipment"),
  },
]);
