import {
  AuditOutlined,
  BookOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
} from "@ant-design/icons";
import { defineScreens } from "@platform/screens/registration";

const permission = "documents.read";

export default defineScreens([
  {
    path: "/documents",
    title: { en: "Documents", zh: "受控文件" },
    icon: FileProtectOutlined,
    permission,
    group: "quality",
    rank: 40,
    load: () => import("./list"),
  },
  {
    path: "/documents/inbox",
    title: { en: "Documents to review", zh: "文件审批" },
    icon: AuditOutlined,
    permission,
    group: "quality",
    rank: 41,
    load: () => import("./inbox"),
  },
  {
    path: "/documents/workplace",
    title: { en: "Workplace documents", zh: "作业点文件" },
    icon: FileDoneOutlined,
    permission,
    group: "work",
    rank: 60,
    load: () => import("./workplace"),
  },
  {
    path: "/documents/workplace/:id",
    title: { en: "Workplace documents", zh: "作业点文件" },
    permission,
    load: () => import("./workplace"),
  },
  {
    path: "/documents/document/:id",
    title: { en: "Document", zh: "受控文件" },
    permission,
    opens: ["documents.document"],
    load: () => import("./document"),
  },
  {
    path: "/documents/revision/:id",
    title: { en: "Document revision", zh: "文件版本" },
    permission,
    opens: ["documents.revision"],
    load: () => import("./revision"),
  },
  {
    path: "/do/documents.draft_revision/1",
    title: { en: "Draft revision", zh: "编制版本" },
    permission: "documents.revision.draft",
    load: () => import("./draft"),
  },
  {
    path: "/do/documents.replace_draft/1",
    title: { en: "Replace file of draft", zh: "更换草稿文件" },
    permission: "documents.revision.draft",
    load: () => import("./draft"),
  },
  {
    path: "/device-file",
    title: { en: "Device file", zh: "器械主文档" },
    icon: BookOutlined,
    permission: "items.read",
    group: "quality",
    rank: 42,
    load: () => import("./device-file-choice"),
  },
  {
    path: "/device-file/:id",
    title: { en: "Device file", zh: "器械主文档" },
    permission: "items.read",
    load: () => import("./device-file"),
  },
]);
