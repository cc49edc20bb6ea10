import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { Fact } from "@platform/values/fact";
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
      <Fact label={t("as_of")}>
        <Instant at={review.as_of} />
      </Fact>
      <Fact label={t("responsible")}>
        <Name id={review.responsible_id} />
      </Fact>
      <Fact label={t("due")}>{date(review.due_on)}</Fact>
      {review.closed_at !== undefined && (
        <>
          <Fact label={t("closed")}>
            <Instant at={review.closed_at} />
          </Fact>
          <Fact label={t("withdrawn")}>{review.revoked_count ?? 0}</Fact>
        </>
      )}
    </dl>
  );
}
