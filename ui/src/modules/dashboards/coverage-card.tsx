import { CheckCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { listPath } from "@platform/screens/paths";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./dashboards.module.css";
import { FigureCard } from "./figure-card";
import { missing, ofCoverage } from "./rows";
import { dashboards } from "./texts";
import type { Coverage, DashboardAnswer } from "./types";

/** A demand on completeness: what is missing is named. */
export function CoverageCard(props: { coverage: Coverage; answer: DashboardAnswer }): ReactNode {
  const { coverage, answer } = props;
  return (
    <FigureCard
      figure={ofCoverage(coverage)}
      answer={answer}
      note={coverage.total.value !== null && <Gaps coverage={coverage} />}
    />
  );
}

function Gaps({ coverage }: { coverage: Coverage }): ReactNode {
  const t = useTexts(dashboards);
  const { number } = useFormats();
  const count = missing(coverage.total);
  if (count === 0) {
    return (
      <span className="good small">
        <CheckCircleOutlined aria-hidden /> {t("complete")}
      </span>
    );
  }
  return (
    <span className="odd small">
      <WarningOutlined aria-hidden /> {t("missing", { count, n: number(count) })}
      {coverage.gaps !== null && (
        <>
          {" · "}
          <Link to={listPath(coverage.kind, coverage.gaps)} className={styles.underlined}>
            {t("gaps")}
          </Link>
        </>
      )}
    </span>
  );
}
