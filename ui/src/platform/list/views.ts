import { command, type Sending, useSend } from "../api/commands";
import type { JsonObject, RecordValues } from "../api/types";
import { usePerson } from "../session/store";
import { type Question, readQuestion, writeQuestion } from "./question";
import { useRecords } from "./use-list";

const VIEW = "people.view";
const MOST = 100;

/** A question somebody asks often, by a name of their own. */
export interface SavedView {
  id: string;
  name: string;
  /** The search part of the address. */
  search: string;
  isOwn: boolean;
  isShared: boolean;
  owner: string;
}

/** A view of the server as the list's address says it. */
export function viewOf(record: RecordValues, userId: string): SavedView {
  const question: Question = {
    ...readQuestion(new URLSearchParams()),
    filters: record.filters as Record<string, string>,
    columns: columnsOf(record.columns as string[] | undefined),
    sort: String(record.sorted_by ?? ""),
    search: String(record.search_text ?? ""),
  };
  return {
    id: String(record.id),
    name: String(record.name),
    search: writeQuestion(question).toString(),
    isOwn: record.user_id === userId,
    isShared: record.is_shared === true,
    owner: String(record.user_id),
  };
}

function columnsOf(columns: readonly string[] | undefined): readonly string[] | null {
  return columns === undefined || columns.length === 0 ? null : columns;
}

/** The question of an address as `people.save_view` takes it. */
export function saved(kind: string, name: string, search: URLSearchParams, isShared: boolean) {
  const question = readQuestion(search);
  return {
    record_kind: kind,
    name,
    filters: question.filters as JsonObject & Record<string, string>,
    columns: [...(question.columns ?? [])],
    sorted_by: question.sort,
    search_text: question.search,
    is_shared: isShared,
  };
}

/** The saved views of a kind of record: the person's own, and those that are shared. */
export function useViews(kind: string): {
  views: readonly SavedView[];
  sending: Sending;
  save: (name: string, search: URLSearchParams, isShared: boolean) => Promise<boolean>;
  remove: (view: SavedView) => Promise<boolean>;
} {
  const { userId } = usePerson();
  const sending = useSend();
  const query = { record_kind: kind, state: "kept", sort: "name", limit: MOST };
  const { data } = useRecords(VIEW, query);
  const done = async (sent: Promise<unknown>) => (await sent) !== null;
  return {
    views: (data?.records ?? []).map((record) => viewOf(record, userId)),
    sending,
    save: (name, search, isShared) =>
      done(sending.send(command("people.save_view/1", saved(kind, name, search, isShared)))),
    remove: ({ id }) => done(sending.send(command("people.delete_view/1", { view_id: id }))),
  };
}
