import { call } from "@platform/api/client";
import { command, useSend } from "@platform/api/commands";
import type { EntryPage } from "@platform/api/types";
import { FieldBox } from "@platform/form/field-box";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { text } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { entryPath } from "@platform/screens/paths";
import { usePermission, usePerson } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { useQuery } from "@tanstack/react-query";
import { Button, Card, Input, Radio } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./access.module.css";
import { EmergencyName, type EmergencyRecord } from "./emergency-running";
import { TakenSpan } from "./taken-span";
import { access } from "./texts";
import { useNow } from "./use-access";

const KIND = "people.emergency";
const REVIEWED_MAX = 20;
const ENTRIES_MAX = 200;
const NEEDED = text(access.en.needed, "必填。");

/** What is over and waits for a review, and what was said of others before. */
export function Verdicts(): ReactNode {
  const t = useTexts(access);
  const now = useNow();
  const open = { state: "to_be_reviewed", sort: "taken_until", limit: 200 };
  const waiting = useRecords(KIND, open);
  const reviewed = useRecords(KIND, {
    state: "reviewed",
    sort: "-reviewed_at",
    limit: REVIEWED_MAX,
  });
  return (
    <>
      <Card size="small" title={t("to_review")}>
        <Asked question={waiting}>
          {({ records }) => {
            const over = records.filter((each) => Date.parse(each.taken_until) <= now);
            if (over.length === 0) return <p className="soft">{t("to_review_none")}</p>;
            return over.map((each) => <ToReview key={each.id} of={each} />);
          }}
        </Asked>
      </Card>
      <Card size="small" title={t("reviewed")}>
        <Asked question={reviewed}>
          {({ records }) => (
            <>
              {records.length === 0 && <p className="soft">{t("reviewed_none")}</p>}
              {records.map((each) => (
                <Reviewed key={each.id} of={each} />
              ))}
            </>
          )}
        </Asked>
      </Card>
    </>
  );
}

function ToReview({ of }: { of: EmergencyRecord }): ReactNode {
  const t = useTexts(access);
  const { instant } = useFormats();
  const { userId } = usePerson();
  const mayReview = usePermission("people.emergency.review");
  const isLate = Date.parse(of.review_due_at) < useNow();
  return (
    <section className={styles.held} aria-label={of.id}>
      <div className={styles.spread}>
        <EmergencyName of={of} />
        <TakenSpan from={of.taken_from} until={of.taken_until} state={of.state} />
      </div>
      <p className="wrap">{of.reason}</p>
      <p className="soft small">
        {t("review_due", { when: instant(of.review_due_at) })}{" "}
        {isLate && <ToneTag tone="bad">{t("overdue")}</ToneTag>}
      </p>
      <Deeds of={of} />
      {mayReview && of.user_id === userId && <p className="soft">{t("review_own")}</p>}
      {mayReview && of.user_id !== userId && <Verdict of={of} />}
    </section>
  );
}

/** What was done by the role while it was taken. */
function Deeds({ of }: { of: EmergencyRecord }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const { number } = useFormats();
  const mayRead = usePermission("ledger.read");
  const query = {
    actor: of.user_id,
    from: of.taken_from,
    to: of.taken_until,
    limit: ENTRIES_MAX,
  };
  const question = useQuery({
    queryKey: ["entries", query],
    queryFn: ({ signal }) => call<EntryPage>("/api/entries", { query, signal }),
    enabled: mayRead,
  });
  if (!mayRead) return <p className="soft small">{t("done_hidden")}</p>;
  return (
    <div>
      <h3 className="soft small">{t("done_meanwhile")}</h3>
      <Asked question={question}>
        {({ entries }) => {
          const done = entries.filter(({ role }) => role === of.role_id);
          if (done.length === 0) return <p>{t("done_nothing")}</p>;
          return (
            <ul className="plain">
              {done.map((each) => (
                <li key={each.seq}>
                  <Link className="name" to={entryPath(each.seq)}>
                    #{number(each.seq)} {say(each.label)}
                  </Link>{" "}
                  <span className="soft small">
                    <Instant at={each.recorded} />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Asked>
    </div>
  );
}

function Verdict({ of }: { of: EmergencyRecord }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const id = useId();
  const choices = useRegistry().field(KIND, "verdict")?.choices ?? [];
  const [verdict, setVerdict] = useState<EmergencyRecord["verdict"] | null>(null);
  const [remark, setRemark] = useState("");
  const [isAsked, setAsked] = useState(false);
  const { send, isSending, problem, reset } = useSend();
  const isMissing = remark.trim() === "";
  const review = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isMissing || !verdict) return;
    const body = { emergency_id: of.id, verdict, remark: remark.trim() };
    void send(command("people.review_emergency/1", body));
  };
  return (
    <form className="stack" noValidate onSubmit={review}>
      <FieldBox
        id={`${id}-verdict`}
        label={t("verdict")}
        isRequired
        isGroup
        problem={isAsked && !verdict ? NEEDED : undefined}
      >
        <Radio.Group
          value={verdict}
          options={choices.map(({ value, label }) => ({ value, label: say(label) }))}
          onChange={(event) => setVerdict(event.target.value as EmergencyRecord["verdict"])}
        />
      </FieldBox>
      <FieldBox
        id={`${id}-remark`}
        label={t("remark")}
        isRequired
        problem={isAsked && isMissing ? NEEDED : undefined}
      >
        <Input.TextArea
          id={`${id}-remark`}
          value={remark}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => setRemark(event.target.value)}
        />
      </FieldBox>
      <div>
        <Button type="primary" htmlType="submit" loading={isSending}>
          {t("review_do")}
        </Button>
      </div>
      {problem !== null && <ProblemAlert problem={problem} onClose={reset} />}
    </form>
  );
}

function Reviewed({ of }: { of: EmergencyRecord }): ReactNode {
  return (
    <div className={styles.held}>
      <div className={styles.spread}>
        <EmergencyName of={of} />
        <TakenSpan
          from={of.taken_from}
          until={of.taken_until}
          state={of.state}
          verdict={of.verdict}
        />
      </div>
      <p className="wrap">{of.reason}</p>
      {of.remark && (
        <p className="reason wrap">
          {of.remark} {of.reviewed_by && <Name id={of.reviewed_by} />}
        </p>
      )}
    </div>
  );
}
