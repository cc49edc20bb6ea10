import { call, type Query } from "@platform/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

const KINDS = [
  "documents.document",
  "documents.revision",
  "documents.review_step",
  "documents.link",
  "documents.copy",
];

/** An answer about controlled documents, asked for again when one of them changes. */
export function useDocuments<T>(path: string, query: Query = {}, isEnabled = true) {
  return useQuery({
    queryKey: ["documents", path, query],
    queryFn: ({ signal }) => call<T>(path, { query, signal }),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    meta: { kinds: KINDS },
  });
}
