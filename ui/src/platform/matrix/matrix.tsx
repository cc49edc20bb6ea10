import type { ReactNode } from "react";
import styles from "./matrix.module.css";

/** A table that scrolls both ways in its frame while its head stays; `className` is the table's. */
export function Matrix(props: {
  label: string;
  className?: string;
  children: ReactNode;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className={styles.frame} aria-label={props.label} tabIndex={0}>
      <table className={`${styles.matrix} ${props.className ?? ""}`}>{props.children}</table>
    </section>
  );
}
