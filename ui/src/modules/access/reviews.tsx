import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath, listPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { EmptyState } from "@platform/states/states";
import { Instant } from "@platform/values/value";
import { Button, Card, Table } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./access.module.css";
import { Progress } from "./progress";
import { ReviewFacts } from "./review-facts";
import type { Review } from "./review-lines";
import { access } from "./texts";

const OPEN = "people.open_access_review/1";
const KIND = "people.access_review";

/** `/access/reviews`: the review that is under way, when the next is due, those that are signed. */
export default function Reviews(): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const open = useRegistry().command(OPEN);
  const mayOpen = usePermission(open?.permission);
  const reviews = useRecords(KIND, { sort: "-as_of", limit: 100 });
  const running = reviews.data?.records.find(({ state }) => state === "open");
  return (
    <>
      <PageHead
        title={t("reviews")}
        lead={t("reviews_lead")}
        actions={
          <>
            {open && mayOpen && reviews.data && running === undefined && (
              <Link to={commandPath(OPEN)}>
                <Button type="primary" tabIndex={-1}>
                  {say(open.label)}
                </Button>
              </Link>
            )}
            <Link to={listPath(KIND)}>
              <Button tabIndex={-1}>{t("all_records")}</Button>
            </Link>
          </>
        }
      />
      <Asked question={reviews}>
        {({ records }) => (
          <div className="stack">
            <Next isRunning={running !== undefined} />
            {running && <Running review={running} />}
            <Closed reviews={records.filter(({ state }) => state === "closed")} />
          </div>
        )}
      </Asked>
    </>
  );
}

/** When the next review is due, by the policy and the last one. */
function Next({ isRunning }: { isRunning: boolean }): ReactNode {
  const t = useTexts(access);
  const { date } = useFormats();
  const policy = useRecords("people.access_policy", { limit: 1 });
  const next = policy.data?.records[0]?.next_review_on;
  if (policy.data === undefined || (isRunning && next === undefined)) return null;
  return <p>{next === undefined ? t("next_none") : t("next_review", { date: date(next) })}</p>;
}

function Running({ review }: { review: Review }): ReactNode {
  const t = useTexts(access);
  const query = { review_id: review.id, decision: "open", limit: 1 };
  const open = useRecords("people.access_review_line", query);
  return (
    <Card size="small" title={t("running")}>
      <div className={styles.spread}>
        <ReviewFacts review={review} />
        <Link to={recordPath(KIND, review.id)}>
          <Button type="primary" tabIndex={-1}>
            {t("go_on")}
          </Button>
        </Link>
      </div>
      {open.data && (
        <Progress done={review.line_count - open.data.total} total={review.line_count} />
      )}
    </Card>
  );
}

function Closed({ reviews }: { reviews: readonly Review[] }): ReactNode {
  const t = useTexts(access);
  return (
    <Card size="small" title={t("closed_before")}>
      <Table<Review>
        size="middle"
        rowKey="id"
        dataSource={[...reviews]}
        pagination={false}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: <EmptyState text={t("closed_none")} /> }}
        columns={[
          {
            key: "as_of",
            title: t("as_of"),
            render: (_, each) => (
              <Link className="name" to={recordPath(KIND, each.id)}>
                <Instant at={each.as_of} />
              </Link>
            ),
          },
          {
            key: "responsible",
            title: t("responsible"),
            render: (_, each) => <Name id={each.responsible_id} />,
          },
          { key: "lines", title: t("lines"), dataIndex: "line_count" },
          {
            key: "revoked",
            title: t("withdrawn"),
            render: (_, each) => each.revoked_count ?? 0,
          },
          {
            key: "closed",
            title: t("closed"),
            render: (_, each) => each.closed_at && <Instant at={each.closed_at} />,
          },
        ]}
      />
    </Card>
  );
}
