import { useRef } from "react";
import { asProblem } from "./problem";
import { newId } from "./uuid";

/**
 * Sends under an id of its own. The same content again after a lost connection goes with the same
 * id, so that it is done once. What goes wrong is thrown as Problem.
 */
export function useSameId() {
  const unanswered = useRef<{ content: string; id: string } | null>(null);
  return async <T>(content: unknown, send: (id: string) => Promise<T>): Promise<T> => {
    const told = JSON.stringify(content);
    const id = unanswered.current?.content === told ? unanswered.current.id : newId();
    unanswered.current = { content: told, id };
    try {
      const answer = await send(id);
      unanswered.current = null;
      return answer;
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.isConnectionLost) unanswered.current = null;
      throw problem;
    }
  };
}
