import { CompassOutlined } from "@ant-design/icons";
import { useLedger } from "@platform/api/ledger";
import { useFormats } from "@platform/formats/use-formats";
import { wallOf } from "@platform/formats/zoned";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useInbox } from "@platform/inbox/use-inbox";
import { OwnWork } from "@platform/own/own-work";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { SCREENS } from "@platform/screens/registration";
import { usePerson } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { Button, Card } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import { Alarms, Clear } from "./alarms";
import { type Figure, sorted } from "./figures";
import { FirstSteps } from "./first-steps";
import styles from "./home.module.css";
import { Recent } from "./recent";
import { placesOf } from "./steps";
import { Tasks } from "./tasks";
import { home } from "./texts";
import { useHome, useRecent } from "./use-home";
import { WorkList } from "./work";

/** With fewer entries of their own somebody is new. */
const NEW_UNDER = 5;

/** What waits for the person, what is wrong, what is late, and what they did last. */
export default function Home(): ReactNode {
  const t = useTexts(home);
  const person = usePerson();
  const first = useFirstSteps();
  return (
    <>
      <PageHead
        title={person.name}
        over={<Today />}
        actions={
          !first.isShown && (
            <Button icon={<CompassOutlined />} onClick={first.show}>
              {t("first_steps")}
            </Button>
          )
        }
      />
      <div className="stack">
        {first.isShown && <FirstSteps ownEntry={first.ownEntry} onHide={first.hide} />}
        <Places />
        <Own />
        <div className={styles.columns}>
          <Figures />
          <Recent />
        </div>
      </div>
    </>
  );
}

function Today(): ReactNode {
  const { date } = useFormats();
  const ledger = useLedger();
  if (ledger === undefined) return null;
  const today = wallOf(new Date().toISOString(), ledger.zone).slice(0, 10);
  return (
    <>
      {date(today)} · {ledger.site}
    </>
  );
}

/** The screens at which the person works. */
function Places(): ReactNode {
  const t = useTexts(home);
  const say = useSay();
  const { permissions } = usePerson();
  const registry = useRegistry();
  const places = placesOf(
    SCREENS,
    (kind) => registry.command(kind),
    (code) => code === null || permissions.has(code),
  );
  if (places.length === 0) return null;
  return (
    <nav aria-label={t("places")} className={styles.places}>
      {places.map((each) => (
        <Link key={each.path} to={each.path} className={styles.place}>
          {each.icon && <each.icon />}
          <span>{say(each.title)}</span>
        </Link>
      ))}
    </nav>
  );
}

/** What the person has to do for themselves, such as a training. */
function Own(): ReactNode {
  const own = useInbox().data?.own ?? [];
  return <OwnWork lists={own} />;
}

function Figures(): ReactNode {
  const { data, error, refetch } = useHome();
  if (data === undefined) {
    return (
      <Card size="small">
        {error === null ? (
          <LoadingState />
        ) : (
          <ErrorState error={error} retry={() => void refetch()} />
        )}
      </Card>
    );
  }
  return data.figures.length === 0 ? <NoFigures /> : <Sorted figures={data.figures} />;
}

/** Roles that only administer have no figures; there is still something to do. */
function NoFigures(): ReactNode {
  const t = useTexts(home);
  return (
    <Card size="small">
      <EmptyState
        text={t("no_figures")}
        action={
          <div className={styles.begin}>
            <Link to="/do">{t("all_commands")}</Link>
            <Link to="/lists">{t("step_look_do")}</Link>
          </div>
        }
      />
    </Card>
  );
}

function Sorted(props: { figures: Figure[] }): ReactNode {
  const t = useTexts(home);
  const inbox = useInbox().data;
  const { waiting, wrong, late, clear } = sorted(props.figures, inbox);
  const tasks = inbox?.tasks ?? [];
  return (
    <div className="stack">
      {(waiting.length > 0 || tasks.length === 0) && (
        <Card size="small" title={t("waiting")}>
          {waiting.length > 0 ? <WorkList work={waiting} /> : <Nothing />}
        </Card>
      )}
      {tasks.length > 0 && <Tasks tasks={tasks} />}
      <div className={styles.alarms}>
        <Alarms group="wrong" figures={wrong} />
        <Alarms group="late" figures={late} />
      </div>
      <Clear figures={clear} />
    </div>
  );
}

function Nothing(): ReactNode {
  const t = useTexts(home);
  return (
    <>
      <p>{t("waiting_none")}</p>
      <p className="soft small">{t("waiting_none_lead")}</p>
    </>
  );
}

/** First steps show themselves to who is new, until hidden; anybody may ask for them. */
function useFirstSteps() {
  const { userId } = usePerson();
  const kept = `lotproof.first-steps.${userId}`;
  const recent = useRecent().data;
  const [choice, setChoice] = useState(() => localStorage.getItem(kept));
  // The demonstration's people have a history; who looks at it has none.
  const isDemonstration = useLedger()?.is_demonstration === true;
  const isNew = recent !== undefined && (isDemonstration || recent.entries.length < NEW_UNDER);
  const choose = (next: "shown" | "hidden") => {
    localStorage.setItem(kept, next);
    setChoice(next);
  };
  return {
    isShown: choice === "shown" || (choice === null && isNew),
    ownEntry: recent?.entries[0]?.seq ?? null,
    show: () => choose("shown"),
    hide: () => choose("hidden"),
  };
}
