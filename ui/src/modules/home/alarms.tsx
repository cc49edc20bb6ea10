import { CheckCircleOutlined, ClockCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { listPath } from "@platform/screens/paths";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { Figure } from "./figures";
import styles from "./home.module.css";
import { home } from "./texts";
import { FigureLink } from "./work";

/** What is wrong, or what is late; that nothing is, is said as well. */
export function Alarms(props: { group: "wrong" | "late"; figures: Figure[] }): ReactNode {
  const t = useTexts(home);
  const isWrong = props.group === "wrong";
  const tone = isWrong ? "bad" : "odd";
  const icon = isWrong ? <WarningOutlined /> : <ClockCircleOutlined />;
  const isClear = props.figures.length === 0;
  return (
    <Card
      size="small"
      title={
        <span className={isClear ? undefined : tone}>
          {isClear ? null : icon} {t(props.group)}
        </span>
      }
    >
      {isClear ? (
        <p className="good">
          <CheckCircleOutlined aria-hidden /> {t(isWrong ? "wrong_none" : "late_none")}
        </p>
      ) : (
        <ul className={styles.lines}>
          {props.figures.map((each) => (
            <li key={each.code} className={styles.line}>
              <FigureLink figure={each} tone={tone} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** What was counted and is zero, out of the way but there. */
export function Clear(props: { figures: Figure[] }): ReactNode {
  const t = useTexts(home);
  const say = useSay();
  if (props.figures.length === 0) return null;
  return (
    <details className={styles.clear}>
      <summary>{t("clear", { count: props.figures.length })}</summary>
      <ul className={styles.clearList} aria-label={t("clear_lead")}>
        {props.figures.map((each) => (
          <li key={each.code}>
            <Link to={listPath(each.kind)}>{say(each.label)}</Link> <span>0</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
