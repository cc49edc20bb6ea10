import { asProblem, type Problem } from "@platform/api/problem";
import { newQueryClient } from "@platform/api/queries";
import { useSay } from "@platform/i18n/language";
import { useRegistryLoading } from "@platform/registry/loading";
import { RegistryProvider } from "@platform/registry/registry";
import { NewPasswordCover } from "@platform/session/new-password";
import { SecondFactorCover } from "@platform/session/second-factor";
import { SignInAgain, SignInPage } from "@platform/session/sign-in";
import { loadSession, type Person, useSessionState } from "@platform/session/store";
import { SignDialog } from "@platform/signing/dialog";
import { Notice } from "@platform/states/notice";
import { usePlatformTexts } from "@platform/texts";
import { QueryClientProvider } from "@tanstack/react-query";
import { Button, Spin } from "antd";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Shell } from "./shell/shell";

/** Who is there: nobody, somebody at work, or somebody whose session ended meanwhile. */
export function Entrance(): ReactNode {
  const session = useSessionState();
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = useCallback(() => {
    setProblem(null);
    loadSession().catch((error: unknown) => setProblem(asProblem(error)));
  }, []);
  useEffect(ask, [ask]);

  if (session.phase === "unknown") return <Starting problem={problem} retry={ask} />;
  if (session.phase === "out") return <SignInPage />;
  // Another person gets everything anew: no answer and no draft of the one before.
  return <Desk key={session.person.userId} person={session.person} phase={session.phase} />;
}

function Desk(props: {
  person: Person;
  phase: "in" | "ended" | "password_due" | "factor_due";
}): ReactNode {
  const [queries] = useState(newQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <Work />
      {props.phase === "ended" && <SignInAgain person={props.person} />}
      {props.phase === "password_due" && <NewPasswordCover person={props.person} />}
      {props.phase === "factor_due" && <SecondFactorCover person={props.person} />}
    </QueryClientProvider>
  );
}

/** The application with the registry, which is loaded once. */
function Work(): ReactNode {
  const { registry, error, retry } = useRegistryLoading();
  if (registry === undefined) {
    return <Starting problem={error === null ? null : asProblem(error)} retry={retry} />;
  }
  return (
    <RegistryProvider registry={registry}>
      <Shell />
      <SignDialog />
    </RegistryProvider>
  );
}

function Starting(props: { problem: Problem | null; retry: () => void }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  if (props.problem === null) return <Spin size="large" fullscreen aria-label={t("loading")} />;
  return (
    <main className="sign-in">
      <Notice
        kind="warning"
        title={t(props.problem.isConnectionLost ? "offline_title" : "error_title")}
        lead={say(props.problem.text)}
      >
        <Button onClick={props.retry}>{t("retry")}</Button>
      </Notice>
    </main>
  );
}
