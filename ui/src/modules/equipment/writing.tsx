import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { possiblePath } from "@platform/record/possible";
import { usePossible } from "@platform/record/use-record";
import { StateTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { equipment } from "./texts";
import type { Overview, SettingNow } from "./types";

const TRANSMIT = "transmission.transmit_setting/1";
const KIND = "transmission.transmission";

/** The button that has a setting written to its machine, and what became of it the last time. */
export function Writing(props: {
  setting: SettingNow;
  writing: NonNullable<Overview["writing"]>;
}): ReactNode {
  const t = useTexts(equipment);
  const { setting, writing } = props;
  const last = writing.newest.find((each) => each.program === setting.program);
  if (!writing.is_connected && last === undefined) return null;
  return (
    <div className="gap-above">
      <Transmit setting={setting.id} />
      {last !== undefined && (
        <p>
          <StateTag kind={KIND} state={last.state} /> <Name id={last.id} />{" "}
          <span className="soft small">
            <Instant at={last.at} />
            {last.setting_id !== setting.id && ` · ${t("former_revision")}`}
            {last.cause !== null && ` · ${last.cause}`}
          </span>
        </p>
      )}
    </div>
  );
}

/** Nothing for whoever may never do it; why not, where it cannot be done just now. */
function Transmit({ setting }: { setting: string }): ReactNode {
  const t = useTexts(equipment);
  const say = useSay();
  const possible = usePossible(setting)?.find((each) => each.kind === TRANSMIT);
  if (possible === undefined || possible.code === "not_permitted") return null;
  if (!possible.allowed) {
    return possible.why && <p className="soft small">{say(possible.why)}</p>;
  }
  return (
    <Link to={possiblePath(setting, possible)}>
      <Button size="small" tabIndex={-1}>
        {t("write")}
      </Button>
    </Link>
  );
}
