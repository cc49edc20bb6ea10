import { Clashes, Forewarned, useNewRoles } from "@platform/acting/conflicts";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import type { Text } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { IdPicker } from "@platform/pick/id-picker";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath, genericRecordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./access.module.css";
import { access } from "./texts";
import type { Separated, SeparationsAnswer } from "./types";
import { useSeparations } from "./use-access";

const DEFINE = "people.define_separation/1";
const RETIRE = "people.retire_separation/1";
const SEPARATE = "people.separate_administration/1";
const DECIDE = "people.decide_exception/1";

/** `/access/separation`: what is kept apart, who has both, what a new role would conflict with. */
export default function Separation(): ReactNode {
  const t = useTexts(access);
  const question = useSeparations();
  return (
    <>
      <PageHead
        title={t("separation")}
        lead={t("separation_lead")}
        actions={<Do kind={DEFINE} isPrimary />}
      />
      <Asked question={question}>
        {(answer) => (
          <div className="stack">
            <BuiltIn isSeparated={answer.is_separated} />
            <Card size="small" title={t("pairs")}>
              {answer.separations.length === 0 && <p className="soft">{t("pairs_none")}</p>}
              {answer.separations.map((each) => (
                <Pair key={each.separation_id} pair={each} names={answer.names} />
              ))}
            </Card>
            <div className={styles.two}>
              <Exceptions separations={answer.separations} />
              <TryOut />
            </div>
          </div>
        )}
      </Asked>
    </>
  );
}

/** A way to the form of a command, for whoever may give it. */
function Do(props: {
  kind: string;
  given?: Readonly<Record<string, string>>;
  isPrimary?: boolean;
}): ReactNode {
  const say = useSay();
  const command = useRegistry().command(props.kind);
  const isPermitted = usePermission(command?.permission);
  if (command === undefined || !isPermitted) return null;
  return (
    <Link to={commandPath(props.kind, props.given)}>
      <Button tabIndex={-1} type={props.isPrimary ? "primary" : "default"}>
        {say(command.label)}
      </Button>
    </Link>
  );
}

/** What the program keeps apart, whatever the site says. */
function BuiltIn({ isSeparated }: { isSeparated: boolean }): ReactNode {
  const t = useTexts(access);
  return (
    <Card size="small" title={t("built_in")}>
      <ul className="plain">
        <li>{t("built_people")}</li>
        <li>{t("built_maker")}</li>
        <li>{t("built_own")}</li>
        <li className={styles.row}>
          {t(isSeparated ? "two_on" : "two_off")}
          {!isSeparated && <Do kind={SEPARATE} />}
        </li>
      </ul>
    </Card>
  );
}

function Pair(props: { pair: Separated; names: SeparationsAnswer["names"] }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const { pair } = props;
  const [first, second] = pair.duties;
  return (
    <section className={styles.pair} aria-label={say(pair.title)}>
      <div className={styles.spread}>
        <h2 className={styles.title}>
          <Link to={genericRecordPath("people.separation", pair.separation_id)}>
            {say(pair.title)}
          </Link>
        </h2>
        <Do kind={RETIRE} given={{ separation_id: pair.separation_id }} />
      </div>
      <div className={styles.duties}>
        <Duty permissions={first} count={pair.counts[0]} />
        <span className="soft small">{t("versus")}</span>
        <Duty permissions={second} count={pair.counts[1]} />
      </div>
      <Both pair={pair} names={props.names} />
    </section>
  );
}

function Duty(props: { permissions: readonly string[]; count: number }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const registry = useRegistry();
  return (
    <div className={styles.duty}>
      {props.permissions.map((each) => (
        <div key={each} title={each}>
          {say(registry.label(each))}
        </div>
      ))}
      <div className="soft small">{t("holders", { count: props.count })}</div>
    </div>
  );
}

function Both(props: { pair: Separated; names: SeparationsAnswer["names"] }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const registry = useRegistry();
  const { instant } = useFormats();
  const { both } = props.pair;
  if (both.length === 0) return <p className="good small">{t("both_none")}</p>;
  return (
    <ul className="plain">
      {both.map((each) => (
        <li key={each.user_id} className={styles.row}>
          <Link className="name" to={genericRecordPath("people.user", each.user_id)}>
            {props.names[each.user_id]?.name ?? each.user_id}
          </Link>
          <span className="small">
            {t("both", {
              first: say(registry.label(each.first)),
              second: say(registry.label(each.second)),
            })}
          </span>
          {each.exception_until === null ? (
            <ToneTag tone="bad">{t("both_without")}</ToneTag>
          ) : (
            <ToneTag tone="warn">
              {t("both_until", { until: instant(each.exception_until) })}
            </ToneTag>
          )}
        </li>
      ))}
    </ul>
  );
}

function Exceptions({ separations }: { separations: readonly Separated[] }): ReactNode {
  const t = useTexts(access);
  const { instant } = useFormats();
  const titles = new Map(separations.map((each) => [each.separation_id, each.title]));
  const question = useRecords("people.separation_exception", { state: "requested", limit: 200 });
  return (
    <Card size="small" title={t("exceptions")}>
      <Asked question={question}>
        {({ records }) => (
          <>
            {records.length === 0 && <p className="soft">{t("exceptions_none")}</p>}
            {records.map((each) => (
              <div key={each.id} className={styles.held}>
                <div className={styles.spread}>
                  <span>
                    <Name id={each.user_id} /> ·{" "}
                    <Title of={titles.get(each.separation_id)} id={each.separation_id} />
                  </span>
                  <Do kind={DECIDE} given={{ exception_id: each.id }} />
                </div>
                <p className="wrap">{each.reason}</p>
                <p className="soft small">
                  {t("exception_until", { until: instant(each.until) })} · {t("asked_by")}{" "}
                  <Name id={each.requested_by} />
                </p>
              </div>
            ))}
          </>
        )}
      </Asked>
    </Card>
  );
}

function Title({ of, id }: { of: Text | undefined; id: string }): ReactNode {
  const say = useSay();
  return of === undefined ? <Name id={id} /> : say(of);
}

/** A person's further roles, and what each would conflict with. */
function TryOut(): ReactNode {
  const t = useTexts(access);
  const [userId, setUser] = useState<string | null>(null);
  return (
    <Card size="small" title={t("try")}>
      <div className="stack">
        <p className="soft">{t("try_lead")}</p>
        <IdPicker prefix="usr" label={t("person")} value={userId} onChange={(id) => setUser(id)} />
        {userId !== null && <FurtherRoles key={userId} userId={userId} />}
      </div>
    </Card>
  );
}

function FurtherRoles({ userId }: { userId: string }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const question = useNewRoles(userId);
  return (
    <Asked question={question}>
      {({ roles }) => (
        <div>
          {roles.length === 0 && <p className="soft">{t("try_none")}</p>}
          {roles.map((role) => (
            <section key={role.role_id} className={styles.held} aria-label={say(role.title)}>
              <div className={styles.spread}>
                <strong>{say(role.title)}</strong>
                {role.no === null && <ToneTag tone="good">{t("try_fine")}</ToneTag>}
              </div>
              {role.no === null ? (
                <Clashes of={role.clashes} />
              ) : (
                <Forewarned userId={userId} role={role} />
              )}
            </section>
          ))}
        </div>
      )}
    </Asked>
  );
}
