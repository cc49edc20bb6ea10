import { Alert, Button, Collapse, DatePicker, Input } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { OnBehalf } from "../acting/on-behalf";
import type { JsonObject, Receipt } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import type { CommandInfo, Field } from "../registry/types";
import { ProblemAlert } from "../states/states";
import { usePlatformTexts } from "../texts";
import { FormContext } from "./context";
import { FieldBox } from "./field-box";
import { Fields } from "./field-control";
import { useDateFormat } from "./plain-inputs";
import { type CommandFormState, OCCURRED, REASON, useCommandForm } from "./use-command-form";

const OPEN_OPTIONAL_MAX = 4;

/** The form of any command, from its fields; `onDone` with the receipt once it is recorded. */
export function CommandForm(props: {
  command: CommandInfo;
  given?: JsonObject;
  /** For whom a deputy comes here. */
  behalf?: string | undefined;
  onDone: (receipt: Receipt) => void;
  onCancel?: () => void;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { command } = props;
  const given = useMemo(() => props.given ?? {}, [props.given]);
  const form = useCommandForm(command, given, props.onDone, props.behalf ?? null);
  const place = useRef<HTMLFormElement>(null);
  useFirstProblem(place, form.state.problems);
  const { problem, isSending } = form.sending;
  const isGeneral = problem !== null && problem.fields.length === 0;
  const general = form.state.problems.get("");
  return (
    <FormContext value={form.state}>
      <form
        ref={place}
        className="command-form"
        noValidate
        onKeyDown={(event) => {
          // Enter chooses a day or an option; only elsewhere does it send the form.
          const place = (event.target as HTMLElement).closest(".ant-picker, .ant-select");
          if (event.key === "Enter" && place !== null) event.preventDefault();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSending) void form.submit();
        }}
      >
        <Draft form={form} />
        <OnBehalf
          id={`${form.state.id}-behalf`}
          standing={form.standing}
          value={form.behalf}
          onChange={form.setBehalf}
        />
        <ArrangedFields fields={command.fields} given={given} problems={form.state.problems} />
        {(command.needs_reason || form.reason !== "") && (
          <Reason form={form} isRequired={command.needs_reason} />
        )}
        {command.is_fact && <Occurred form={form} />}
        <div className="form-end">
          {isGeneral && <ProblemAlert problem={problem} />}
          {!isGeneral && form.state.problems.size > 0 && (
            <Alert
              type="error"
              showIcon
              title={general ? say(general) : t("form_fix", { count: form.state.problems.size })}
            />
          )}
          <div className="form-buttons">
            <Button type="primary" htmlType="submit" loading={isSending}>
              {problem?.isConnectionLost ? t("retry") : say(command.label)}
            </Button>
            {props.onCancel && <Button onClick={props.onCancel}>{t("cancel")}</Button>}
            {problem?.isConnectionLost && <span className="soft">{t("form_same_id")}</span>}
          </div>
          {command.is_fact && (
            <p className="soft small">
              {t("form_is_fact")} {t("form_is_fact_draft")}
            </p>
          )}
        </div>
      </form>
    </FormContext>
  );
}

/** What must be given first; what may be given behind a fold, if it is much. */
function ArrangedFields(props: {
  fields: readonly Field[];
  given: JsonObject;
  problems: ReadonlyMap<string, unknown>;
}): ReactNode {
  const t = usePlatformTexts();
  const [isOpen, setOpen] = useState(false);
  const { first, rest } = useMemo(
    () => arranged(props.fields, props.given),
    [props.fields, props.given],
  );
  const isWrongInside = rest.some((field) => props.problems.has(field.name));
  useEffect(() => {
    if (isWrongInside) setOpen(true);
  }, [isWrongInside]);
  return (
    <>
      <Fields fields={first} path={[]} />
      {rest.length > 0 && (
        <Collapse
          ghost
          className="form-more"
          activeKey={isOpen ? ["more"] : []}
          onChange={(keys) => setOpen(keys.length > 0)}
          items={[
            {
              key: "more",
              label: `${t("form_more_fields")} (${rest.length})`,
              children: <Fields fields={rest} path={[]} />,
            },
          ]}
        />
      )}
    </>
  );
}

function arranged(fields: readonly Field[], given: JsonObject): { first: Field[]; rest: Field[] } {
  const isOptional = (field: Field) => !field.required && given[field.name] === undefined;
  const optional = fields.filter(isOptional);
  if (optional.length <= OPEN_OPTIONAL_MAX) return { first: [...fields], rest: [] };
  const first = fields.filter((field) => !isOptional(field));
  const units = new Set(first.flatMap((field) => field.unit_field ?? []));
  const withUnits = fields.filter((field) => first.includes(field) || units.has(field.name));
  const rest = fields.filter((field) => !withUnits.includes(field));
  return { first: withUnits, rest };
}

function Draft({ form }: { form: CommandFormState }): ReactNode {
  const t = usePlatformTexts();
  const { ago } = useFormats();
  if (form.draftAt === null) return null;
  return (
    <Alert
      type="info"
      title={t("form_draft", { when: ago(form.draftAt) })}
      action={
        <Button size="small" onClick={form.startAnew}>
          {t("form_draft_drop")}
        </Button>
      }
    />
  );
}

function Reason(props: { form: CommandFormState; isRequired: boolean }): ReactNode {
  const t = usePlatformTexts();
  const { form } = props;
  const id = `${form.state.id}-reason`;
  const problem = form.state.problems.get(REASON) ?? form.state.problems.get("reason");
  return (
    <div className="fields">
      <FieldBox
        id={id}
        label={t("form_reason")}
        isRequired={props.isRequired}
        problem={problem}
        isWide
      >
        <Input.TextArea
          id={id}
          value={form.reason}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          aria-required={props.isRequired}
          aria-describedby={`${id}-said`}
          status={problem ? "error" : ""}
          placeholder={t("form_reason_help")}
          onChange={(event) => form.setReason(event.target.value)}
        />
      </FieldBox>
    </div>
  );
}

/** Facts may have happened before they are entered. */
function Occurred({ form }: { form: CommandFormState }): ReactNode {
  const t = usePlatformTexts();
  const format = useDateFormat();
  const [isOpen, setOpen] = useState(false);
  const id = `${form.state.id}-occurred`;
  if (!isOpen) {
    return (
      <Button type="link" className="form-earlier" onClick={() => setOpen(true)}>
        {t("form_earlier")}
      </Button>
    );
  }
  return (
    <div className="fields">
      <FieldBox
        id={id}
        label={t("form_occurred")}
        isRequired={false}
        problem={form.state.problems.get(OCCURRED)}
      >
        <DatePicker
          id={id}
          showTime={{ format: "HH:mm" }}
          format={`${format} HH:mm`}
          disabledDate={(day) => day.isAfter(dayjs(), "day")}
          value={form.occurred === "" ? null : dayjs(form.occurred)}
          onChange={(when) => form.setOccurred(when?.format("YYYY-MM-DDTHH:mm") ?? "")}
          styles={{ root: { width: "100%" } }}
        />
      </FieldBox>
    </div>
  );
}

/** Whoever sent a form with mistakes in it is brought to the first of them. */
function useFirstProblem(
  form: React.RefObject<HTMLFormElement | null>,
  problems: ReadonlyMap<string, unknown>,
): void {
  const before = useRef(0);
  useEffect(() => {
    const isNew = problems.size > before.current;
    before.current = problems.size;
    if (!isNew) return;
    const box = form.current?.querySelector("[data-problem=true]");
    box?.querySelector<HTMLElement>("input, textarea, [role=combobox]")?.focus();
    box?.scrollIntoView({ block: "center", behavior: "smooth" });
  }, [form, problems]);
}
