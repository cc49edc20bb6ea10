import { useTexts } from "@platform/i18n/texts";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { unit } from "./texts";
import styles from "./unit.module.css";

const SHOWN = 12;

export interface Column<T> {
  name: string;
  title: string;
  isNumber?: boolean;
  show: (row: T) => ReactNode;
}

/** A short table; of a long one the first rows, the rest on demand. */
export function Rows<T>(props: {
  rows: readonly T[];
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  label: string;
}): ReactNode {
  const t = useTexts(unit);
  const [isWhole, setWhole] = useState(false);
  const { rows, columns, keyOf } = props;
  const shown = isWhole ? rows : rows.slice(0, SHOWN);
  const align = (column: Column<T>) => (column.isNumber ? styles.right : undefined);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <div className="scroll-x" tabIndex={0}>
        <table className={`rows ${styles.rows}`} aria-label={props.label}>
          <thead>
            <tr>
              {columns.map((each) => (
                <th key={each.name} scope="col" className={align(each)}>
                  {each.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map((each) => (
                  <td key={each.name} className={align(each)}>
                    {each.show(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown.length && (
        <Button type="link" size="small" className="flush" onClick={() => setWhole(true)}>
          {t("more_rows", { count: rows.length })}
        </Button>
      )}
    </>
  );
}
