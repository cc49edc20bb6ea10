import { ApartmentOutlined } from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

const title = { en: "Genealogy", zh: "谱系" };

export default defineScreens([
  {
    path: "/genealogy",
    title,
    icon: ApartmentOutlined,
    permission: "genealogy.read",
    group: "insight",
    rank: 10,
    load: () => import("./start"),
  },
  {
    path: "/genealogy/:id",
    title,
    permission: "genealogy.read",
    load: () => import("./genealogy"),
  },
]);
