import { Select } from "antd";
import type { ReactNode } from "react";
import { FieldBox } from "../form/field-box";
import { text } from "../i18n/text";
import { useTexts } from "../i18n/texts";
import type { Standing } from "./acting";
import { access } from "./texts";

const MYSELF = "";
const UNDER_OWN = text(
  "You act and sign under your own name. The entry says on whose behalf.",
  "您以本人名义操作和签名，账本记录注明代谁办理。",
);

/** Chooses in whose name a deputy acts; nothing for who is nobody's deputy in this. */
export function OnBehalf(props: {
  id: string;
  standing: Standing;
  value: string | null;
  onChange: (behalf: string | null) => void;
}): ReactNode {
  const t = useTexts(access);
  const { isOwn, lent } = props.standing;
  if (lent.length === 0) return null;
  const others = lent.map(({ behalf, name }) => ({ value: behalf, label: t("behalf", { name }) }));
  return (
    <div className="fields">
      <FieldBox id={props.id} label={t("in_name")} isRequired={false} help={UNDER_OWN} isWide>
        <Select<string>
          id={props.id}
          value={props.value ?? MYSELF}
          options={isOwn ? [{ value: MYSELF, label: t("myself") }, ...others] : others}
          onChange={(value) => props.onChange(value === MYSELF ? null : value)}
          styles={{ root: { width: "100%" } }}
        />
      </FieldBox>
    </div>
  );
}
