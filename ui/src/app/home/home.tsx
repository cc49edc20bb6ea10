import { useSay } from "@platform/i18n/language";
import { PageHead } from "@platform/screens/page";
import { SCREENS } from "@platform/screens/registration";
import { usePerson } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { useInbox } from "../inbox/use-inbox";
import { WaitingTiles } from "../inbox/waiting-tiles";

/** The plain home page, as long as no module brings its own. */
export default function Home(): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const person = usePerson();
  const { data, error, refetch } = useInbox();
  const waiting = data?.waiting.filter((each) => each.count > 0) ?? [];
  const screens = SCREENS.filter(
    (each) => each.group && (each.permission === null || person.permissions.has(each.permission)),
  );
  return (
    <>
      <PageHead title={person.name} />
      <div className="stack">
        <Card title={t("inbox_waiting")} size="small">
          {data === undefined && error === null && <LoadingState rows={2} />}
          {error !== null && data === undefined && (
            <ErrorState error={error} retry={() => void refetch()} />
          )}
          {data !== undefined && waiting.length === 0 && <EmptyState text={t("inbox_empty")} />}
          <WaitingTiles waiting={waiting} />
        </Card>
        {screens.length > 0 && (
          <div className="tiles">
            {screens.map((screen) => (
              <Link key={screen.path} to={screen.path} className="tile">
                {screen.icon && <screen.icon />}
                <span>{say(screen.title)}</span>
              </Link>
            ))}
          </div>
        )}
      </div>
    </>
  );
}
