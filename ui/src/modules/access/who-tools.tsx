import { useDateFormat } from "@platform/form/plain-inputs";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Filter, Filters } from "@platform/matrix/filters";
import { IdPicker } from "@platform/pick/id-picker";
import { useRegistry } from "@platform/registry/registry";
import { usePerson } from "@platform/session/store";
import { DatePicker, Segmented, Select } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useMemo } from "react";
import { access } from "./texts";
import type { DayQuestion } from "./use-access";

/** What a grant can be limited to. */
const PLACES = ["are", "wst", "itm"] as const;

interface Props {
  asked: DayQuestion;
  today: string;
  isByPerson: boolean;
  onByPerson: (isByPerson: boolean) => void;
  onSet: (name: string, value: string | null) => void;
}

/** What is asked: a command or a person, the day, and where. */
export function WhoTools(props: Props): ReactNode {
  const t = useTexts(access);
  const format = useDateFormat();
  const { asked, onSet } = props;
  return (
    <div className="stack gap-below">
      <Segmented<"command" | "person">
        aria-label={t("who")}
        value={props.isByPerson ? "person" : "command"}
        options={[
          { value: "command", label: t("by_command") },
          { value: "person", label: t("by_person") },
        ]}
        onChange={(by) => props.onByPerson(by === "person")}
        styles={{ root: { justifySelf: "start" } }}
      />
      <Filters>
        {props.isByPerson ? (
          <Filter id="who-person" label={t("person")} isBroad>
            <IdPicker
              prefix="usr"
              id="who-person"
              value={asked.user}
              onChange={(id) => onSet("user", id)}
            />
          </Filter>
        ) : (
          <Filter id="who-command" label={t("command")} isBroad>
            <CommandChoice asked={asked} onSet={onSet} />
          </Filter>
        )}
        <Filter id="who-day" label={t("day")}>
          <DatePicker
            id="who-day"
            format={format}
            allowClear={false}
            value={dayjs(asked.on)}
            disabledDate={(day) => day.format("YYYY-MM-DD") > props.today}
            onChange={(day) => onSet("on", day?.format("YYYY-MM-DD") ?? null)}
          />
        </Filter>
        <Places asked={asked} onSet={onSet} />
      </Filters>
    </div>
  );
}

/** Commands by module, and what is needed to read a module. */
function CommandChoice({ asked, onSet }: Pick<Props, "asked" | "onSet">): ReactNode {
  const t = useTexts(access);
  const say = useSay();
  const language = useLanguage();
  const registry = useRegistry();
  // biome-ignore lint/correctness/useExhaustiveDependencies: say follows the language
  const options = useMemo(
    () =>
      registry.modules.map((module) => ({
        label: say(module.title),
        options: [
          ...registry.commands
            .filter((command) => command.module === module.name)
            .map(({ kind, label }) => ({ value: kind, label: say(label) })),
          ...registry.answer.permissions
            .filter(({ code }) => code.startsWith(`${module.name}.`) && code.endsWith(".read"))
            .map(({ code, label }) => ({ value: code, label: `${say(label)} (${t("reading")})` })),
        ],
      })),
    [registry, language],
  );
  return (
    <Select<string>
      id="who-command"
      showSearch={{ optionFilterProp: "label" }}
      allowClear
      placeholder={t("choose_command")}
      value={asked.command ?? asked.permission ?? undefined}
      options={options}
      onChange={(value: string | undefined) => {
        const isCommand = value?.includes("/") ?? false;
        onSet("command", isCommand ? (value ?? null) : null);
        onSet("permission", isCommand ? null : (value ?? null));
      }}
    />
  );
}

/** Area, workstation and item, of those that the reader may know. */
function Places({ asked, onSet }: Pick<Props, "asked" | "onSet">): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const { permissions } = usePerson();
  const kinds = PLACES.flatMap((prefix) => registry.kindOfId(`${prefix}_1`) ?? []);
  return kinds
    .filter((kind) => permissions.has(kind.permission))
    .map((kind) => {
      const prefix = kind.prefix ?? "";
      const of = (each: string) => each.startsWith(`${prefix}_`);
      return (
        <Filter key={prefix} id={`who-${prefix}`} label={say(kind.label)}>
          <IdPicker
            prefix={prefix}
            id={`who-${prefix}`}
            value={asked.about.find(of) ?? null}
            onChange={(id) => {
              const others = asked.about.filter((each) => !of(each));
              onSet("about", [...others, ...(id === null ? [] : [id])].join(","));
            }}
          />
        </Filter>
      );
    });
}
