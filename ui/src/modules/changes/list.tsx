import { PlusOutlined } from "@ant-design/icons";
import type { RecordValues } from "@platform/api/types";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission, usePerson } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { Value } from "@platform/values/value";
import { Button, Segmented, Table } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import { changes } from "./texts";

const KIND = "changes.order";
const DRAFT = "changes.draft_change/1";
const UNDER_WAY =
  "draft,submitted,triaged,assessed,approved,implementing,verified,released,reviewed,deferred";
const ROWS_MAX = 500;

type Shown = "under_way" | "mine" | "all";

/** `/changes`: change orders, those under way first. */
export default function ChangeList(): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  const draft = useRegistry().command(DRAFT);
  const mayDraft = usePermission(draft?.permission);
  const [shown, setShown] = useState<Shown>("under_way");
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            {draft && mayDraft && (
              <Link to={commandPath(DRAFT)}>
                <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
                  {say(draft.label)}
                </Button>
              </Link>
            )}
            <Link to="/changes/compare">
              <Button tabIndex={-1}>{t("compare")}</Button>
            </Link>
          </>
        }
      />
      <div className="stack">
        <div>
          <Segmented<Shown>
            aria-label={t("state")}
            value={shown}
            options={(["under_way", "mine", "all"] as const).map((value) => ({
              value,
              label: t(value),
            }))}
            onChange={setShown}
          />
        </div>
        <Orders shown={shown} />
      </div>
    </>
  );
}

function Orders({ shown }: { shown: Shown }): ReactNode {
  const t = useTexts(changes);
  const { userId } = usePerson();
  const filters: Record<Shown, Record<string, string>> = {
    under_way: { "state.in": UNDER_WAY },
    mine: { originator: userId },
    all: {},
  };
  const found = useRecords(KIND, { ...filters[shown], sort: "-id", limit: ROWS_MAX });
  if (found.error) {
    return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data === undefined) return <LoadingState rows={8} />;
  return (
    <Table<RecordValues>
      size="middle"
      rowKey={(order) => String(order["id"])}
      dataSource={[...(found.data.records as readonly RecordValues[])]}
      scroll={{ x: true }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <EmptyState text={t("none")} /> }}
      columns={[
        {
          key: "number",
          title: t("number"),
          className: "number",
          render: (_, order) => (
            <Link to={recordPath(KIND, String(order["id"]))}>{String(order["number"])}</Link>
          ),
        },
        {
          key: "title",
          title: t("subject"),
          render: (_, order) => (
            <span className="tags">
              {String(order["title"])}
              {order["is_emergency"] === true && <ToneTag tone="bad">{t("emergency")}</ToneTag>}
            </span>
          ),
        },
        { key: "type", title: t("kind"), render: (_, order) => <Of order={order} name="type" /> },
        {
          key: "risk_class",
          title: t("risk_class"),
          render: (_, order) => <Of order={order} name="risk_class" />,
        },
        {
          key: "state",
          title: t("state"),
          render: (_, order) => <StateTag kind={KIND} state={String(order["state"])} />,
        },
        {
          key: "originator",
          title: t("originator"),
          render: (_, order) => <Name id={String(order["originator"])} />,
        },
      ]}
    />
  );
}

function Of(props: { order: RecordValues; name: string }): ReactNode {
  const field = useRegistry().field(KIND, props.name);
  return field ? <Value field={field} value={props.order[props.name]} /> : null;
}
