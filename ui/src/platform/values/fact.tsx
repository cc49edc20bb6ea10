import type { ReactNode } from "react";

/** One name over its value in a list of facts; a wide one takes the whole line. */
export function Fact(props: { label: string; isWide?: boolean; children: ReactNode }): ReactNode {
  return (
    <div className={props.isWide ? "wide" : undefined}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
