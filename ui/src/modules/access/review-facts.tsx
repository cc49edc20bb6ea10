import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { Instant } from "@platform/values/value";
import type { ReactNode } from "react";
import type { Review } from "./review-lines";
import { access } from "./texts";

/** As of when, by whom and until when; of a closed one also when, and how much was withdrawn. */
export function ReviewFacts({ review }: { review: Review }): ReactNode {
  const t = useTexts(access);
  const { date } = useFormats();
  return (
    <dl className="facts">
      <div>
        <dt>{t("as_of")}</dt>
        <dd>
          <Instant at={review.as_of} />
        </dd>
      </div>
      <div>
        <dt>{t("responsible")}</dt>
        <dd>
          <Name id={review.responsible_id} />
        </dd>
      </div>
      <div>
        <dt>{t("due")}</dt>
        <dd>{date(review.due_on)}</dd>
      </div>
      {review.closed_at !== undefined && (
        <>
          <div>
            <dt>{t("closed")}</dt>
            <dd>
              <Instant at={review.closed_at} />
            </dd>
          </div>
          <div>
            <dt>{t("withdrawn")}</dt>
            <dd>{review.revoked_count ?? 0}</dd>
          </div>
        </>
      )}
    </dl>
  );
}
