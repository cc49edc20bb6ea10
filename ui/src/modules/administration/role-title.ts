import { useLanguage } from "@platform/i18n/language";
import type { Role } from "./people";

/** A role is named in both languages by whoever defined it. */
export function useRoleTitle(): (role: Pick<Role, "title" | "title_zh">) => string {
  const language = useLanguage();
  return (role) => (language === "zh" ? role.title_zh : role.title);
}
