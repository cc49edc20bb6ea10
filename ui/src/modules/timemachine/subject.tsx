import { call } from "@platform/api/client";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import type { KindInfo } from "@platform/registry/types";
import { positionAt, positionOf, type Story, storyOf } from "@platform/replay";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link, useParams } from "react-router-dom";
import { Banner, Controls } from "./controls";
import { FamilyCard } from "./family";
import { PlayPicker } from "./play-picker";
import { StepCard } from "./step";
import { timemachine } from "./texts";
import { RecordsCard, StockCard, ThenCard } from "./then";
import styles from "./timemachine.module.css";
import type { StoryAnswer } from "./types";
import { useKeptMoment, useMoment } from "./use-moment";
import { usePlayer } from "./use-player";

/** `/time/lot_3`: a thing and its near family, played from its beginning to now. */
export default function SubjectTime(): ReactNode {
  const platform = usePlatformTexts();
  const { id = "" } = useParams();
  const kind = useRegistry().kindOfId(id);
  const { data, error, refetch } = useQuery({
    queryKey: ["story", id],
    queryFn: ({ signal }) => call<StoryAnswer>(`/api/story/${id}`, { signal }),
    enabled: kind !== undefined,
    meta: { subjects: [id] },
  });
  if (kind === undefined) return <EmptyState text={platform("not_found_title")} />;
  return (
    <>
      <Head id={id} kind={kind} />
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState rows={12} />
      ) : (
        <Replay key={id} answer={data} kind={kind} />
      )}
    </>
  );
}

function Head({ id, kind }: { id: string; kind: KindInfo }): ReactNode {
  const t = useTexts(timemachine);
  const say = useSay();
  const named = useName(id);
  return (
    <PageHead
      over={
        <>
          {say(kind.label)} {named?.detail && say(named.detail)}
        </>
      }
      title={t("title_of", { name: named?.name ?? id })}
      actions={
        <>
          <PlayPicker />
          <Link to={recordPath(kind.name, id)}>
            <Button tabIndex={-1}>{t("page")}</Button>
          </Link>
          <Link to={`/timeline/${id}`}>
            <Button tabIndex={-1}>{t("timeline")}</Button>
          </Link>
          <Link to="/time">
            <Button tabIndex={-1}>{t("plant")}</Button>
          </Link>
        </>
      }
    />
  );
}

function Replay({ answer, kind }: { answer: StoryAnswer; kind: KindInfo }): ReactNode {
  const t = useTexts(timemachine);
  const say = useSay();
  const separator = useLanguage() === "zh" ? "、" : ", ";
  const { subject, entries, family } = answer;
  const story = useMemo(() => storyOf(entries), [entries]);
  const asked = useMoment();
  const [player, act] = usePlayer(entries.length, asked === null ? undefined : first(asked));
  const { position, isPlaying } = player;
  const born = useMemo(() => bornAt(story, kind.name, subject), [story, kind, subject]);
  const whenOf = (at: number) => entries[at - 1]?.at ?? null;
  const seqOf = (at: number) => entries[at - 1]?.seq ?? 0;
  const seq = position === entries.length ? null : seqOf(position);
  useKeptMoment(seq, isPlaying);
  if (entries.length === 0) return <EmptyState text={t("story_empty")} />;
  function first(text: string): number {
    return /^\d+$/.test(text)
      ? positionOf(story, Number(text))
      : positionAt(story, Date.parse(text) || 0);
  }
  const shared = { story, position, subject };
  return (
    <div className={`stack ${styles.page}`}>
      <div className={styles.top}>
        <Banner player={player} act={act} whenOf={whenOf} seqOf={seqOf} />
        <Controls player={player} act={act} whenOf={whenOf} born={born} />
      </div>
      {(answer.is_cut || story.gaps.length > 0 || answer.hidden.length > 0) && (
        <p className="soft small">
          {answer.is_cut && <>{t("cut")} </>}
          {story.gaps.length > 0 && <>{t("gaps", { count: story.gaps.length })} </>}
          {answer.hidden.length > 0 &&
            t("hidden", { kinds: answer.hidden.map(({ label }) => say(label)).join(separator) })}
        </p>
      )}
      <div className={styles.grid}>
        <div className={styles.column}>
          <StepCard entry={entries[position - 1]} next={entries[position]} subject={subject} />
          <StockCard {...shared} />
          <RecordsCard story={story} position={position} />
        </div>
        <div className={styles.column}>
          <ThenCard {...shared} kind={kind} />
          <FamilyCard {...shared} family={family} />
        </div>
      </div>
    </div>
  );
}

/** The position from which the subject's own record was there; null if it is older than its story. */
function bornAt(story: Story, kind: string, subject: string): number | null {
  const history = story.kinds.get(kind)?.find(({ key }) => key === subject);
  const first = history?.versions.find(({ values }) => values !== null);
  return first === undefined || first.from === 0 ? null : first.from;
}
