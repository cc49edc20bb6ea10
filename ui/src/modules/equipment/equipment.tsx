import { call } from "@platform/api/client";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { History } from "@platform/record/history";
import { DoButtons } from "@platform/record/possible";
import { Related } from "@platform/record/related";
import { useRecord } from "@platform/record/use-record";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { genericRecordPath, listPath, recordPath } from "@platform/screens/paths";
import { ErrorState, LoadingState } from "@platform/states/states";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router-dom";
import { DutyLine, PointLine, Setting } from "./lines";
import { equipment } from "./texts";
import type { Overview } from "./types";
import { Writing } from "./writing";

const KIND = "equipment.equipment";

/** `/equipment/eqp_4`: all of one machine or instrument on one page. */
export default function EquipmentPage(): ReactNode {
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ["equipment", id],
    queryFn: ({ signal }) => call<Overview>(`/api/equipment/${id}`, { signal }),
    meta: {
      subjects: [id],
      kinds: [
        "monitoring.last_reading",
        "monitoring.excursion",
        "monitoring.start_withdrawal",
        "transmission.transmission",
      ],
    },
  });
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={12} />;
  return <Machine key={id} found={data} />;
}

function Machine({ found }: { found: Overview }): ReactNode {
  const t = useTexts(equipment);
  const { id } = found;
  const kind = useRegistry().kind(KIND);
  return (
    <>
      <Head id={id} />
      <div className="stack">
        <Card size="small" title={t("start")}>
          <Start start={found.start} />
        </Card>
        <Card size="small" title={t("points")}>
          <Lines of={found.start === null ? null : found.start.points}>
            {(each) => <PointLine key={each.id} point={each} />}
          </Lines>
        </Card>
        <Card size="small" title={t("duties")}>
          <Lines of={found.duties}>{(each) => <DutyLine key={each.id} duty={each} />}</Lines>
        </Card>
        <Card size="small" title={t("settings")}>
          <Lines of={found.settings}>
            {(each) => (
              <div key={each.id}>
                <Setting setting={each} />
                {found.writing !== null && <Writing setting={each} writing={found.writing} />}
              </div>
            )}
          </Lines>
        </Card>
        <Card size="small" title={t("cases")}>
          <Cases cases={found.cases} />
        </Card>
        <h2>{t("related")}</h2>
        {kind && <Related kind={kind} recordKey={id} />}
        <h2>{t("story")}</h2>
        <History subject={id} />
      </div>
    </>
  );
}

function Head({ id }: { id: string }): ReactNode {
  const t = useTexts(equipment);
  const say = useSay();
  const kind = useRegistry().kind(KIND);
  const named = useName(id);
  const record = useRecord(KIND, id).data?.record;
  const state = record?.state;
  return (
    <PageHead
      over={kind && <Link to={listPath(KIND)}>{say(kind.label)}</Link>}
      title={`${named?.name ?? id} ${named?.detail ? say(named.detail) : ""}`.trim()}
      beside={typeof state === "string" && <StateTag kind={KIND} state={state} />}
      actions={
        <>
          <DoButtons subject={id} />
          <Link to={genericRecordPath(KIND, id)}>
            <Button tabIndex={-1}>{t("record")}</Button>
          </Link>
        </>
      }
    />
  );
}

function Start({ start }: { start: Overview["start"] }): ReactNode {
  const t = useTexts(equipment);
  const say = useSay();
  if (start === null) return <p className="soft">{t("hidden")}</p>;
  return (
    <div className="stack">
      {start.withdrawals.length === 0 && <ToneTag tone="good">{t("may_start")}</ToneTag>}
      {start.withdrawals.map((each) => (
        <Alert
          key={each.id}
          type="error"
          showIcon
          title={t("may_not_start")}
          description={
            <>
              {each.cause} <Instant at={each.at} />
            </>
          }
          action={
            <Link to={recordPath("monitoring.start_withdrawal", each.id)}>
              <Button size="small" tabIndex={-1}>
                {t("decide")}
              </Button>
            </Link>
          }
        />
      ))}
      <p className="soft small">
        {t("phase")}: {say(start.phase_label)}
      </p>
    </div>
  );
}

function Cases({ cases }: { cases: Overview["cases"] }): ReactNode {
  const t = useTexts(equipment);
  const { date } = useFormats();
  return (
    <Lines of={cases}>
      {(each) => (
        <p key={each.id}>
          <Name id={each.id} />{" "}
          <span className="soft small">{t("due", { date: date(each.due_on) })}</span>
        </p>
      )}
    </Lines>
  );
}

/** Each of them, that there is none, or that one may not see them. */
function Lines<T>(props: { of: readonly T[] | null; children: (each: T) => ReactNode }): ReactNode {
  const t = useTexts(equipment);
  if (props.of === null) return <p className="soft">{t("hidden")}</p>;
  if (props.of.length === 0) return <p className="soft">{t("none")}</p>;
  return <div className="stack">{props.of.map(props.children)}</div>;
}
