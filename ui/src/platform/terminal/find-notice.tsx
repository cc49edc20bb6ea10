import type { ReactNode } from "react";
import { useSay } from "../i18n/language";
import { useTexts } from "../i18n/texts";
import { Choices } from "./choices";
import { Notice } from "./outcome";
import { terminal } from "./texts";
import type { Finding } from "./use-find";

/** What became of a scan that was not understood, or means several things. */
export function FindNotice({ finding }: { finding: Finding }): ReactNode {
  const t = useTexts(terminal);
  const say = useSay();
  const { missed, problem, candidates } = finding;
  if (problem !== null) {
    return <Notice tone={problem.isConnectionLost ? "odd" : "bad"} title={say(problem.text)} />;
  }
  if (candidates.length > 0) {
    return (
      <Choices
        label={t("which")}
        isFocused
        choices={candidates.map((pick) => ({
          key: pick.id,
          title: pick.name,
          detail: pick.detail === null ? undefined : say(pick.detail),
        }))}
        onChoose={finding.choose}
      />
    );
  }
  if (missed === null) return null;
  return <Notice tone="bad" title={t("not_known", { text: missed })} />;
}
