import { useFormats } from "@platform/formats/use-formats";
import { wallOf } from "@platform/formats/zoned";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { PageHead } from "@platform/screens/page";
import { Asked } from "@platform/states/asked";
import { EmptyState } from "@platform/states/states";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router-dom";
import { access } from "./texts";
import type { DayAnswer } from "./types";
import { type DayQuestion, useDay } from "./use-access";
import { WaysTable } from "./ways-table";
import { WhoTools } from "./who-tools";

const DATE = /^\d{4}-\d\d-\d\d$/;

/** `/access/who?command=…&on=…`: who could do something on a day, or what one person could. */
export default function Who(): ReactNode {
  const t = useTexts(access);
  const [search, setSearch] = useSearchParams();
  const { habit } = useFormats();
  const [isByPerson, setByPerson] = useState(search.has("user"));
  const today = wallOf(new Date().toISOString(), habit.zone).slice(0, 10);
  const asked = questionOf(search, today, isByPerson);
  const set = (name: string, value: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null || value === "") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const isAsked = asked.user !== null || asked.command !== null || asked.permission !== null;
  return (
    <>
      <PageHead title={t("who")} lead={t("who_lead")} />
      <WhoTools
        asked={asked}
        today={today}
        isByPerson={isByPerson}
        onByPerson={setByPerson}
        onSet={set}
      />
      {isAsked ? (
        <Answer asked={asked} />
      ) : (
        <EmptyState text={t(isByPerson ? "choose_person" : "choose_command")} />
      )}
    </>
  );
}

function questionOf(search: URLSearchParams, today: string, isByPerson: boolean): DayQuestion {
  const word = (name: string) => search.get(name) || null;
  const on = word("on");
  return {
    command: isByPerson ? null : word("command"),
    permission: isByPerson ? null : word("permission"),
    user: isByPerson ? word("user") : null,
    on: on !== null && DATE.test(on) ? on : today,
    about: (word("about") ?? "").split(",").filter(Boolean),
  };
}

function Answer({ asked }: { asked: DayQuestion }): ReactNode {
  return (
    <Asked question={useDay(asked)}>{(answer) => <Found answer={answer} asked={asked} />}</Asked>
  );
}

function Found({ answer, asked }: { answer: DayAnswer; asked: DayQuestion }): ReactNode {
  const t = useTexts(access);
  const { date, number } = useFormats();
  const isOfPerson = asked.user !== null;
  const count = new Set(answer.ways.map(({ user_id }) => user_id)).size;
  const day = date(answer.on);
  if (count === 0) {
    return <EmptyState text={t(isOfPerson ? "nothing_could" : "nobody_could", { day })} />;
  }
  return (
    <div className="stack">
      <p role="status">
        {!isOfPerson && <strong>{t("people_could", { count })}</strong>}
        {!isOfPerson && " · "}
        {day} · <span className="soft">{t("told_by", { size: number(answer.size) })}</span>
      </p>
      <WaysTable answer={answer} isOfPerson={isOfPerson} />
      <Programs actors={answer.programs ?? []} />
    </div>
  );
}

function Programs({ actors }: { actors: readonly string[] }): ReactNode {
  const t = useTexts(access);
  if (actors.length === 0) return null;
  return (
    <p className="soft">
      {t("programs")}{" "}
      {actors.map((actor) => (
        <Name key={actor} id={actor} />
      ))}
    </p>
  );
}
