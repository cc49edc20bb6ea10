import type { RecordValues } from "../api/types";
import type { Text } from "../i18n/text";

/** What a task of the system is about, in both languages as far as it was written so. */
export function taskText(task: RecordValues): Text {
  const en = String(task.detail ?? task.code);
  return { en, zh: String(task.detail_zh ?? en) };
}
