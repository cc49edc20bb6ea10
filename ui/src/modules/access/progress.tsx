import { useTexts } from "@platform/i18n/texts";
import { Progress as Bar } from "antd";
import type { ReactNode } from "react";
import { access } from "./texts";

/** How many lines of a review are decided. */
export function Progress(props: { done: number; total: number }): ReactNode {
  const t = useTexts(access);
  const { done, total } = props;
  return (
    <div>
      <Bar
        aria-label={t("progress", { done, total })}
        percent={total === 0 ? 100 : Math.floor((100 * done) / total)}
        showInfo={false}
      />
      <p className="soft small" role="status">
        {t("progress", { done, total })}
      </p>
    </div>
  );
}
