import { useSend } from "@platform/api/commands";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { hasPasskeys } from "@platform/session/passkey";
import { AddPasskey, EnrolCodes } from "@platform/session/second-factor";
import { ProblemAlert } from "@platform/states/states";
import { App, Button, Card, Popconfirm } from "antd";
import { type ReactNode, useState } from "react";
import { account } from "./texts";
import type { AccountAnswer, Passkey } from "./use-account";

/** One-time codes: whether they are set up, and how to. */
export function Codes(props: { answer: AccountAnswer; onChange: () => void }): ReactNode {
  const t = useTexts(account);
  const { instant } = useFormats();
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const { totp, is_factor_required } = props.answer;
  const done = () => {
    setOpen(false);
    message.success(t("replaced"));
    props.onChange();
  };
  return (
    <Card title={t("second_factor")} size="small">
      <div className="stack">
        <p className="soft">{t("second_factor_lead")}</p>
        {is_factor_required && <p>{t("second_factor_required")}</p>}
        {totp !== null && (
          <p>
            {t("enrolled", { at: instant(totp.enrolled_at) })}{" "}
            {t("recovery_left", { count: totp.recovery_left })}
          </p>
        )}
        {totp === null || isOpen ? (
          <EnrolCodes onDone={done} />
        ) : (
          <Button onClick={() => setOpen(true)}>{t("replace")}</Button>
        )}
      </div>
    </Card>
  );
}

/** Passkeys of one's own: added with the password once more, removed by one command. */
export function Passkeys(props: { answer: AccountAnswer; onChange: () => void }): ReactNode {
  const t = useTexts(account);
  const { message } = App.useApp();
  const { passkeys, can_have_passkeys } = props.answer;
  const done = () => {
    message.success(t("passkey_added"));
    props.onChange();
  };
  return (
    <Card title={t("passkeys")} size="small">
      <div className="stack">
        <p className="soft">{t("passkeys_lead")}</p>
        {passkeys.length === 0 && <p>{t("passkeys_none")}</p>}
        <ul className="plain stack">
          {passkeys.map((each) => (
            <OnePasskey key={each.id} passkey={each} onChange={props.onChange} />
          ))}
        </ul>
        {can_have_passkeys && hasPasskeys() ? (
          <AddPasskey onDone={done} />
        ) : (
          <p className="soft">{t("passkeys_nowhere")}</p>
        )}
      </div>
    </Card>
  );
}

function OnePasskey(props: { passkey: Passkey; onChange: () => void }): ReactNode {
  const t = useTexts(account);
  const { instant } = useFormats();
  const { message } = App.useApp();
  const { send, isSending, problem } = useSend();
  const { id, name, enrolled_at, used_at, is_synced } = props.passkey;
  const remove = async () => {
    const body = { passkey_id: id };
    if ((await send({ kind: "credentials.remove_own_passkey/1", body })) === null) return;
    message.success(t("removed"));
    props.onChange();
  };
  const said = [
    t("added", { at: instant(enrolled_at) }),
    ...(used_at === null ? [] : [t("used", { at: instant(used_at) })]),
    ...(is_synced ? [t("synced")] : []),
  ];
  return (
    <li>
      <strong>{name}</strong>{" "}
      <Popconfirm title={t("remove_sure")} okText={t("remove")} onConfirm={() => void remove()}>
        <Button size="small" danger loading={isSending} aria-label={t("remove_named", { name })}>
          {t("remove")}
        </Button>
      </Popconfirm>
      <div className="soft small">{said.join(" · ")}</div>
      {problem !== null && <ProblemAlert problem={problem} />}
    </li>
  );
}
