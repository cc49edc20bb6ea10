import { defineScreens } from "@platform/screens/registration";

export default defineScreens([
  {
    path: "/unit/:id",
    title: { en: "Lot, serial, package", zh: "批、序列号、包装" },
    permission: "warehouse.read",
    opens: ["warehouse.lot", "warehouse.serial", "warehouse.package"],
    load: () => import("./unit"),
  },
]);
