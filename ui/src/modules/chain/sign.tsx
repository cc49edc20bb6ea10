import type { ReactNode } from "react";
import styles from "./chain.module.css";
import type { Sort } from "./look";

/** Outlines of the shapes that the drawing has for each sort, on 28 by 16. */
const OUTLINES: Readonly<Record<Sort, string>> = {
  person: "M5 1H23Q27 1 27 5V11Q27 15 23 15H5Q1 15 1 11V5Q1 1 5 1Z",
  machine: "M5 1H23L27 5V11L23 15H5L1 11V5Z",
  program: "M4 1H24Q28 8 24 15H4Q0 8 4 1Z",
  reading: "M9 1H19L27 5V11L19 15H9L1 11V5Z",
  rule: "M1 1H27V15H1Z",
  hidden: "M1 1H27V15H1Z",
};

/** The shape of a sort in its colours. */
export function Sign({ sort }: { sort: Sort }): ReactNode {
  return (
    <svg width={28} height={16} viewBox="0 0 28 16" aria-hidden className={styles[sort]}>
      <path d={OUTLINES[sort]} />
    </svg>
  );
}
