import { HistoryOutlined } from "@ant-design/icons";
import { Button, Tabs } from "antd";
import type { ReactNode } from "react";
import { Link, useParams, useSearchParams } from "react-router-dom";
import { Problem } from "../api/problem";
import type { RecordValues } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { useName } from "../names/name";
import { isId, useRegistry } from "../registry/registry";
import type { KindInfo } from "../registry/types";
import { PageHead } from "../screens/page";
import { listPath } from "../screens/paths";
import { usePermission } from "../session/store";
import { EmptyState, ErrorState, LoadingState, NoPermission } from "../states/states";
import { usePlatformTexts } from "../texts";
import { StateTag } from "../values/state-tag";
import { AsOf, useAsOf } from "./as-of";
import { ATTACHMENT, Attachments } from "./attachments";
import { History } from "./history";
import { Overview } from "./overview";
import { DoButtons } from "./possible";
import { Related } from "./related";
import { subjectOf, useRecord } from "./use-record";

const TABS = ["overview", "history", "related", "attachments"] as const;
type Tab = (typeof TABS)[number];

/** The page of any record. */
export default function RecordPage(): ReactNode {
  const t = usePlatformTexts();
  const { kind: name, key } = useParams();
  const kind = useRegistry().kind(name ?? "");
  if (kind === undefined || key === undefined) return <EmptyState text={t("not_found_title")} />;
  return <OneRecord key={`${kind.name} ${key}`} kind={kind} recordKey={key} />;
}

function OneRecord({ kind, recordKey }: { kind: KindInfo; recordKey: string }): ReactNode {
  const isPermitted = usePermission(kind.permission);
  const asOf = useAsOf();
  const now = useRecord(kind.name, recordKey);
  const then = useRecord(kind.name, recordKey, asOf.moment);
  if (!isPermitted) return <NoPermission permission={kind.permission} />;
  if (now.error !== null && now.data === undefined) {
    return <ErrorState error={now.error} retry={() => void now.refetch()} />;
  }
  if (now.data === undefined) return <LoadingState rows={10} />;
  const isMissing = then.error instanceof Problem && then.error.status === 404;
  return (
    <>
      <Head
        kind={kind}
        recordKey={recordKey}
        record={isMissing ? now.data.record : (then.data?.record ?? now.data.record)}
        isMissing={isMissing}
      />
      {asOf.isOpen && <AsOf subject={subjectOf(recordKey)} asOf={asOf} size={then.data?.size} />}
      {asOf.moment !== null && isMissing ? (
        <NotYet />
      ) : (
        <Content
          kind={kind}
          recordKey={recordKey}
          record={then.data?.record ?? now.data.record}
          present={asOf.moment === null ? null : now.data.record}
          size={asOf.moment === null ? undefined : then.data?.size}
        />
      )}
    </>
  );
}

function NotYet(): ReactNode {
  const t = usePlatformTexts();
  return <EmptyState text={t("record_did_not_exist")} />;
}

function Head(props: {
  kind: KindInfo;
  recordKey: string;
  record: RecordValues;
  isMissing: boolean;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const asOf = useAsOf();
  const { kind, record } = props;
  const title = useTitle(kind, props.recordKey, record);
  const state = kind.state === null ? undefined : record[kind.state];
  return (
    <PageHead
      over={
        <>
          {say(registry.module(kind.module))} ·{" "}
          <Link to={listPath(kind.name)}>{say(kind.label)}</Link>
        </>
      }
      title={title}
      beside={
        <>
          {typeof state === "string" && !props.isMissing && (
            <StateTag kind={kind.name} state={state} />
          )}
          {kind.prefix !== null && title !== props.recordKey && (
            <span className="soft mono small">{props.recordKey}</span>
          )}
        </>
      }
      actions={
        <>
          {asOf.moment === null && kind.prefix !== null && <DoButtons subject={props.recordKey} />}
          <Button icon={<HistoryOutlined />} aria-pressed={asOf.isOpen} onClick={asOf.toggle}>
            {t("record_as_of")}
          </Button>
        </>
      }
    />
  );
}

/** What people call the record: its name, or the fields that tell it from its like. */
export function useTitle(kind: KindInfo, key: string, record: RecordValues): string {
  const say = useSay();
  const { date } = useFormats();
  const named = useName(kind.prefix === null ? null : key);
  const first = useName(firstId(kind, record));
  const own = kind.title
    .map((name) => {
      const value = record[name];
      const field = kind.fields.find((each) => each.name === name);
      if (value == null) return "";
      if (field?.type === "choice") {
        const choice = field.choices?.find((each) => each.value === value);
        return choice ? say(choice.label) : String(value);
      }
      if (field?.type === "date") return date(String(value));
      if (value === named?.detail?.en) return say(named.detail);
      return isId(value) ? (value === key ? "" : (first?.name ?? value)) : String(value);
    })
    .filter(Boolean);
  if (own.length > 0) return own.join(" · ");
  return named?.name ?? `${say(kind.label)} ${key}`;
}

function firstId(kind: KindInfo, record: RecordValues): string | null {
  const id = kind.title.map((name) => record[name]).find(isId);
  return typeof id === "string" && kind.prefix === null ? id : null;
}

function Content(props: {
  kind: KindInfo;
  recordKey: string;
  record: RecordValues;
  /** The record of now, when the one shown is of then. */
  present: RecordValues | null;
  size: number | undefined;
}): ReactNode {
  const t = usePlatformTexts();
  const [search, setSearch] = useSearchParams();
  const registry = useRegistry();
  const asked = search.get("tab");
  const tab: Tab = TABS.find((each) => each === asked) ?? "overview";
  const { kind, recordKey } = props;
  const subject = subjectOf(recordKey);
  const content: Record<Tab, ReactNode> = {
    overview: <Overview {...props} />,
    history: <History subject={subject} about={{ record: kind.name, key: recordKey }} />,
    related: <Related kind={kind} recordKey={recordKey} />,
    attachments: <Attachments subject={subject} />,
  };
  const shown = TABS.filter((each) => {
    if (each === "attachments") return registry.kind(ATTACHMENT) !== undefined;
    return each !== "related" || kind.prefix !== null;
  });
  return (
    <Tabs
      activeKey={tab}
      destroyOnHidden
      onChange={(next) => {
        const changed = new URLSearchParams(search);
        if (next === "overview") changed.delete("tab");
        else changed.set("tab", next);
        setSearch(changed, { replace: true });
      }}
      items={shown.map((each) => ({
        key: each,
        label: t(`record_${each}`),
        children: content[each],
      }))}
    />
  );
}
