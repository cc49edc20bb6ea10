import { useDateFormat } from "@platform/form/plain-inputs";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { IdPicker } from "@platform/pick/id-picker";
import { SubjectPicker } from "@platform/pick/subject-picker";
import { useRegistry } from "@platform/registry/registry";
import { entryPath } from "@platform/screens/paths";
import { Button, DatePicker, InputNumber, Select, Tag } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useNavigate } from "react-router-dom";
import styles from "./ledger.module.css";
import { type EntryQuestion, isNarrowed, KINDS_MAX, OUTCOMES } from "./question";
import { ledger } from "./texts";

/** Kinds that people look for by name; an id of any other kind in the address does as well. */
const SOUGHT = [
  "warehouse.lot",
  "warehouse.serial",
  "warehouse.package",
  "items.item",
  "production.work_order",
  "purchasing.purchase_order",
  "sales.order",
  "sales.shipment",
  "equipment.equipment",
  "parties.party",
];

/** By what the entries are narrowed down. */
export function Filters(props: {
  question: EntryQuestion;
  onChange: (question: EntryQuestion) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const { question, onChange } = props;
  const set = (more: Partial<EntryQuestion>) => onChange({ ...question, ...more });
  const none = { subject: null, actor: null, kinds: [], outcome: null, from: null, to: null };
  return (
    <div className={styles.filters}>
      <Subject subject={question.subject} onChange={(subject) => set({ subject })} />
      <Actor actor={question.actor} onChange={(actor) => set({ actor })} />
      <Kinds kinds={question.kinds} onChange={(kinds) => set({ kinds })} />
      <Outcome outcome={question.outcome} onChange={(outcome) => set({ outcome })} />
      <Time question={question} onChange={set} />
      <GoTo />
      <p className={`soft small ${styles.hint}`}>
        {t("keys")}
        {isNarrowed(question) && (
          <Button type="link" size="small" onClick={() => onChange(none)}>
            {t("filter_clear")}
          </Button>
        )}
      </p>
    </div>
  );
}

function Subject(props: {
  subject: string | null;
  onChange: (subject: string | null) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const registry = useRegistry();
  const prefixes = useMemo(
    () => SOUGHT.flatMap((kind) => registry.kind(kind)?.prefix ?? []),
    [registry],
  );
  return (
    <div className={styles.filter}>
      <span className="filter-label">{t("filter_subject")}</span>
      {props.subject === null ? (
        <SubjectPicker
          prefixes={prefixes}
          label={t("filter_subject")}
          onPick={(subject) => props.onChange(subject)}
        />
      ) : (
        <Tag closable className={styles.chosen} onClose={() => props.onChange(null)}>
          <Name id={props.subject} />
        </Tag>
      )}
    </div>
  );
}

function Actor(props: {
  actor: string | null;
  onChange: (actor: string | null) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const id = useId();
  const isProgram = props.actor?.startsWith("sys_") ?? false;
  return (
    <div className={styles.filter}>
      <label className="filter-label" htmlFor={id}>
        {t("filter_actor")}
      </label>
      {isProgram && props.actor !== null ? (
        <Tag closable className={styles.chosen} onClose={() => props.onChange(null)}>
          <Name id={props.actor} />
        </Tag>
      ) : (
        <IdPicker
          prefix="usr"
          id={id}
          value={props.actor}
          onChange={(one) => props.onChange(one)}
        />
      )}
    </div>
  );
}

/** Commands by module. */
function Kinds(props: {
  kinds: readonly string[];
  onChange: (kinds: string[]) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const say = useSay();
  const registry = useRegistry();
  const id = useId();
  const options = useMemo(
    () =>
      registry.answer.modules.flatMap((module) => {
        const own = registry.commands.filter((command) => command.module === module.name);
        const options = own.map(({ kind, label }) => ({ value: kind, label: say(label) }));
        return options.length === 0
          ? []
          : [{ label: say(module.title), title: module.name, options }];
      }),
    [registry, say],
  );
  return (
    <div className={styles.filter}>
      <label className="filter-label" htmlFor={id}>
        {t("filter_kind")}
      </label>
      <Select<string[]>
        id={id}
        mode="multiple"
        maxCount={KINDS_MAX}
        maxTagCount="responsive"
        value={[...props.kinds]}
        placeholder={t("filter_kind_any")}
        showSearch={{ optionFilterProp: "label" }}
        allowClear
        options={options}
        onChange={props.onChange}
        styles={{ root: { width: "100%" } }}
      />
    </div>
  );
}

function Outcome(props: {
  outcome: string | null;
  onChange: (outcome: string | null) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const id = useId();
  return (
    <div className={styles.filter}>
      <label className="filter-label" htmlFor={id}>
        {t("filter_outcome")}
      </label>
      <Select<string>
        id={id}
        value={props.outcome ?? ""}
        options={[
          { value: "", label: t("outcome_any") },
          ...OUTCOMES.map((value) => ({ value, label: t(`outcome_${value}`) })),
        ]}
        onChange={(value) => props.onChange(value || null)}
        styles={{ root: { width: "100%" } }}
      />
    </div>
  );
}

function Time(props: {
  question: EntryQuestion;
  onChange: (more: Partial<EntryQuestion>) => void;
}): ReactNode {
  const t = useTexts(ledger);
  const format = useDateFormat();
  const id = useId();
  const { from, to } = props.question;
  return (
    <div className={styles.filter}>
      <label className="filter-label" htmlFor={id}>
        {t("filter_time")}
      </label>
      <DatePicker.RangePicker
        id={{ start: id, end: `${id}-end` }}
        format={format}
        allowEmpty={[true, true]}
        value={[from && dayjs(from), to && dayjs(to)].map((each) => each || null) as Range}
        onChange={(range) =>
          props.onChange({
            from: range?.[0]?.format("YYYY-MM-DD") ?? null,
            to: range?.[1]?.format("YYYY-MM-DD") ?? null,
          })
        }
        styles={{ root: { width: "100%" } }}
      />
    </div>
  );
}

type Range = [dayjs.Dayjs | null, dayjs.Dayjs | null];

/** Straight to an entry whose number one knows. */
function GoTo(): ReactNode {
  const t = useTexts(ledger);
  const navigate = useNavigate();
  const id = useId();
  const [seq, setSeq] = useState<number | null>(null);
  return (
    <form
      className={styles.filter}
      onSubmit={(event) => {
        event.preventDefault();
        if (seq !== null) void navigate(entryPath(seq));
      }}
    >
      <label className="filter-label" htmlFor={id}>
        {t("filter_number")}
      </label>
      <div className={styles.goto}>
        <InputNumber<number>
          id={id}
          min={0}
          precision={0}
          controls={false}
          prefix="#"
          value={seq}
          onChange={setSeq}
          styles={{ root: { width: "100%" } }}
        />
        <Button htmlType="submit" disabled={seq === null}>
          {t("filter_number_go")}
        </Button>
      </div>
    </form>
  );
}
