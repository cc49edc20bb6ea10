import { command, useSend } from "@platform/api/commands";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { Asked } from "@platform/states/asked";
import { ProblemAlert } from "@platform/states/states";
import { Fact } from "@platform/values/fact";
import { Button, Card, Checkbox, Input, Segmented } from "antd";
import { type ReactNode, useId, useMemo, useState } from "react";
import { Link, useNavigate, useParams } from "react-router-dom";
import { signOf } from "./control";
import { Drawing } from "./drawing";
import { OddPoints } from "./odd-points";
import styles from "./spc.module.css";
import { spc } from "./texts";
import type { BaselineAnswer, ChartAnswer } from "./types";
import { spanOf, useBaseline, useChart } from "./use-spc";

const HOURS = { h3: 3, h6: 6, h24: 24, d7: 168, d30: 720 } as const;
type Span = keyof typeof HOURS;
const FIRST_RULES = 3;
const REVISION_MAX = 20;

/** Limits from what was read, without the points whose cause was found. */
export default function Baseline(): ReactNode {
  const { id = "" } = useParams();
  return (
    <Asked question={useChart(id, HOURS.h3, null)}>
      {(answer) => <Cleaning key={answer.chart.id} chart={answer} />}
    </Asked>
  );
}

function Cleaning({ chart: answer }: { chart: ChartAnswer }): ReactNode {
  const t = useTexts(spc);
  const { chart } = answer;
  const [span, setSpan] = useState<{ name: Span; from: string; to: string }>(() => ({
    name: "h6",
    ...spanOf(HOURS.h6, null),
  }));
  const [rules, setRules] = useState(() =>
    answer.rules.slice(0, FIRST_RULES).map((each) => each.rule),
  );
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const leftOut = useMemo(() => Object.keys(reasons).sort(), [reasons]);
  const question = useBaseline(chart.id, { from: span.from, to: span.to }, leftOut, rules);
  const toggle = (at: string) =>
    setReasons(({ [at]: known, ...others }) =>
      known === undefined ? { ...others, [at]: "" } : others,
    );
  return (
    <>
      <PageHead
        over={<Link to={recordPath("spc.chart", chart.id)}>{chart.code}</Link>}
        title={t("baseline", { code: chart.code })}
        lead={t("baseline_lead")}
      />
      <div className={styles.form}>
        <Segmented<Span>
          aria-label={t("baseline_span")}
          value={span.name}
          options={(Object.keys(HOURS) as Span[]).map((value) => ({ value, label: t(value) }))}
          onChange={(name) => {
            setSpan({ name, ...spanOf(HOURS[name], null) });
            setReasons({});
          }}
        />
        <RulesChosen all={answer.rules} chosen={rules} onChoose={setRules} />
        {rules.length === 0 ? (
          t("choose_rule")
        ) : (
          <Asked question={question}>
            {(found) => (
              <>
                <Found answer={answer} found={found} leftOut={leftOut} onPoint={toggle} />
                <OddPoints
                  found={found}
                  reasons={reasons}
                  onToggle={toggle}
                  onReason={(at, reason) => setReasons({ ...reasons, [at]: reason })}
                />
                <Drafting
                  chartId={chart.id}
                  span={{ since: found.from, until: found.to }}
                  rules={rules}
                  reasons={reasons}
                />
              </>
            )}
          </Asked>
        )}
      </div>
    </>
  );
}

function RulesChosen(props: {
  all: ChartAnswer["rules"];
  chosen: string[];
  onChoose: (rules: string[]) => void;
}): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  return (
    <Card size="small" title={t("rules")}>
      <Checkbox.Group
        className={styles.choices}
        value={props.chosen}
        options={props.all.map((each) => ({ value: each.rule, label: say(each.label) }))}
        onChange={(chosen) =>
          props.onChoose(props.all.map((each) => each.rule).filter((rule) => chosen.includes(rule)))
        }
      />
    </Card>
  );
}

function Found(props: {
  answer: ChartAnswer;
  found: BaselineAnswer;
  leftOut: readonly string[];
  onPoint: (at: string) => void;
}): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { decimal, instant, number } = useFormats();
  const { answer, found, leftOut } = props;
  const marks = useMemo(
    () => found.fired.map((each) => ({ at: each.at, part: each.part, sign: signOf(each.rule) })),
    [found],
  );
  const out = useMemo(() => new Set(leftOut), [leftOut]);
  const still = new Set(found.fired.map((each) => each.at)).size;
  return (
    <Card size="small" title={t("would_be")}>
      <Drawing
        points={found.points}
        marks={marks}
        fired={found.fired}
        leftOut={out}
        onPoint={props.onPoint}
        label={t("drawing", {
          name: say(answer.chart.name),
          from: instant(found.from),
          to: instant(found.to),
        })}
      />
      <p className="soft small">{t("click")}</p>
      <dl className="facts">
        <Fact label={t("mean")}>{decimal(found.mean)}</Fact>
        <Fact label={t("sigma")}>{decimal(found.sigma)}</Fact>
        <Fact label={t("kept")}>{number(found.kept)}</Fact>
        <Fact label={t("still")}>{number(still)}</Fact>
        <Fact label={t("gaps")}>{number(found.gaps)}</Fact>
      </dl>
    </Card>
  );
}

function Drafting(props: {
  chartId: string;
  span: { since: string; until: string };
  rules: readonly string[];
  reasons: Readonly<Record<string, string>>;
}): ReactNode {
  const t = useTexts(spc);
  const field = useId();
  const go = useNavigate();
  const [revision, setRevision] = useState("");
  const { send, isSending, problem } = useSend();
  const exclusions = Object.entries(props.reasons).map(([at, reason]) => ({
    at,
    reason: reason.trim(),
  }));
  const isMissing = exclusions.some((each) => each.reason === "");
  const draft = async () => {
    const receipt = await send(
      command("spc.draft_limits/1", {
        chart_id: props.chartId,
        revision: revision.trim(),
        ...props.span,
        rules: props.rules as never,
        exclusions,
      }),
    );
    if (receipt !== null) go(recordPath("spc.chart", props.chartId));
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void draft();
      }}
    >
      <div className={styles.field}>
        <label htmlFor={field}>{t("revision")}</label>
        <Input
          id={field}
          className={styles.revision}
          maxLength={REVISION_MAX}
          value={revision}
          autoComplete="off"
          onChange={(event) => setRevision(event.target.value)}
        />
      </div>
      {isMissing && <span>{t("reasons_missing")}</span>}
      {problem !== null && <ProblemAlert problem={problem} />}
      <div>
        <Button
          type="primary"
          htmlType="submit"
          loading={isSending}
          disabled={revision.trim() === "" || isMissing}
        >
          {t("draft_limits")}
        </Button>
      </div>
    </form>
  );
}
