import { call } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { listPath, recordPath } from "@platform/screens/paths";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { Alert, App, Button, Card, Input, Table } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router-dom";
import styles from "./boards.module.css";
import { StatusBar, StatusChoice } from "./statuses";
import { StockOfItem } from "./stock-of-item";
import { boards } from "./texts";
import type { Filters, StockAnswer, StockItem } from "./types";
import { useBoard } from "./use-board";

/** Quantities of each item by what they are good for today. */
export default function Stock(): ReactNode {
  const t = useTexts(boards);
  const { date } = useFormats();
  const { data, error, refetch } = useBoard<StockAnswer>("stock");
  return (
    <>
      <PageHead title={t("stock")} lead={data && t("stock_lead", { date: date(data.today) })} />
      {data === undefined && error === null && <LoadingState />}
      {data === undefined && error !== null && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {data?.items.length === 0 && <EmptyState text={t("stock_none")} />}
      {data !== undefined && data.items.length > 0 && <Items answer={data} />}
    </>
  );
}

function Items({ answer }: { answer: StockAnswer }): ReactNode {
  const t = useTexts(boards);
  const { number } = useFormats();
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState("");
  const status = search.get("status") ?? "";
  const items = useMemo(() => found(answer.items, words, status), [answer.items, words, status]);
  const counts = Object.fromEntries(answer.statuses.map((each) => [each.code, each.lots]));
  return (
    <div className="stack">
      <Card size="small">
        <div className="stack">
          <StatusBar statuses={answer.statuses} counts={counts} isTall />
          <StatusChoice
            label={t("stock_status")}
            statuses={answer.statuses}
            counts={counts}
            chosen={status}
            onChoose={(next) => setSearch(next === "" ? {} : { status: next }, { replace: true })}
          />
        </div>
      </Card>
      <Input.Search
        allowClear
        className={styles.find}
        aria-label={t("stock_find")}
        placeholder={t("stock_find")}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {answer.clipped && (
        <Alert
          type="warning"
          showIcon
          title={t("stock_items_clipped", { count: number(answer.items.length) })}
        />
      )}
      <ItemTable answer={answer} items={items} chosen={status} />
    </div>
  );
}

function found(items: readonly StockItem[], words: string, status: string): StockItem[] {
  const wanted = words.trim().toLowerCase();
  return items.filter(
    (item) =>
      `${item.number} ${item.name.en} ${item.name.zh}`.toLowerCase().includes(wanted) &&
      (status === "" || item.cells[status] !== undefined),
  );
}

function ItemTable(props: { answer: StockAnswer; items: StockItem[]; chosen: string }): ReactNode {
  const t = useTexts(boards);
  const say = useSay();
  const { statuses } = props.answer;
  return (
    <Table<StockItem>
      size="middle"
      rowKey={(item) => `${item.item_id} ${item.unit}`}
      dataSource={props.items}
      scroll={{ x: "max-content" }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      expandable={{
        expandRowByClick: false,
        expandedRowRender: (item) => <StockOfItem item={item} />,
        columnTitle: <span className="unseen">{t("expiry_lots")}</span>,
      }}
      columns={[
        {
          title: t("item"),
          render: (_, item) => (
            <div className={styles.itemName}>
              <Link to={recordPath("items.item", item.item_id)}>{item.number}</Link>
              <div className="soft small wrap">{say(item.name)}</div>
            </div>
          ),
        },
        ...statuses.map((status) => ({
          key: status.code,
          title: say(status.label),
          align: "end" as const,
          className: status.code === props.chosen ? styles.chosenColumn : "",
          render: (_: unknown, item: StockItem) => <Cell item={item} status={status.code} />,
        })),
        {
          key: "list",
          title: <span className="unseen">{t("stock_list")}</span>,
          render: (_, item) => (
            <Link to={listPath(item.kind, item.filters)}>{t("stock_list")}</Link>
          ),
        },
      ]}
    />
  );
}

function Cell(props: { item: StockItem; status: string }): ReactNode {
  const t = useTexts(boards);
  const { amount, number } = useFormats();
  const cell = props.item.cells[props.status];
  const open = useOpenLots(props.item, props.status);
  if (cell === undefined) return <span className="soft">–</span>;
  return (
    <div>
      <div className="number">{amount(cell.quantity, props.item.unit)}</div>
      <Button type="link" size="small" className={styles.cellLots} onClick={open}>
        {t("lots", { count: cell.lots, lots: number(cell.lots) })}
      </Button>
    </div>
  );
}

/** To the list of exactly the lots that a cell counts; to the item's stock where they are many. */
function useOpenLots(item: StockItem, status: string): () => void {
  const say = useSay();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const query = { item_id: item.item_id, unit: item.unit, status };
  return () => {
    call<{ kind: string; filters: Filters | null }>("/api/board/stock/lots", { query }).then(
      ({ kind, filters }) =>
        navigate(filters === null ? listPath(item.kind, item.filters) : listPath(kind, filters)),
      (error: unknown) => message.error(say(asProblem(error).text)),
    );
  };
}
