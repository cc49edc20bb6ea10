import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { PageHead } from "@platform/screens/page";
import { NewPasswordForm } from "@platform/session/new-password";
import { usePerson } from "@platform/session/store";
import { ErrorState, LoadingState } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { App, Card } from "antd";
import { type ReactNode, useState } from "react";
import { Appearance } from "./appearance";
import { Codes, Passkeys } from "./factors";
import { Sessions } from "./sessions";
import { account } from "./texts";
import { type AccountAnswer, useAccount } from "./use-account";

/** One's own account: what one signs in with, where one is signed in, how it looks. */
export default function Account(): ReactNode {
  const t = usePlatformTexts();
  const person = usePerson();
  const { data, error, refetch } = useAccount();
  const changed = () => void refetch();
  return (
    <>
      <PageHead title={t("account")} over={`${person.name} · ${person.login}`} />
      {error !== null && <ErrorState error={error} retry={changed} />}
      {data === undefined && error === null && <LoadingState />}
      <div className="cards">
        {data !== undefined && (
          <>
            <Password answer={data} onChange={changed} />
            <Codes answer={data} onChange={changed} />
            <Passkeys answer={data} onChange={changed} />
            <Sessions answer={data} onChange={changed} />
            {data.links.length > 0 && <Links answer={data} />}
          </>
        )}
        <Appearance />
      </div>
    </>
  );
}

function Password(props: { answer: AccountAnswer; onChange: () => void }): ReactNode {
  const t = useTexts(account);
  const said = usePlatformTexts();
  const { instant } = useFormats();
  const { message } = App.useApp();
  const [round, setRound] = useState(0);
  const { password, login } = props.answer;
  const done = () => {
    message.success(said("password_changed"));
    setRound(round + 1);
    props.onChange();
  };
  if (password === null) {
    return (
      <Card title={t("password")} size="small">
        {t("no_password")}
      </Card>
    );
  }
  return (
    <Card title={t("password")} size="small">
      <div className="stack">
        <p className="soft">
          {password.is_temporary
            ? t("password_temporary")
            : t("password_set", { at: instant(password.set_at), due: instant(password.due_at) })}
        </p>
        {password.reset_by !== null && (
          <p className="soft">
            {t("password_reset_by")} <Name id={password.reset_by} />
          </p>
        )}
        <NewPasswordForm key={round} login={login} onDone={done} />
      </div>
    </Card>
  );
}

function Links(props: { answer: AccountAnswer }): ReactNode {
  const t = useTexts(account);
  return (
    <Card title={t("links")} size="small">
      <p className="soft">{t("links_lead")}</p>
      <ul className="plain">
        {props.answer.links.map(({ id, provider }) => (
          <li key={id}>{provider}</li>
        ))}
      </ul>
    </Card>
  );
}
