import {
  CheckCircleFilled,
  CloseCircleFilled,
  LoadingOutlined,
  MinusCircleOutlined,
} from "@ant-design/icons";
import { useTexts } from "@platform/i18n/texts";
import { Progress } from "antd";
import type { ReactNode } from "react";
import { type Job, LEVELS, type Level, type LevelState, levelState } from "./jobs";
import styles from "./ledger.module.css";
import { ledger } from "./texts";

/** What is gone through, level after level, and how each stands. */
export function Levels({ job }: { job: Job }): ReactNode {
  return (
    <ol className={styles.levels}>
      {LEVELS.map((level) => (
        <OneLevel key={level} level={level} state={levelState(job, level)} />
      ))}
    </ol>
  );
}

function OneLevel(props: { level: Level; state: LevelState }): ReactNode {
  const t = useTexts(ledger);
  const { level, state } = props;
  return (
    <li className={styles.level} data-is={state.is}>
      <Sign state={state} />
      <strong>{t(`level_${level}`)}</strong>
      <span className={styles.levelState}>
        <Said state={state} label={t(`level_${level}`)} />
      </span>
      <span className="soft small">{t(`level_help_${level}`)}</span>
    </li>
  );
}

function Sign({ state }: { state: LevelState }): ReactNode {
  switch (state.is) {
    case "whole":
      return <CheckCircleFilled className="good" aria-hidden />;
    case "damaged":
      return <CloseCircleFilled className="bad" aria-hidden />;
    case "running":
      return <LoadingOutlined aria-hidden />;
    case "open":
      return <MinusCircleOutlined className="soft" aria-hidden />;
  }
}

function Said(props: { state: LevelState; label: string }): ReactNode {
  const t = useTexts(ledger);
  const { state } = props;
  switch (state.is) {
    case "whole":
      return t("level_whole");
    case "damaged":
      return <span className="bad">{t("level_found", { count: state.count })}</span>;
    case "running":
      return <Progress percent={state.percent ?? 0} size="small" aria-label={props.label} />;
    case "open":
      return <span className="soft">{t("level_open")}</span>;
  }
}
