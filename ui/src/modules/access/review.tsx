import { command, useSend } from "@platform/api/commands";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { useName } from "@platform/names/name";
import { useRecord } from "@platform/record/use-record";
import { PageHead } from "@platform/screens/page";
import { usePermission, usePerson } from "@platform/session/store";
import { RecordSignatures } from "@platform/signing/given";
import { Asked } from "@platform/states/asked";
import { EmptyState, ProblemAlert } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Button, Card, Segmented } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useParams } from "react-router-dom";
import styles from "./access.module.css";
import { Progress } from "./progress";
import { ReviewFacts } from "./review-facts";
import { byPerson, fitting, type Line, type Review, SHOWN, type Shown } from "./review-lines";
import { PersonUnderReview } from "./review-person";
import { access } from "./texts";
import { useUse } from "./use-access";

const KIND = "people.access_review";
/** The server gives so many records at once. */
const LINES_MAX = 1_000;

/** `/access/reviews/:id`: every person with what they hold, kept or withdrawn line by line. */
export default function ReviewPage(): ReactNode {
  const { id = "" } = useParams();
  const review = useRecord(KIND, id);
  const lines = useRecords("people.access_review_line", {
    review_id: id,
    sort: "position",
    limit: LINES_MAX,
  });
  return (
    <Asked question={review}>
      {({ record }) => (
        <>
          <Head review={record} />
          <Asked question={lines}>
            {({ records }) => <Lines review={record} lines={records} />}
          </Asked>
        </>
      )}
    </Asked>
  );
}

function Head({ review }: { review: Review }): ReactNode {
  const t = useTexts(access);
  return (
    <>
      <PageHead
        over={review.id}
        title={t("review")}
        beside={<StateTag kind={KIND} state={review.state} />}
        lead={t("reviews_lead")}
      />
      <Card size="small" className="gap-below">
        <ReviewFacts review={review} />
      </Card>
    </>
  );
}

function Lines({ review, lines }: { review: Review; lines: readonly Line[] }): ReactNode {
  const t = useTexts(access);
  const [shown, setShown] = useState<Shown>("all");
  const use = useUse(review.id);
  const delegations = useRecords("people.delegation", { limit: LINES_MAX });
  const lenders = useMemo(
    () => new Map(delegations.data?.records.map(({ id, user_id }) => [id, user_id])),
    [delegations.data],
  );
  const people = useMemo(() => byPerson(lines, lenders, use.data), [lines, lenders, use.data]);
  const seen = people.flatMap((person) => fitting(person, shown) ?? []);
  const left = lines.filter(({ decision }) => decision === "open").length;
  return (
    <div className="stack">
      {review.state === "open" && (
        <>
          <Progress done={lines.length - left} total={lines.length} />
          <Closing review={review} left={left} />
        </>
      )}
      <RecordSignatures kind={KIND} recordKey={review.id} />
      <Segmented<Shown>
        aria-label={t("show")}
        value={shown}
        options={SHOWN.map((value) => ({ value, label: t(`show_${value}`) }))}
        onChange={setShown}
        styles={{ root: { justifySelf: "start" } }}
      />
      {seen.length === 0 && <EmptyState text={t("show_none")} />}
      {seen.map((person) => (
        <PersonUnderReview
          key={person.userId}
          person={person}
          review={review}
          lenders={lenders}
          isUseKnown={use.data !== undefined}
        />
      ))}
    </div>
  );
}

/** The signature under the whole, once every line is decided. */
function Closing({ review, left }: { review: Review; left: number }): ReactNode {
  const t = useTexts(access);
  const { userId } = usePerson();
  const mayClose = usePermission("people.review.close");
  const name = useName(review.responsible_id)?.name ?? review.responsible_id;
  const { send, isSending, problem, reset } = useSend();
  const isResponsible = userId === review.responsible_id;
  const said = () => {
    if (left > 0) return t("close_left", { count: left });
    return isResponsible ? t("close_ready") : t("close_elsewhere", { name });
  };
  return (
    <div className="stack">
      <div className={styles.spread}>
        <p role="status">{said()}</p>
        {mayClose && isResponsible && (
          <Button
            type="primary"
            disabled={left > 0}
            loading={isSending}
            onClick={() =>
              void send(command("people.close_access_review/1", { review_id: review.id }))
            }
          >
            {t("sign_close")}
          </Button>
        )}
      </div>
      {problem !== null && <ProblemAlert problem={problem} onClose={reset} />}
    </div>
  );
}
