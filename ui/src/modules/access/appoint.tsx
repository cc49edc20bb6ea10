import { command, useSend } from "@platform/api/commands";
import { FieldBox } from "@platform/form/field-box";
import { useDateFormat } from "@platform/form/plain-inputs";
import { useFormats } from "@platform/formats/use-formats";
import { instantOf } from "@platform/formats/zoned";
import { useSay } from "@platform/i18n/language";
import { type Text, text } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { ProblemAlert } from "@platform/states/states";
import { Button, DatePicker, Input, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import styles from "./access.module.css";
import { grouped } from "./permissions";
import { access } from "./texts";
import type { OwnAnswer } from "./types";

const DELEGATE = "people.delegate/1";
/** `people.delegation` holds so many. */
const PERMISSIONS_MAX = 100;
const NEEDED = text(access.en.needed, "必填。");

interface Draft {
  deputy: string | null;
  permissions: string[];
  from: Dayjs | null;
  until: Dayjs | null;
  reason: string;
}

const EMPTY: Draft = { deputy: null, permissions: [], from: null, until: null, reason: "" };

/** Appoints a deputy: who, for what, from when until when, why. */
export function Appoint({ own }: { own: OwnAnswer }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const id = useId();
  const label = useRegistry().label(DELEGATE);
  const { habit } = useFormats();
  const [draft, setDraft] = useState(EMPTY);
  const [isAsked, setAsked] = useState(false);
  const { send, isSending, problem, reset } = useSend();
  const { deputy, permissions, from, until, reason } = draft;
  const set = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }));
  const missing = (is: boolean): Text | undefined => (isAsked && is ? NEEDED : undefined);
  const at = (wall: Dayjs) => instantOf(wall.format("YYYY-MM-DDTHH:mm:00"), habit.zone);
  const appoint = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (deputy === null || permissions.length === 0 || until === null || reason.trim() === "") {
      return;
    }
    const body = {
      deputy_id: deputy,
      permissions,
      valid_until: at(until),
      ...(from !== null && { valid_from: at(from) }),
    };
    const receipt = await send(command(DELEGATE, body, { reason: reason.trim() }));
    if (receipt === null) return;
    setDraft(EMPTY);
    setAsked(false);
  };
  if (own.delegable.length === 0) return <p className="soft">{t("appoint_none")}</p>;
  return (
    <form className="stack" noValidate onSubmit={(event) => void appoint(event)}>
      <FieldBox
        id={`${id}-deputy`}
        label={t("deputy")}
        isRequired
        problem={missing(deputy === null)}
      >
        <Select<string>
          id={`${id}-deputy`}
          showSearch={{ optionFilterProp: "label" }}
          placeholder={t("choose_deputy")}
          value={deputy}
          options={own.people.map(({ id: value, name }) => ({ value, label: name }))}
          onChange={(value) => set({ deputy: value })}
        />
      </FieldBox>
      <What
        id={`${id}-what`}
        delegable={own.delegable}
        value={permissions}
        problem={missing(permissions.length === 0)}
        onChange={(value) => set({ permissions: value })}
      />
      <Times
        id={id}
        draft={draft}
        days={own.delegation_days}
        problem={missing(until === null)}
        onChange={set}
      />
      <FieldBox
        id={`${id}-why`}
        label={t("reason")}
        isRequired
        problem={missing(reason.trim() === "")}
      >
        <Input.TextArea
          id={`${id}-why`}
          value={reason}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => set({ reason: event.target.value })}
        />
      </FieldBox>
      {problem !== null && <ProblemAlert problem={problem} onClose={reset} />}
      <div>
        <Button type="primary" htmlType="submit" loading={isSending}>
          {say(label)}
        </Button>
      </div>
    </form>
  );
}

/** Some of one's permissions, by module, or all of them. */
function What(props: {
  id: string;
  delegable: readonly string[];
  value: string[];
  problem: Text | undefined;
  onChange: (permissions: string[]) => void;
}): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const registry = useRegistry();
  const { delegable, value } = props;
  return (
    <FieldBox
      id={props.id}
      label={t("what")}
      isRequired
      problem={props.problem}
      help={text(
        access.en.many_max.replace("{max}", String(PERMISSIONS_MAX)),
        `最多 ${PERMISSIONS_MAX} 项权限。`,
      )}
    >
      <Select<string[]>
        id={props.id}
        mode="multiple"
        maxTagCount={6}
        maxCount={PERMISSIONS_MAX}
        showSearch={{ optionFilterProp: "label" }}
        value={value}
        options={grouped(delegable).map((group) => ({
          label: say(registry.module(group.module)),
          options: group.permissions.map((each) => ({
            value: each,
            label: say(registry.label(each)),
          })),
        }))}
        onChange={props.onChange}
      />
      {delegable.length <= PERMISSIONS_MAX && value.length < delegable.length && (
        <Button
          type="link"
          size="small"
          className="flush"
          onClick={() => props.onChange([...delegable])}
        >
          {t("what_all")}
        </Button>
      )}
    </FieldBox>
  );
}

function Times(props: {
  id: string;
  draft: Draft;
  days: number;
  problem: Text | undefined;
  onChange: (more: Partial<Draft>) => void;
}): ReactNode {
  const t = useTexts(access);
  const format = `${useDateFormat()} HH:mm`;
  const { id, draft, days } = props;
  const isOutside = (day: Dayjs) =>
    day.isBefore(dayjs(), "day") || day.isAfter(dayjs().add(days, "day"), "day");
  return (
    <div className={styles.times}>
      <FieldBox id={`${id}-from`} label={t("from")} isRequired={false}>
        <DatePicker
          id={`${id}-from`}
          showTime={{ format: "HH:mm" }}
          format={format}
          placeholder={t("from_now")}
          disabledDate={isOutside}
          value={draft.from}
          onChange={(from) => props.onChange({ from })}
        />
      </FieldBox>
      <FieldBox
        id={`${id}-until`}
        label={t("to")}
        isRequired
        problem={props.problem}
        help={text(
          access.en.days_max_other.replace("{count}", String(days)),
          `最长为自今日起 ${days} 天。`,
        )}
      >
        <DatePicker
          id={`${id}-until`}
          showTime={{ format: "HH:mm" }}
          format={format}
          disabledDate={isOutside}
          value={draft.until}
          onChange={(until) => props.onChange({ until })}
        />
      </FieldBox>
    </div>
  );
}
