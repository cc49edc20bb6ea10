import { call, type Query } from "@platform/api/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type {
  Guide,
  MatrixAnswer,
  MineAnswer,
  PaperAnswer,
  QuestionsAnswer,
  Training,
} from "./types";

const KINDS = [
  "training.training",
  "training.requirement",
  "training.exception",
  "training.assessment",
  "training.acknowledgement",
  "training.guide_step",
  "documents.revision",
];

/** An answer of training, asked for again when what it shows changes. */
function useAnswer<T>(path: string, query: Query = {}) {
  return useQuery({
    queryKey: ["training", path, query],
    queryFn: ({ signal }) => call<T>(path, { query, signal }),
    placeholderData: keepPreviousData,
    meta: { kinds: KINDS },
  });
}

export const useMine = () => useAnswer<MineAnswer>("/api/training/mine");
export const usePaper = (id: string) => useAnswer<PaperAnswer>(`/api/training/paper/${id}`);
export const useMatrix = (query: Query) => useAnswer<MatrixAnswer>("/api/training/matrix", query);
export const useOverdue = () =>
  useAnswer<{ overdue: Training[]; ending: Training[] }>("/api/training/overdue", { limit: 50 });
export const useObservations = () =>
  useAnswer<{ trainings: Training[] }>("/api/training/observations", { limit: 200 });
export const useGuides = () => useAnswer<{ guides: Guide[] }>("/api/guides");
export const useQuestions = (revisionId: string) =>
  useAnswer<QuestionsAnswer>(`/api/training/questions/${revisionId}`);
