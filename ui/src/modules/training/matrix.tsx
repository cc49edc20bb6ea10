import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Filter, Filters, TextFilter } from "@platform/matrix/filters";
import { PageHead } from "@platform/screens/page";
import { commandPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { EmptyState } from "@platform/states/states";
import { Button, Card, Pagination, Select } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { Link, useSearchParams } from "react-router-dom";
import { MatrixTable, Signs } from "./matrix-table";
import { training as words } from "./texts";
import styles from "./training.module.css";
import { TrainingRow } from "./training-row";
import type { MatrixAnswer, Training } from "./types";
import { useMatrix, useOverdue } from "./use-training";

/** People by procedures, filtered by role and area; what is overdue and what ends soon. */
export default function Matrix(): ReactNode {
  const t = useTexts(words);
  const { date } = useFormats();
  const [asked, setAsked] = useSearchParams();
  const [text, setText] = useState("");
  const search = useDeferredValue(text);
  const [offset, setOffset] = useState(0);
  const role = asked.get("role") ?? undefined;
  const area = asked.get("area") ?? undefined;
  const question = useMatrix({ role, area, search, offset });
  const maySet = usePermission("training.requirement.set");
  const narrow = (name: string, value: string | undefined) => {
    setOffset(0);
    setAsked(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === undefined) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  };
  return (
    <>
      <PageHead
        title={t("matrix")}
        lead={question.data && t("matrix_lead", { date: date(question.data.today) })}
        actions={
          maySet && (
            <Link to={commandPath("training.set_requirement/1")}>
              <Button>{t("matrix_set")}</Button>
            </Link>
          )
        }
      />
      <Asked question={question}>
        {(answer) => (
          <>
            <Tools
              answer={answer}
              role={role}
              area={area}
              text={text}
              onNarrow={narrow}
              onText={(value) => {
                setOffset(0);
                setText(value);
              }}
            />
            <Found answer={answer} onOffset={setOffset} />
          </>
        )}
      </Asked>
      <Late />
    </>
  );
}

function Tools(props: {
  answer: MatrixAnswer;
  role: string | undefined;
  area: string | undefined;
  text: string;
  onNarrow: (name: string, value: string | undefined) => void;
  onText: (text: string) => void;
}): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { answer } = props;
  return (
    <Filters>
      <Filter id="matrix-role" label={t("matrix_role")}>
        <Select
          id="matrix-role"
          allowClear
          placeholder={t("matrix_any")}
          value={props.role}
          onChange={(value: string | undefined) => props.onNarrow("role", value)}
          options={answer.roles.map((each) => ({ value: each.id, label: say(each.title) }))}
        />
      </Filter>
      <Filter id="matrix-area" label={t("matrix_area")}>
        <Select
          id="matrix-area"
          allowClear
          placeholder={t("matrix_any")}
          value={props.area}
          onChange={(value: string | undefined) => props.onNarrow("area", value)}
          options={answer.areas.map((each) => ({ value: each.id, label: each.name }))}
        />
      </Filter>
      <TextFilter
        id="matrix-find"
        label={t("matrix_find")}
        value={props.text}
        onChange={props.onText}
      />
      <span className="soft">{t("matrix_people", { count: answer.total })}</span>
    </Filters>
  );
}

function Found(props: { answer: MatrixAnswer; onOffset: (offset: number) => void }): ReactNode {
  const t = useTexts(words);
  const { answer } = props;
  if (answer.people.length === 0) return <EmptyState text={t("matrix_none")} />;
  return (
    <>
      <MatrixTable answer={answer} />
      <Pagination
        hideOnSinglePage
        total={answer.total}
        pageSize={answer.limit}
        current={1 + answer.offset / answer.limit}
        showSizeChanger={false}
        onChange={(page) => props.onOffset((page - 1) * answer.limit)}
      />
      <Signs standings={answer.standings} />
    </>
  );
}

function Late(): ReactNode {
  const t = useTexts(words);
  const question = useOverdue();
  return (
    <Asked question={question}>
      {(answer) => (
        <div className={styles.two}>
          <Card size="small" title={t("overdue")}>
            <People trainings={answer.overdue} none={t("overdue_none")} />
          </Card>
          <Card size="small" title={t("ending")}>
            <People trainings={answer.ending} none={t("ending_none")} />
          </Card>
        </div>
      )}
    </Asked>
  );
}

function People(props: { trainings: Training[]; none: string }): ReactNode {
  if (props.trainings.length === 0) return <p className="good">{props.none}</p>;
  return (
    <ul className={styles.list}>
      {props.trainings.map((each) => (
        <TrainingRow key={each.id} training={each} hasPerson />
      ))}
    </ul>
  );
}
