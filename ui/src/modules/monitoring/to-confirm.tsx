import { command, useSend } from "@platform/api/commands";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { usePermission, usePerson } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { EmptyState, ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./by-hand.module.css";
import { doubtKey } from "./hand-verdict";
import { ReadingForm } from "./reading-form";
import { monitoring } from "./texts";
import type { HandReading } from "./types";
import { useSeries } from "./use-monitoring";
import { type Doing, useWaitingKeys } from "./use-waiting-keys";

/** As many as a person can look through; how many there are the inbox says. */
const MOST = 200;
const KIND = "monitoring.hand_reading";

/** Readings that wait for a second person: looked at, then confirmed or read anew; also by keys. */
export default function ToConfirm(): ReactNode {
  const t = useTexts(monitoring);
  const question = useRecords(KIND, { state: "to_confirm", limit: MOST });
  return (
    <>
      <PageHead
        over={<Link to="/monitoring">{t("live")}</Link>}
        title={t("to_confirm")}
        lead={t("to_confirm_lead")}
      />
      <Asked question={question}>
        {({ records }) =>
          records.length === 0 ? (
            <EmptyState text={t("to_confirm_none")} />
          ) : (
            <Rows found={records} />
          )
        }
      </Asked>
    </>
  );
}

function Rows({ found }: { found: readonly HandReading[] }): ReactNode {
  const t = useTexts(monitoring);
  const { userId } = usePerson();
  const may = usePermission("monitoring.reading.confirm");
  const [chosen, setChosen] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const ids = useMemo(() => found.map(({ id }) => id), [found]);
  const open = useMemo(
    () => new Set(may ? found.filter((each) => each.read_by !== userId).map(({ id }) => id) : []),
    [found, may, userId],
  );
  useWaitingKeys(ids, open, { chosen, setChosen, setDoing });
  return (
    <>
      <p className="soft small">{t("keys")}</p>
      <ul className={styles.rows} aria-label={t("to_confirm")}>
        {found.map((each) => (
          <li key={each.id} className={styles.row} aria-current={each.id === chosen || undefined}>
            <Told reading={each} />
            {open.has(each.id) && (
              <Check
                reading={each}
                what={doing?.id === each.id ? doing.what : null}
                onDo={(what) => {
                  setChosen(each.id);
                  setDoing(what === null ? null : { id: each.id, what });
                }}
              />
            )}
            {each.read_by === userId && <p className="soft small">{t("own_reading")}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Told({ reading }: { reading: HandReading }): ReactNode {
  const t = useTexts(monitoring);
  const { amount, instant } = useFormats();
  return (
    <>
      <div className={styles.head}>
        <Name id={reading.point_id} />
        <Link to={recordPath(KIND, reading.id)} className={styles.value}>
          {amount(reading.value, reading.unit)}
        </Link>
        {reading.doubt !== undefined && <ToneTag tone="warn">{t(doubtKey(reading.doubt))}</ToneTag>}
      </div>
      <div className={`${styles.facts} small`}>
        <span>
          {t("read_by")} <Name id={reading.read_by} />
        </span>
        <span>{instant(reading.read_at, "seconds")}</span>
      </div>
    </>
  );
}

function Check(props: {
  reading: HandReading;
  what: Doing["what"] | null;
  onDo: (what: Doing["what"] | null) => void;
}): ReactNode {
  const t = useTexts(monitoring);
  const { reading, what } = props;
  const named = (word: string) => `${word}: ${reading.value} ${reading.unit}`;
  if (what === "confirm") return <Confirm {...props} />;
  if (what === "contradict") return <Contradict {...props} />;
  return (
    <div className="form-buttons">
      {reading.doubt !== "other_unit" && (
        <Button
          type="primary"
          aria-label={named(t("confirm"))}
          onClick={() => props.onDo("confirm")}
        >
          {t("confirm")}
        </Button>
      )}
      <Button aria-label={named(t("contradict"))} onClick={() => props.onDo("contradict")}>
        {t("contradict")}
      </Button>
    </div>
  );
}

interface Checking {
  reading: HandReading;
  onDo: (what: Doing["what"] | null) => void;
}

function Confirm({ reading, onDo }: Checking): ReactNode {
  const t = useTexts(monitoring);
  const { amount } = useFormats();
  const { send, isSending, problem } = useSend();
  return (
    <>
      <p>{t("confirm_asked", { value: amount(reading.value, reading.unit) })}</p>
      <div className="form-buttons">
        <Button
          type="primary"
          autoFocus
          loading={isSending}
          onClick={() =>
            void send(command("monitoring.confirm_reading/1", { reading_id: reading.id }))
          }
        >
          {t("confirm_done")}
        </Button>
        <Button onClick={() => onDo(null)}>{t("leave")}</Button>
      </div>
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  );
}

function Contradict({ reading, onDo }: Checking): ReactNode {
  const t = useTexts(monitoring);
  const { send, isSending, problem } = useSend();
  return (
    <>
      <p>{t("contradict_asked")}</p>
      <Asked question={useSeries(reading.point_id, 1, null)}>
        {({ point }) => (
          <ReadingForm
            point={point}
            label={t("contradict_done")}
            isBusy={isSending}
            focusKey={reading.id}
            onRead={async (read) =>
              (await send(
                command("monitoring.contradict_reading/1", { reading_id: reading.id, ...read }),
              )) !== null
            }
            onLeave={() => onDo(null)}
          />
        )}
      </Asked>
      {problem !== null && <ProblemAlert problem={problem} />}
    </>
  );
}
