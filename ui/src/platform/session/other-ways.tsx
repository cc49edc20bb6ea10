import { KeyOutlined, LoginOutlined } from "@ant-design/icons";
import { Button, Divider } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { call } from "../api/client";
import { asProblem } from "../api/problem";
import type { Text } from "../i18n/text";
import { usePlatformTexts } from "../texts";
import { hasPasskeys } from "./passkey";
import { signInByPasskey } from "./store";

interface Ways {
  passkeys: boolean;
  providers: { code: string; title: string }[];
}

/** What the site offers besides a password: passkeys, and providers of single sign-on. */
export function OtherWays(props: { onProblem: (said: Text) => void }): ReactNode {
  const t = usePlatformTexts();
  const [ways, setWays] = useState<Ways>({ passkeys: false, providers: [] });
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    // Without an answer there is the password; signing in itself says what is wrong.
    call<Ways>("/api/session/ways", { isSignIn: true }).then(setWays, () => undefined);
  }, []);
  const byPasskey = async () => {
    setBusy(true);
    try {
      await signInByPasskey();
    } catch (error) {
      props.onProblem(asProblem(error).text);
    } finally {
      setBusy(false);
    }
  };
  const withPasskeys = ways.passkeys && hasPasskeys();
  if (!withPasskeys && ways.providers.length === 0) return null;
  return (
    <div className="stack">
      <Divider plain>{t("or")}</Divider>
      {withPasskeys && (
        <Button
          size="large"
          block
          icon={<KeyOutlined />}
          loading={isBusy}
          onClick={() => void byPasskey()}
        >
          {t("with_passkey")}
        </Button>
      )}
      {ways.providers.map(({ code, title }) => (
        <Button
          key={code}
          size="large"
          block
          icon={<LoginOutlined />}
          href={`/api/single-sign-on/${code}`}
        >
          {t("with_provider", { provider: title })}
        </Button>
      ))}
    </div>
  );
}
