import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name, useName } from "@platform/names/name";
import { recordPath } from "@platform/screens/paths";
import { Asked } from "@platform/states/asked";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { Records } from "../../generated/registry";
import styles from "./access.module.css";
import { Left } from "./taken-span";
import { access } from "./texts";
import { useNow } from "./use-access";

export type EmergencyRecord = Records["people.emergency"];

/** Everybody who acts in an emergency now, and for how long yet. */
export function Running(): ReactNode {
  const t = useTexts(access);
  const now = useNow();
  const question = useRecords("people.emergency", {
    state: "to_be_reviewed",
    sort: "-taken_until",
    limit: 200,
  });
  return (
    <Card size="small" title={t("running_now")}>
      <Asked question={question}>
        {({ records }) => {
          const running = records.filter((each) => Date.parse(each.taken_until) > now);
          if (running.length === 0) return <p className="soft">{t("running_none")}</p>;
          return running.map((each) => <RunningOne key={each.id} of={each} />);
        }}
      </Asked>
    </Card>
  );
}

function RunningOne({ of }: { of: EmergencyRecord }): ReactNode {
  const t = useTexts(access);
  const { instant } = useFormats();
  return (
    <div className={styles.held}>
      <div className={styles.spread}>
        <EmergencyName of={of} />
        <Left until={of.taken_until} />
      </div>
      <p className="wrap">{of.reason}</p>
      <p className="soft small">
        {t("span", { from: instant(of.taken_from), until: instant(of.taken_until) })}
      </p>
    </div>
  );
}

/** Who took which role, as a link to the record. */
export function EmergencyName({ of }: { of: EmergencyRecord }): ReactNode {
  const say = useSay();
  const role = useName(of.role_id);
  return (
    <span>
      <Name id={of.user_id} /> ·{" "}
      <Link className="name" to={recordPath("people.emergency", of.id)}>
        {role?.detail ? say(role.detail) : of.role_id}
      </Link>
    </span>
  );
}
