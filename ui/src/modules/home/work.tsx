import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { isId, useRegistry } from "@platform/registry/registry";
import { commandPath, listPath } from "@platform/screens/paths";
import { SCREENS } from "@platform/screens/registration";
import { workplaceOf } from "@platform/screens/workplace";
import { usePerson } from "@platform/session/store";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { Figure, Work } from "./figures";
import styles from "./home.module.css";
import { LinkButton } from "./link-button";
import { home } from "./texts";

/** One line a kind of work: how much, since when, and the command that works it off. */
export function WorkList(props: { work: Work[] }): ReactNode {
  return (
    <ul className={styles.lines}>
      {props.work.map((each) => (
        <WorkLine key={each.code} work={each} />
      ))}
    </ul>
  );
}

function WorkLine({ work }: { work: Work }): ReactNode {
  const t = useTexts(home);
  const { ago } = useFormats();
  return (
    <li className={styles.line}>
      <FigureLink figure={work} />
      <div className={styles.oldest}>
        {work.oldest !== null && isId(work.oldest) && (
          <>
            <span>{t("oldest")}</span> <Name id={work.oldest} />
          </>
        )}
        {work.oldestAt !== null && <span> · {ago(work.oldestAt)}</span>}
      </div>
      <WorkOff work={work} />
    </li>
  );
}

/** The number and what it counts; together they open the list of exactly those. */
export function FigureLink(props: { figure: Figure; tone?: "bad" | "odd" }): ReactNode {
  const say = useSay();
  const count = useCount(props.figure);
  const { figure } = props;
  return (
    <Link to={listPath(figure.kind, figure.filters ?? {})} className={styles.figure}>
      <strong className={props.tone}>{count}</strong>
      <span>{say(figure.label)}</span>
    </Link>
  );
}

export function useCount(figure: Figure): string {
  const t = useTexts(home);
  const { number } = useFormats();
  const count = number(figure.value);
  return figure.is_exact ? count : t("capped", { count });
}

/** The command, about the oldest where the command is about what was counted. */
function WorkOff({ work }: { work: Work }): ReactNode {
  const t = useTexts(home);
  const say = useSay();
  const registry = useRegistry();
  const { permissions } = usePerson();
  const command = work.command === undefined ? undefined : registry.command(work.command);
  if (command === undefined) return null;
  const isAbout = command.about !== null && registry.kind(work.kind)?.prefix === command.about;
  const field = isAbout && work.oldest !== null ? command.about_field : null;
  const given = field !== null && work.oldest !== null ? { [field]: work.oldest } : {};
  const label = say(command.label);
  const may = (code: string | null) => code === null || permissions.has(code);
  const place = workplaceOf(SCREENS, command.kind, isAbout ? work.oldest : null, may);
  return (
    <LinkButton
      to={place ?? commandPath(command.kind, given)}
      label={field === null ? undefined : t("work_off", { command: label })}
    >
      {label}
    </LinkButton>
  );
}
