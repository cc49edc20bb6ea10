import { Clashes } from "@platform/acting/conflicts";
import { type Command, command, sendCommands, useSend } from "@platform/api/commands";
import { asProblem, type Problem, problemOf } from "@platform/api/problem";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { entryPath, genericRecordPath } from "@platform/screens/paths";
import { usePermission, usePerson } from "@platform/session/store";
import { ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card, Input, Radio } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./access.module.css";
import {
  type Line,
  type Review,
  type ReviewedLine,
  type ReviewedPerson,
  whoDecides,
} from "./review-lines";
import { access } from "./texts";
import { Limits } from "./ways-table";

interface Props {
  person: ReviewedPerson;
  review: Review;
  lenders: ReadonlyMap<string, string>;
  isUseKnown: boolean;
}

/** A person, what speaks for looking twice, and each thing that they hold. */
export function PersonUnderReview(props: Props): ReactNode {
  const t = useTexts(access);
  const { instant } = useFormats();
  const { person, isUseKnown } = props;
  const named = useName(person.userId);
  const name = named?.name ?? person.userId;
  return (
    <Card
      size="small"
      title={
        <span className={styles.row}>
          <Link className="name" to={genericRecordPath("people.user", person.userId)}>
            {name}
          </Link>
          {isUseKnown && (
            <span className={`soft small ${styles.light}`}>
              {person.signedIn === null
                ? t("signed_in_never")
                : t("signed_in", { when: instant(person.signedIn) })}
            </span>
          )}
        </span>
      }
      extra={<KeepRest {...props} name={name} />}
    >
      {person.conflicts.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="gap-below"
          title={t("has_conflicts")}
          description={<Clashes of={person.conflicts} />}
        />
      )}
      {person.lines.map((each) => (
        <OneLine key={each.line.position} {...props} reviewed={each} name={name} />
      ))}
    </Card>
  );
}

function decide(line: Line, decision: "confirm" | "revoke", remark?: string): Command {
  return command("people.decide_access_line/1", {
    review_id: line.review_id,
    position: line.position,
    decision,
    ...(remark ? { remark } : {}),
  });
}

/** Whether lines of this person are the reader's to decide, and if not, why. */
function useDecider(review: Review, line: Line | undefined) {
  const { userId } = usePerson();
  const isPermitted = usePermission("people.review.decide");
  if (line === undefined || review.state !== "open" || !isPermitted) return "closed" as const;
  return whoDecides(line, review.responsible_id, userId);
}

/** Keeps what is not decided yet of a person, in one go. */
function KeepRest(props: Props & { name: string }): ReactNode {
  const t = useTexts(access);
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const open = props.person.lines.filter(({ line }) => line.decision === "open");
  const who = useDecider(props.review, open[0]?.line);
  if (who !== "may" || open.length < 2) return null;
  const keep = async () => {
    setSending(true);
    setProblem(null);
    try {
      const answers = await sendCommands(open.map(({ line }) => decide(line, "confirm")));
      const refused = answers.find(({ code }) => typeof code === "string");
      if (refused !== undefined) setProblem(problemOf(422, refused));
    } catch (error) {
      setProblem(asProblem(error));
    }
    setSending(false);
    await queries.invalidateQueries();
  };
  return (
    <>
      <Button size="small" loading={isSending} onClick={() => void keep()}>
        {t("keep_all", { name: props.name })}
      </Button>
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  );
}

function OneLine(props: Props & { reviewed: ReviewedLine; name: string }): ReactNode {
  const { line } = props.reviewed;
  return (
    <div className={styles.line} data-line={line.position}>
      <What {...props} />
      <div className={styles.used}>
        <LastUse {...props} />
      </div>
      <Decision {...props} />
    </div>
  );
}

/** The role or deputyship, what it is limited to, and how long it counts. */
function What(props: Props & { reviewed: ReviewedLine }): ReactNode {
  const t = useTexts(access);
  const { instant } = useFormats();
  const { line } = props.reviewed;
  return (
    <div>
      <Held line={line} lenders={props.lenders} />
      <div className="small">
        {line.scope.length > 0 && <Limits scope={line.scope} />}
        {line.valid_until !== undefined && (
          <span className="soft"> {t("until", { until: instant(line.valid_until) })}</span>
        )}
      </div>
    </div>
  );
}

function Held(props: { line: Line; lenders: ReadonlyMap<string, string> }): ReactNode {
  const title = useHeld(props.line, props.lenders);
  const { role_id, delegation_id } = props.line;
  const to =
    role_id === undefined
      ? genericRecordPath("people.delegation", delegation_id ?? "")
      : genericRecordPath("people.role", role_id);
  return (
    <Link className="name" to={to}>
      {title}
    </Link>
  );
}

function useHeld(line: Line, lenders: ReadonlyMap<string, string>): string {
  const t = useTexts(access);
  const say = useSay();
  const role = useName(line.role_id);
  const lender = lenders.get(line.delegation_id ?? "");
  const lent = useName(lender);
  if (line.role_id !== undefined) return role?.detail ? say(role.detail) : line.role_id;
  return t("delegation_of", { name: lent?.name ?? lender ?? line.delegation_id ?? "" });
}

function LastUse(props: Props & { reviewed: ReviewedLine }): ReactNode {
  const t = useTexts(access);
  const { instant, number } = useFormats();
  const { used } = props.reviewed;
  const { since } = props.person;
  if (!props.isUseKnown) return null;
  if (used === null) {
    return (
      <ToneTag tone="warn">
        {since === null ? t("used_never") : t("used_not_since", { date: instant(since) })}
      </ToneTag>
    );
  }
  return (
    <span className="small">
      <span className="soft">{t("last_used")}</span> {instant(used.recorded)}{" "}
      <Link className="name" to={entryPath(used.seq)}>
        #{number(used.seq)}
      </Link>
    </span>
  );
}

function Decision(props: Props & { reviewed: ReviewedLine; name: string }): ReactNode {
  const t = useTexts(access);
  const { line } = props.reviewed;
  const role = useHeld(line, props.lenders);
  const responsible = useName(props.review.responsible_id)?.name ?? props.review.responsible_id;
  const who = useDecider(props.review, line);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const [remark, setRemark] = useState("");
  const { send, isSending, problem, reset } = useSend();
  if (who !== "may") {
    return (
      <div>
        <Decided line={line} />
        {who !== "closed" && (
          <div className="soft small">
            {t(who === "own" ? "own_line" : "not_responsible", { name: responsible })}
          </div>
        )}
      </div>
    );
  }
  const withdraw = async () => {
    const receipt = await send(decide(line, "revoke", remark.trim()));
    if (receipt !== null) setWithdrawing(false);
  };
  return (
    <>
      <Radio.Group
        optionType="button"
        aria-label={t("decision_of", { role, name: props.name })}
        value={isWithdrawing ? "revoke" : line.decision}
        disabled={isSending}
        options={[
          { value: "confirmed", label: t("keep") },
          { value: "revoke", label: t("withdraw") },
        ]}
        onChange={(event) => {
          reset();
          setWithdrawing(event.target.value === "revoke");
          if (event.target.value === "confirmed") void send(decide(line, "confirm"));
        }}
      />
      {isWithdrawing && (
        <form
          className={`${styles.remark} ${styles.row}`}
          onSubmit={(event) => {
            event.preventDefault();
            void withdraw();
          }}
        >
          <Input
            className={styles.why}
            aria-label={t("why_withdraw")}
            placeholder={t("why_withdraw")}
            value={remark}
            maxLength={1000}
            autoFocus
            onChange={(event) => setRemark(event.target.value)}
          />
          <Button type="primary" htmlType="submit" loading={isSending}>
            {t("withdraw")}
          </Button>
        </form>
      )}
      {!isWithdrawing && line.remark && (
        <p className={`${styles.remark} small wrap`}>{line.remark}</p>
      )}
      {problem !== null && (
        <div className={styles.remark}>
          <ProblemAlert problem={problem} onClose={reset} />
        </div>
      )}
    </>
  );
}

function Decided({ line }: { line: Line }): ReactNode {
  const t = useTexts(access);
  if (line.decision === "open") return <ToneTag tone="warn">{t("show_open")}</ToneTag>;
  const isKept = line.decision === "confirmed";
  return (
    <>
      <ToneTag tone={isKept ? "good" : "bad"}>{t(isKept ? "keep" : "withdraw")}</ToneTag>
      {line.remark && <div className="small wrap">{line.remark}</div>}
    </>
  );
}
