import { Input } from "antd";
import type { ReactNode } from "react";
import styles from "./matrix.module.css";

const TEXT_MAX = 100;

/** What narrows a table, in a row above it. */
export function Filters(props: { children: ReactNode }): ReactNode {
  return <div className={styles.filters}>{props.children}</div>;
}

/** One of them: its name over its input, which has the `id`. */
export function Filter(props: {
  id: string;
  label: string;
  isBroad?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <div className={props.isBroad ? `${styles.filter} ${styles.broad}` : styles.filter}>
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
    </div>
  );
}

/** Narrows by a text that is sought. */
export function TextFilter(props: {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
}): ReactNode {
  return (
    <Filter id={props.id} label={props.label}>
      <Input
        id={props.id}
        allowClear
        value={props.value}
        maxLength={TEXT_MAX}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Filter>
  );
}
