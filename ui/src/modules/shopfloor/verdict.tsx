import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import type { Acting } from "@platform/terminal/act";
import { Notice, OutcomeNotice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { terminal } from "@platform/terminal/texts";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { PaneProps } from "./pane";
import { shopfloor } from "./texts";

/** Whether all values that these events judge are within their limits. */
export function areWithin(events: readonly { kind: string }[] | undefined): boolean {
  return events?.every((event) => !("within" in event) || event.within === true) ?? true;
}

/** Whether what was done last is a sealed value outside its limits. */
export function isOutside({ done }: Pick<Acting, "done">): boolean {
  return done?.outcome.is === "sealed" && !areWithin(done.outcome.receipt.events);
}

/**
 * What became of the last deed; of a sealed parameter what it was worth: the server's verdict,
 * never one of this screen. Outside limits it stays until somebody goes on.
 */
export function Verdict({ acting, sight }: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const l = useTexts(terminal);
  const { amount } = useFormats();
  const done = acting.done;
  if (done?.outcome.is !== "sealed") return <OutcomeNotice acting={acting} />;
  const event = done.outcome.receipt.events?.find((each) =>
    each.kind.startsWith("production.parameter_recorded"),
  );
  if (event === undefined) return <OutcomeNotice acting={acting} />;
  const name = sight.parameters.find((each) => each.id === event.parameter_id)?.name ?? "";
  const { value, unit } = done.deed.body;
  const shown = `${name} ${amount(String(value), String(unit))}`;
  const isWithin = event.within === true;
  return (
    <>
      <Notice
        tone={isWithin ? "good" : "bad"}
        isHuge={!isWithin}
        title={t(isWithin ? "verdict_within" : "verdict_outside", { value: shown })}
        actions={
          !isWithin && (
            <Button size="large" className={style.big} onClick={acting.clear}>
              {l("close")}
            </Button>
          )
        }
      >
        {!isWithin && <p className={style.noticeText}>{t("verdict_outside_lead")}</p>}
      </Notice>
      {(done.outcome.receipt.deviations ?? []).length > 0 && <OutcomeNotice acting={acting} />}
    </>
  );
}
