import { type ReactNode, useMemo } from "react";
import { useParams, useSearchParams } from "react-router-dom";
import { useLanguage, useSay } from "../i18n/language";
import { useRegistry } from "../registry/registry";
import type { KindInfo } from "../registry/types";
import { PageHead } from "../screens/page";
import { usePermission } from "../session/store";
import { EmptyState, ErrorState, NoPermission } from "../states/states";
import { usePlatformTexts } from "../texts";
import { ListTools } from "./list-tools";
import { CommandButtons } from "./new-buttons";
import { firstColumns, type Question, readQuestion, serverQuery, writeQuestion } from "./question";
import { RecordTable } from "./record-table";
import { useRecords } from "./use-list";

/** A list of any kind of record. */
export default function ListPage(): ReactNode {
  const t = usePlatformTexts();
  const kind = useRegistry().kind(useParams().kind ?? "");
  if (kind === undefined) return <EmptyState text={t("not_found_title")} />;
  return <KindList key={kind.name} kind={kind} />;
}

function KindList({ kind }: { kind: KindInfo }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const isPermitted = usePermission(kind.permission);
  const [search, setSearch] = useSearchParams();
  const question = useMemo(() => readQuestion(search), [search]);
  const language = useLanguage();
  const columns = question.columns ?? firstColumns(kind, language);
  const list = useRecords(kind.name, serverQuery(question), { isEnabled: isPermitted });
  const change = (next: Question) => setSearch(writeQuestion(next), { replace: true });
  if (!isPermitted) return <NoPermission permission={kind.permission} />;
  return (
    <>
      <PageHead
        over={say(registry.module(kind.module))}
        title={say(kind.label)}
        actions={<CommandButtons kind={kind} />}
      />
      <ListTools kind={kind} question={question} columns={columns} onChange={change} />
      {list.error !== null && list.data === undefined ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : (
        <RecordTable
          kind={kind}
          page={list.data}
          question={question}
          columns={columns}
          isLoading={list.isFetching && (list.isPlaceholderData || list.data === undefined)}
          onChange={change}
        />
      )}
    </>
  );
}
