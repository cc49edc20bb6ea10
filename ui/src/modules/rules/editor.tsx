import type { Receipt } from "@platform/api/types";
import { FormContext, useControl, useFormState } from "@platform/form/context";
import { FieldBox } from "@platform/form/field-box";
import { Fields } from "@platform/form/field-control";
import { type CommandFormState, useCommandForm } from "@platform/form/use-command-form";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { ReceiptView } from "@platform/receipt/receipt-view";
import { useRegistry } from "@platform/registry/registry";
import type { CommandInfo, Field } from "@platform/registry/types";
import { PageHead } from "@platform/screens/page";
import { ProblemAlert } from "@platform/states/states";
import { Button, Card, Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useSearchParams } from "react-router-dom";
import { ConditionBox } from "./condition-box";
import { rules } from "./texts";
import { TrialResult } from "./trial";
import { useFaults, useFreeTrial, useTriggers, useWords } from "./use-rules";

const DRAFT = "rules.draft_version/1";
const OWN = new Set(["trigger", "condition"]);

/** A new version of the rule `?rule_id=rul_1`: written with completion, tried before it is kept. */
export default function Editor(): ReactNode {
  const command = useRegistry().command(DRAFT);
  return command === undefined ? null : <Writing command={command} />;
}

function Writing({ command }: { command: CommandInfo }): ReactNode {
  const t = useTexts(rules);
  const say = useSay();
  const [search] = useSearchParams();
  const given = useMemo(() => Object.fromEntries(search), [search]);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const form = useCommandForm(command, given, setReceipt, null);
  return (
    <>
      <PageHead title={say(command.label)} lead={t("lead")} />
      {receipt === null ? (
        <FormContext value={form.state}>
          <Form command={command} form={form} />
        </FormContext>
      ) : (
        <ReceiptView receipt={receipt} />
      )}
    </>
  );
}

function Form(props: { command: CommandInfo; form: CommandFormState }): ReactNode {
  const t = useTexts(rules);
  const say = useSay();
  const { command, form } = props;
  const { problem, isSending } = form.sending;
  const others = command.fields.filter((field) => !OWN.has(field.name));
  const named = (name: string) => command.fields.find((field) => field.name === name);
  const trigger = named("trigger");
  const condition = named("condition");
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) void form.submit();
      }}
    >
      <Card size="small" title={t("when")}>
        {trigger && <TriggerBox field={trigger} />}
        {condition && <Condition field={condition} />}
      </Card>
      <Card size="small" title={t("follows")}>
        <Fields fields={others} path={[]} />
        <div className="form-end">
          {problem !== null && <ProblemAlert problem={problem} />}
          <Button type="primary" htmlType="submit" loading={isSending}>
            {say(command.label)}
          </Button>
        </div>
      </Card>
    </form>
  );
}

function TriggerBox({ field }: { field: Field }): ReactNode {
  const t = useTexts(rules);
  const say = useSay();
  const control = useControl(["trigger"]);
  const { data } = useTriggers();
  const options = (data?.rows ?? []).map((each) => ({
    value: each.kind,
    label: `${say(each.module)} · ${bare(say(each.label))} (${each.kind})`,
  }));
  return (
    <FieldBox id={control.id} label={say(field.label)} isRequired problem={control.problem} isWide>
      <Select
        id={control.id}
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("choose")}
        options={options}
        value={typeof control.value === "string" ? control.value : undefined}
        onChange={(kind: string) => control.set(kind)}
      />
    </FieldBox>
  );
}

/** A sentence without its places for values. */
function bare(sentence: string): string {
  return sentence.replace(/\{[a-z_]+\}/g, "…");
}

function Condition({ field }: { field: Field }): ReactNode {
  const t = useTexts(rules);
  const { values } = useFormState();
  const trigger = String(values["trigger"] ?? "");
  const condition = String(values["condition"] ?? "");
  const words = useWords(trigger);
  const faults = useFaults(trigger, condition);
  const [trying, run] = useFreeTrial();
  return (
    <div className="stack">
      <ConditionBox field={field} words={words} faults={faults} />
      <div>
        <Button
          disabled={faults?.length !== 0 || condition.trim() === ""}
          loading={trying.isRunning}
          onClick={() => void run(trigger, condition)}
        >
          {t("try")}
        </Button>
      </div>
      <TrialResult trying={trying} />
    </div>
  );
}
