import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { useRecord } from "@platform/record/use-record";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath, genericRecordPath } from "@platform/screens/paths";
import { usePerson } from "@platform/session/store";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Fact } from "@platform/values/fact";
import { StateTag } from "@platform/values/state-tag";
import { Value } from "@platform/values/value";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link, useNavigate, useParams } from "react-router-dom";
import type { Records } from "../../generated/registry";
import styles from "./rules.module.css";
import { rules } from "./texts";
import { TrialResult } from "./trial";
import { useKeptTrial, useTriggers } from "./use-rules";

const VERSION = "rules.rule_version";
const ACTION = "rules.action";

type Version = Records[typeof VERSION];

/** What a version of a rule says, what it would have done, and who stands for it. */
export default function VersionPage(): ReactNode {
  const id = useParams()["id"] ?? "";
  const { data, error, refetch } = useRecord(VERSION, id);
  if (data === undefined) {
    return error === null ? (
      <LoadingState />
    ) : (
      <ErrorState error={error} retry={() => void refetch()} />
    );
  }
  return <Shown id={id} version={data.record} />;
}

function Shown({ id, version }: { id: string; version: Version }): ReactNode {
  const t = useTexts(rules);
  const say = useSay();
  const { number } = useFormats();
  const kind = useRegistry().kind(VERSION);
  return (
    <div className="stack">
      <PageHead
        over={
          <>
            <Name id={version.rule_id} /> · <StateTag kind={VERSION} state={version.state} />
          </>
        }
        title={`${kind ? say(kind.label) : ""} ${number(version.number)}`}
      />
      <Card size="small" title={t("when")}>
        <Fallen trigger={version.trigger} />
        <pre className={styles.text}>{version.condition}</pre>
        <p className="soft small">{t("per_hour", { count: number(version.per_hour_max) })}</p>
      </Card>
      <Actions id={id} />
      <Standing id={id} version={version} />
      <Tried id={id} version={version} />
      <Link to={genericRecordPath(VERSION, id)}>{t("record")}</Link>
    </div>
  );
}

function Fallen({ trigger }: { trigger: string }): ReactNode {
  const say = useSay();
  const { data } = useTriggers();
  const found = data?.rows.find((each) => each.kind === trigger);
  return (
    <p>
      {found && `${say(found.module)} · ${say(found.label).replace(/\{[a-z_]+\}/g, "…")} `}
      <code>{trigger}</code>
    </p>
  );
}

function Actions({ id }: { id: string }): ReactNode {
  const t = useTexts(rules);
  const registry = useRegistry();
  const { data } = useRecords(ACTION, { version_id: id, sort: "position" });
  const kind = registry.field(ACTION, "kind");
  return (
    <Card size="small" title={t("follows")}>
      <ol>
        {(data?.records ?? []).map((each) => (
          <li key={each.position}>
            <strong>{kind && <Value field={kind} value={each.kind} />}</strong>
            <div className={styles.text}>{each.text}</div>
            <div className="soft small tags">
              {each.owner_id != null && <Name id={each.owner_id} />}
              {each.owner_role_id != null && <Name id={each.owner_role_id} />}
              <span>{t("due", { count: each.due_days })}</span>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Who wrote it, what it was tried on, and who signed it. */
function Standing({ id, version }: { id: string; version: Version }): ReactNode {
  const t = useTexts(rules);
  const { instant, date, number } = useFormats();
  const { permissions } = usePerson();
  const navigate = useNavigate();
  const fired = version.tried_fired ?? 0;
  const facts = version.tried_facts ?? 0;
  const failed = version.tried_failed ?? 0;
  const mayApprove = permissions.has("rules.version.approve");
  return (
    <Card size="small">
      <dl className="facts">
        <Fact label={t("drafted")}>
          <Name id={version.drafted_by} />
        </Fact>
        <Fact label={t("tried")} isWide>
          {version.tried_at == null ||
          version.tried_since == null ||
          version.tried_until == null ? (
            t("not_tried")
          ) : (
            <>
              {t("would", { count: fired, number: number(fired) })}{" "}
              {t("of_facts", { count: facts, number: number(facts) })}
              {failed > 0 && ` · ${t("failing", { count: failed, number: number(failed) })}`}
              <div className="soft small">
                {t("span", {
                  from: instant(version.tried_since),
                  to: instant(version.tried_until),
                })}
              </div>
            </>
          )}
        </Fact>
        {version.approved_by != null && (
          <Fact label={t("approved")}>
            <Name id={version.approved_by} />
          </Fact>
        )}
        {version.effective_on != null && (
          <Fact label={t("effective")}>{date(version.effective_on)}</Fact>
        )}
      </dl>
      {version.state === "draft" && version.tried_at != null && mayApprove && (
        <Button
          type="primary"
          onClick={() => void navigate(commandPath("rules.approve_version/1", { version_id: id }))}
        >
          {t("approve")}
        </Button>
      )}
      {version.state === "draft" && <p className="soft small">{t("approve_lead")}</p>}
    </Card>
  );
}

function Tried({ id, version }: { id: string; version: Version }): ReactNode {
  const t = useTexts(rules);
  const { permissions } = usePerson();
  const [trying, run] = useKeptTrial(id);
  if (version.state !== "draft" || !permissions.has("rules.version.draft")) return null;
  return (
    <Card size="small" title={t("keep")}>
      <p className="soft">{t("keep_lead")}</p>
      <Button type="primary" loading={trying.isRunning} onClick={() => void run()}>
        {t("try")}
      </Button>
      <TrialResult trying={trying} />
    </Card>
  );
}
