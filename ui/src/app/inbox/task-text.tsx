import type { RecordValues } from "@platform/api/types";
import { useSay } from "@platform/i18n/language";
import { firstText } from "@platform/i18n/text";
import { useSealed } from "@platform/receipt/use-sealed";
import type { ReactNode } from "react";

/**
 * What a task is about. The record keeps one language; the entry that opened it says the same in
 * both, for whoever may read it.
 */
export function TaskText({ task }: { task: RecordValues }): ReactNode {
  const say = useSay();
  const { data } = useSealed(String(task.command_id));
  const deviations = (data?.deviations ?? []) as { code?: string; message?: unknown }[];
  const own = deviations.find((each) => each.code === task.code);
  const said = firstText(own?.message);
  return said ? say(said) : String(task.detail ?? task.code);
}
