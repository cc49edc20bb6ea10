import type { ReactNode } from "react";
import { useSay } from "../i18n/language";
import type { Text } from "../i18n/text";
import { usePlatformTexts } from "../texts";

/** A control with its label above and its help or problem below. */
export function FieldBox(props: {
  id: string;
  label: string;
  isRequired: boolean;
  help?: Text | null;
  problem?: Text | undefined;
  isWide?: boolean;
  /** Several controls under one label. */
  isGroup?: boolean;
  children: ReactNode;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const help = props.help ? say(props.help) : "";
  const label = (
    <>
      {props.label}
      {props.isRequired && (
        <span className="needed" title={t("form_needed")} aria-hidden="true">
          *
        </span>
      )}
    </>
  );
  const content = (
    <>
      {props.children}
      {props.problem ? (
        <div id={`${props.id}-said`} className="field-said bad" role="alert">
          {say(props.problem)}
        </div>
      ) : (
        help !== "" && (
          <div id={`${props.id}-said`} className="field-said soft">
            {help}
          </div>
        )
      )}
    </>
  );
  const className = props.isWide ? "field field-wide" : "field";
  if (props.isGroup) {
    return (
      <fieldset className={className} data-problem={props.problem !== undefined || undefined}>
        <legend>{label}</legend>
        {content}
      </fieldset>
    );
  }
  return (
    <div className={className} data-problem={props.problem !== undefined || undefined}>
      <label htmlFor={props.id}>{label}</label>
      {content}
    </div>
  );
}
