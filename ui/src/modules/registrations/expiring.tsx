import { call } from "@platform/api/client";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { commandPath, listPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { ErrorState, LoadingState } from "@platform/states/states";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router-dom";
import { EndingTable } from "./ending-table";
import { SPANS, spanOf } from "./spans";
import { registrations } from "./texts";
import type { ExpiringAnswer } from "./types";

const KINDS = [
  "registrations.certificate",
  "registrations.validation",
  "registrations.renewal",
] as const;

/** Certificates and process validations by the day they end, and what is done about it. */
export default function Expiring(): ReactNode {
  const t = useTexts(registrations);
  const { date } = useFormats();
  const [search, setSearch] = useSearchParams();
  const days = spanOf(search.get("days"));
  const { data, error, refetch } = useQuery({
    queryKey: ["expiring", days],
    queryFn: ({ signal }) =>
      call<ExpiringAnswer>("/api/expiring", { query: { days: String(days) }, signal }),
    placeholderData: keepPreviousData,
    meta: { kinds: KINDS },
  });
  return (
    <>
      <PageHead
        title={t("expiring")}
        lead={data && t("expiring_lead", { date: date(data.until) })}
        actions={<Actions />}
      />
      <div className="stack">
        <Segmented
          aria-label={t("span")}
          value={days}
          options={SPANS.map((each) => ({
            value: each,
            label: t("span_days", { count: each }),
          }))}
          onChange={(value) => setSearch({ days: String(value) }, { replace: true })}
        />
        {data === undefined && error === null && <LoadingState />}
        {data === undefined && error !== null && (
          <ErrorState error={error} retry={() => void refetch()} />
        )}
        {data !== undefined && <EndingTable rows={data.rows} />}
      </div>
    </>
  );
}

function Actions(): ReactNode {
  const t = useTexts(registrations);
  const mayDraft = usePermission("registrations.certificate.draft");
  const mayValidate = usePermission("registrations.validation.draft");
  return (
    <>
      <Link to={listPath("registrations.certificate", {})}>
        <Button>{t("all")}</Button>
      </Link>
      {mayValidate && (
        <Link to={commandPath("registrations.draft_validation/1")}>
          <Button>{t("new_validation")}</Button>
        </Link>
      )}
      {mayDraft && (
        <Link to={commandPath("registrations.draft_certificate/1")}>
          <Button type="primary">{t("new_certificate")}</Button>
        </Link>
      )}
    </>
  );
}
