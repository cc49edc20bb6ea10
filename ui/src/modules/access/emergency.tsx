import { useActing } from "@platform/acting/acting";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { commandPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./access.module.css";
import { OwnRole } from "./emergency-own";
import { Verdicts } from "./emergency-review";
import { Running } from "./emergency-running";
import { TakenSpan } from "./taken-span";
import { access } from "./texts";
import type { Taken } from "./types";
import { useOwn } from "./use-access";

/** `/access/emergency`: one's own emergency roles; for who looks after access, everybody's. */
export default function Emergency(): ReactNode {
  const t = useTexts(access);
  const mayRead = usePermission("people.read");
  const mayGrant = usePermission("people.role.grant");
  const acting = useActing();
  const own = useOwn();
  return (
    <>
      <PageHead
        title={t("emergency")}
        lead={t("emergency_lead")}
        actions={
          mayGrant && (
            <Link to={commandPath("people.grant_role/1")}>
              <Button tabIndex={-1}>{t("grant_emergency")}</Button>
            </Link>
          )
        }
      />
      <div className="stack">
        <Card size="small" title={t("mine")}>
          <Asked question={acting}>
            {({ emergency }) => (
              <>
                {emergency.length === 0 && <p className="soft">{t("mine_none")}</p>}
                {emergency.map((role) => (
                  <OwnRole key={role.role_id} role={role} />
                ))}
              </>
            )}
          </Asked>
        </Card>
        {mayRead && <Running />}
        {mayRead && <Verdicts />}
        <Asked question={own}>
          {({ taken }) =>
            taken.length > 0 && (
              <Card size="small" title={t("my_past")}>
                {taken.toReversed().map((each) => (
                  <Mine key={each.emergency_id} taken={each} />
                ))}
              </Card>
            )
          }
        </Asked>
      </div>
    </>
  );
}

function Mine({ taken }: { taken: Taken }): ReactNode {
  const say = useSay();
  return (
    <div className={styles.held}>
      <div className={styles.spread}>
        <strong>{say(taken.title)}</strong>
        <TakenSpan
          from={taken.from}
          until={taken.until}
          state={taken.state}
          verdict={taken.verdict}
        />
      </div>
      <p className="wrap">{taken.reason}</p>
    </div>
  );
}
