import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { listPath, recordPath } from "@platform/screens/paths";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Alert, Button, Card, Table } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link, useSearchParams } from "react-router-dom";
import styles from "./boards.module.css";
import { inBucket } from "./buckets";
import { boards } from "./texts";
import { toneTag } from "./tones";
import type { Bucket, ExpiringLot, ExpiryAnswer } from "./types";
import { useBoard } from "./use-board";

/** Lots in stock by the time that is left to them. */
export default function Expiry(): ReactNode {
  const t = useTexts(boards);
  const { date } = useFormats();
  const { data, error, refetch } = useBoard<ExpiryAnswer>("expiry");
  return (
    <>
      <PageHead title={t("expiry")} lead={data && t("expiry_lead", { date: date(data.today) })} />
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {data !== undefined && <Lots answer={data} />}
    </>
  );
}

function Lots({ answer }: { answer: ExpiryAnswer }): ReactNode {
  const t = useTexts(boards);
  const { number } = useFormats();
  const [search, setSearch] = useSearchParams();
  const bucket = answer.buckets.find((each) => each.code === search.get("bucket"));
  const lots = useMemo(
    () => (bucket === undefined ? answer.lots : answer.lots.filter((lot) => inBucket(lot, bucket))),
    [answer.lots, bucket],
  );
  const choose = (code: string) =>
    setSearch(code === "" ? {} : { bucket: code }, { replace: true });
  return (
    <div className={styles.expiry}>
      <Card size="small" title={t("expiry_span")}>
        <Buckets buckets={answer.buckets} chosen={bucket?.code ?? ""} onChoose={choose} />
      </Card>
      <div className="stack">
        {answer.clipped && (
          <Alert
            type="info"
            showIcon
            title={t("expiry_clipped", { count: number(answer.lots.length) })}
          />
        )}
        <LotTable lots={lots} isNever={bucket?.code === "never"} />
      </div>
    </div>
  );
}

/** A figure each, with a bar beside it; one of them narrows the list of lots. */
function Buckets(props: {
  buckets: Bucket[];
  chosen: string;
  onChoose: (code: string) => void;
}): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const { number } = useFormats();
  const chosen = props.buckets.find((each) => each.code === props.chosen);
  const most = Math.max(1, ...props.buckets.map((each) => each.lots));
  return (
    <>
      <ul className={styles.buckets}>
        {props.buckets.map((each) => {
          const isChosen = each.code === props.chosen;
          return (
            <li key={each.code}>
              <button
                type="button"
                aria-pressed={isChosen}
                className={styles.bucket}
                onClick={() => props.onChoose(isChosen ? "" : each.code)}
              >
                <span>{say(each.label)}</span>
                <span className={styles.bar} aria-hidden>
                  <span
                    className={`${styles.bucketFill} ${styles[`fill_${each.tone}`]}`}
                    style={{ width: `${(100 * each.lots) / most}%` }}
                  />
                </span>
                <strong className="number">{number(each.lots)}</strong>
              </button>
            </li>
          );
        })}
      </ul>
      {chosen?.kind !== undefined && chosen.filters && (
        <Link to={listPath(chosen.kind, chosen.filters)}>{t("stock_list")}</Link>
      )}
      {props.chosen !== "" && (
        <Button type="link" size="small" onClick={() => props.onChoose("")}>
          {t("expiry_all")}
        </Button>
      )}
    </>
  );
}

function LotTable(props: { lots: ExpiringLot[]; isNever: boolean }): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const { amount, date, number } = useFormats();
  return (
    <Table<ExpiringLot>
      size="middle"
      rowKey="id"
      dataSource={props.lots}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{
        emptyText: <EmptyState text={t(props.isNever ? "expiry_never" : "expiry_none")} />,
      }}
      columns={[
        {
          title: t("lot"),
          render: (_, lot) => <Link to={recordPath("warehouse.lot", lot.id)}>{lot.number}</Link>,
        },
        {
          title: t("item"),
          render: (_, lot) => (
            <div className={styles.itemName}>
              <Link to={recordPath("items.item", lot.item_id)}>{lot.item}</Link>
              <div className="soft small wrap">{say(lot.item_name)}</div>
            </div>
          ),
        },
        {
          title: t("expires_on"),
          render: (_, lot) => (
            <>
              <div className="number">{date(lot.expires_on)}</div>
              <ToneTag tone={toneTag(lot.tone)}>
                {lot.days_left < 0
                  ? t("expiry_over", { count: -lot.days_left, days: number(-lot.days_left) })
                  : t("expiry_days", { count: lot.days_left, days: number(lot.days_left) })}
              </ToneTag>
            </>
          ),
        },
        {
          title: t("state"),
          render: (_, lot) => (
            <span className="tags">
              <ToneTag tone={toneTag(lot.state_tone)}>{say(lot.state_label)}</ToneTag>
              {lot.is_held && <ToneTag tone="bad">{t("held")}</ToneTag>}
            </span>
          ),
        },
        {
          title: t("quantity"),
          align: "end",
          render: (_, lot) => <span className="number">{amount(lot.quantity, lot.unit)}</span>,
        },
      ]}
    />
  );
}
