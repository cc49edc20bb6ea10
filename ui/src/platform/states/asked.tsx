import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState, LoadingState } from "./states";

/** An answer when it is there; until then the outline, or why it does not come. */
export function Asked<T>(props: {
  question: UseQueryResult<T>;
  children: (answer: T) => ReactNode;
}): ReactNode {
  const { data, error, refetch } = props.question;
  if (data !== undefined) return props.children(data);
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  return <LoadingState />;
}
