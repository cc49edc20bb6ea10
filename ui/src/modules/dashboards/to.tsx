import { listPath } from "@platform/screens/paths";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { Filters } from "./types";

/** A number with the list of what it counts, where there is one. */
export function To(props: {
  kind: string;
  filters: Filters | null;
  children: ReactNode;
}): ReactNode {
  if (props.filters === null) return <span className="number">{props.children}</span>;
  return (
    <Link to={listPath(props.kind, props.filters)} className="number">
      {props.children}
    </Link>
  );
}
