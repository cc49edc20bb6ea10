import { useLanguage, useSay } from "@platform/i18n/language";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { usePerson } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router-dom";
import { type Found, findPlaces, findRecords } from "./find";

const SHOWN_MAX = 20;

/** `/found?text=…`: everything whose name has the searched words in it. */
export default function FoundPage(): ReactNode {
  const text = useSearchParams()[0].get("text") ?? "";
  return text === "" ? <NothingAsked /> : <FoundFor text={text} />;
}

function NothingAsked(): ReactNode {
  const t = usePlatformTexts();
  return (
    <>
      <PageHead title={t("scan_label")} />
      <EmptyState text={t("scan_placeholder")} />
    </>
  );
}

function FoundFor({ text }: { text: string }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const language = useLanguage();
  const registry = useRegistry();
  const person = usePerson();
  const { data, error, refetch } = useQuery({
    queryKey: ["find", text, SHOWN_MAX],
    queryFn: () => findRecords(text, registry, person, SHOWN_MAX),
  });
  const places = findPlaces(text, registry, person, language);
  const groups: [string, Found[]][] = [
    ...(data ?? []).map(({ kind, picks }): [string, Found[]] => [
      say(kind.label),
      picks.map((pick) => ({
        path: recordPath(kind.name, pick.id),
        name: pick.name,
        what: pick.detail,
      })),
    ]),
    [t("scan_screens"), places.screens],
    [t("scan_commands"), places.commands],
    [t("scan_lists"), places.lists],
  ];
  const shown = groups.filter(([, found]) => found.length > 0);
  return (
    <>
      <PageHead title={`“${text}”`} />
      {data === undefined && error === null && <LoadingState />}
      {error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && shown.length === 0 && (
        <EmptyState text={t("scan_nothing", { text })} />
      )}
      <div className="cards">
        {shown.map(([label, found]) => (
          <Card key={label} title={label} size="small">
            <ul className="plain">
              {found.map((each) => (
                <li key={each.path}>
                  <Link to={each.path}>{each.name}</Link>{" "}
                  {each.what && <span className="soft">{say(each.what)}</span>}
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
    </>
  );
}
