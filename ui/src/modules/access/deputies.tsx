import { type Lent, useActing } from "@platform/acting/acting";
import { command, useSend } from "@platform/api/commands";
import { useFormats } from "@platform/formats/use-formats";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { BEHALF, commandPath } from "@platform/screens/paths";
import { Asked } from "@platform/states/asked";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card, Collapse } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./access.module.css";
import { Appoint } from "./appoint";
import { PermissionList } from "./permission-list";
import { formsOf } from "./permissions";
import { Left } from "./taken-span";
import { access } from "./texts";
import type { Given } from "./types";
import { useNow, useOwn } from "./use-access";

/** `/access/deputies`: who acts for me, for whom I may act, and a way to appoint somebody. */
export default function Deputies(): ReactNode {
  const t = useTexts(access);
  const own = useOwn();
  const acting = useActing();
  return (
    <>
      <PageHead title={t("deputies")} lead={t("deputies_lead")} />
      <p className="soft gap-below">{t("under_own")}</p>
      <div className={styles.two}>
        <div className="stack">
          <Card size="small" title={t("my_deputies")}>
            <Asked question={own}>
              {({ given }) => (
                <>
                  {given.length === 0 && <p className="soft">{t("my_deputies_none")}</p>}
                  {given.map((each) => (
                    <MyDeputy key={each.delegation_id} given={each} />
                  ))}
                </>
              )}
            </Asked>
          </Card>
          <Card size="small" title={t("stand_in")}>
            <Asked question={acting}>
              {({ delegations }) => (
                <>
                  {delegations.length === 0 && <p className="soft">{t("stand_in_none")}</p>}
                  {delegations.map((each) => (
                    <StandIn key={each.delegation_id} lent={each} />
                  ))}
                </>
              )}
            </Asked>
          </Card>
        </div>
        <Card size="small" title={t("appoint")}>
          <Asked question={own}>{(answer) => <Appoint own={answer} />}</Asked>
        </Card>
      </div>
    </>
  );
}

function MyDeputy({ given }: { given: Given }): ReactNode {
  const t = useTexts(access);
  const { instant } = useFormats();
  const isToCome = Date.parse(given.valid_from) > useNow();
  const { permissions, name } = given;
  return (
    <section className={styles.held} aria-label={name}>
      <div className={styles.spread}>
        <span className={styles.row}>
          <strong>{name}</strong>
          {isToCome ? (
            <ToneTag tone="plain">{t("begins", { when: instant(given.valid_from) })}</ToneTag>
          ) : (
            <Left until={given.valid_until} />
          )}
        </span>
        <End id={given.delegation_id} label={t("end")} said={t("end_of", { name })} />
      </div>
      <p className="soft small">
        {t("span", { from: instant(given.valid_from), until: instant(given.valid_until) })}
      </p>
      <Collapse
        ghost
        className="form-more"
        items={[
          {
            key: "what",
            label: t("permissions", { count: permissions.length }),
            children: <PermissionList permissions={permissions} />,
          },
        ]}
      />
    </section>
  );
}

function End(props: { id: string; label: string; said: string }): ReactNode {
  const { send, isSending, problem, reset } = useSend();
  return (
    <>
      <Button
        size="small"
        aria-label={props.said}
        loading={isSending}
        onClick={() => void send(command("people.end_delegation/1", { delegation_id: props.id }))}
      >
        {props.label}
      </Button>
      {problem !== null && <ProblemAlert problem={problem} onClose={reset} />}
    </>
  );
}

/** Somebody for whom one acts, with the ways to what may be done for them. */
function StandIn({ lent }: { lent: Lent }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const language = useLanguage();
  const registry = useRegistry();
  const { name } = lent;
  const reads = lent.permissions.filter((each) => each.endsWith(".read"));
  const separator = language === "zh" ? "、" : ", ";
  return (
    <section className={styles.held} aria-label={name}>
      <div className={styles.spread}>
        <span className={styles.row}>
          <strong>{name}</strong>
          <Left until={lent.valid_until} />
        </span>
        <End id={lent.delegation_id} label={t("leave")} said={t("leave_of", { name })} />
      </div>
      <nav aria-label={t("do_for", { name })}>
        <p className="soft small">{t("do_for", { name })}</p>
        <ul className="plain">
          {formsOf(lent.permissions, registry.forms).map((form) => (
            <li key={form.kind}>
              <Link to={commandPath(form.kind, { [BEHALF]: lent.behalf })}>{say(form.label)}</Link>
            </li>
          ))}
        </ul>
      </nav>
      {reads.length > 0 && (
        <p className="soft small">
          {t("reads", { what: reads.map((each) => say(registry.label(each))).join(separator) })}
        </p>
      )}
    </section>
  );
}
