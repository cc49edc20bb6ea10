import type { HeldRole } from "@platform/acting/acting";
import { command, useSend } from "@platform/api/commands";
import type { Receipt } from "@platform/api/types";
import { FieldBox } from "@platform/form/field-box";
import { useSay } from "@platform/i18n/language";
import { text } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { loadSession } from "@platform/session/store";
import { ProblemAlert } from "@platform/states/states";
import { Button, Input, InputNumber } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import styles from "./access.module.css";
import { PermissionList } from "./permission-list";
import { Left } from "./taken-span";
import { access } from "./texts";

const TAKE = "people.take_emergency_role/1";
const NEEDED = text(access.en.needed, "必填。");

/** What the person may do is another thing now; screens are to know it at once. */
async function known(receipt: Receipt | null): Promise<void> {
  if (receipt !== null) await loadSession();
}

/** A role for emergencies: taken with a reason for some hours, given back before if it is over. */
export function OwnRole({ role }: { role: HeldRole }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const isRunning = role.counts && role.until !== null;
  return (
    <section className={styles.held} aria-label={say(role.title)}>
      <div className={styles.spread}>
        <h2 className={styles.title}>{say(role.title)}</h2>
        {isRunning && role.until !== null ? (
          <Left until={role.until} />
        ) : (
          <span className="soft small">{t("longest", { count: role.hours ?? 0 })}</span>
        )}
      </div>
      <PermissionList permissions={role.permissions} />
      {isRunning ? <GiveBack role={role} /> : <Take role={role} />}
    </section>
  );
}

function GiveBack({ role }: { role: HeldRole }): ReactNode {
  const t = useTexts(access);
  const { send, isSending, problem, reset } = useSend();
  return (
    <>
      <div>
        <Button
          loading={isSending}
          onClick={() =>
            void send(command("people.give_back_emergency_role/1", { role_id: role.role_id })).then(
              known,
            )
          }
        >
          {t("give_back")}
        </Button>
      </div>
      {problem !== null && <ProblemAlert problem={problem} onClose={reset} />}
    </>
  );
}

function Take({ role }: { role: HeldRole }): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const id = useId();
  const label = useRegistry().label(TAKE);
  const [reason, setReason] = useState("");
  const [hours, setHours] = useState<number | null>(role.hours);
  const [isAsked, setAsked] = useState(false);
  const { send, isSending, problem, reset } = useSend();
  const isMissing = reason.trim() === "";
  const take = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isMissing) return;
    const body = { role_id: role.role_id, ...(hours !== null && { hours }) };
    void send(command(TAKE, body, { reason: reason.trim() })).then(known);
  };
  return (
    <form className="stack" noValidate onSubmit={take}>
      <FieldBox
        id={`${id}-why`}
        label={t("reason")}
        isRequired
        help={text(access.en.reason_help, "发生了什么？为何无法由他人处理？")}
        problem={isAsked && isMissing ? NEEDED : undefined}
      >
        <Input.TextArea
          id={`${id}-why`}
          value={reason}
          maxLength={1000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => setReason(event.target.value)}
        />
      </FieldBox>
      <div className={styles.row}>
        <label htmlFor={`${id}-hours`}>{t("hours")}</label>
        <InputNumber
          id={`${id}-hours`}
          min={1}
          max={role.hours ?? 1}
          precision={0}
          value={hours}
          onChange={setHours}
        />
        <Button type="primary" htmlType="submit" loading={isSending}>
          {say(label)}
        </Button>
      </div>
      {problem !== null && <ProblemAlert problem={problem} onClose={reset} />}
    </form>
  );
}
