import { ORDINARY } from "../../generated/registry";
import type { Json } from "../api/types";
import type { Language, Text } from "../i18n/text";
import type {
  Choice,
  CommandInfo,
  Field,
  KindInfo,
  ModuleInfo,
  RegistryAnswer,
  UnitInfo,
} from "./types";

/** Place of a text in the lists of texts. */
type TextAt = number;
/** Place of a field in the list of fields. */
type FieldAt = number;

type SharedChoice = { value: string; label: TextAt };
type WithLabel<T> = Omit<T, "label"> & { label: TextAt };
type WithFields<T> = Omit<T, "fields" | "module" | "about"> & { fields: FieldAt[] };

interface SharedField {
  name: string;
  label: TextAt;
  help?: TextAt;
  type: Field["type"];
  default?: Json;
  choices?: SharedChoice[];
  item?: FieldAt;
  fields?: FieldAt[];
  [more: string]: Json | undefined;
}

/** By language; where one has not come yet, the words of the other stand in until it has. */
export type Texts = Partial<Record<Language, readonly string[]>>;

/** The registry as it is sent: texts and fields once each, named by their places in lists. */
export interface SharedAnswer {
  release: string;
  /** The same in answers whose texts have the same places. */
  form: string;
  /** In the language that was asked for. */
  texts: string[];
  fields: SharedField[];
  modules: (Omit<ModuleInfo, "title"> & { title: TextAt })[];
  kinds: WithFields<WithLabel<KindInfo>>[];
  commands: (WithFields<Omit<CommandInfo, "label" | "help" | "signs">> & {
    label: TextAt;
    help: TextAt;
    signs: TextAt | null;
  })[];
  events: { kind: string; label: TextAt }[];
  units: WithLabel<UnitInfo>[];
  permissions: { code: string; label: TextAt }[];
  sources: (SharedChoice & { trust: string })[];
  trusts: SharedChoice[];
}

/** The registry with texts and fields where they are used. Throws where a place is empty. */
export function unshared(sent: SharedAnswer, texts: Texts): RegistryAnswer {
  const text = textsOf(texts);
  const labelled = <T extends { label: TextAt }>(each: T) => ({ ...each, label: text(each.label) });
  const fields = fieldsOf(sent.fields, text);
  return {
    release: sent.release,
    modules: sent.modules.map((each) => ({ ...each, title: text(each.title) })),
    kinds: sent.kinds.map((each) => ({
      ...labelled(each),
      module: moduleOf(each.name),
      fields: fields(each.fields),
    })),
    commands: sent.commands.map((each) => {
      const own = fields(each.fields);
      return {
        ...labelled(each),
        module: moduleOf(each.kind),
        help: text(each.help),
        signs: each.signs === null ? null : text(each.signs),
        fields: own,
        about: own.find((field) => field.name === each.about_field)?.prefix ?? null,
      };
    }),
    events: sent.events.map(labelled),
    units: sent.units.map(labelled),
    permissions: sent.permissions.map(labelled),
    sources: sent.sources.map(labelled),
    trusts: sent.trusts.map(labelled),
  };
}

function moduleOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}

function textsOf(texts: Texts): (at: TextAt) => Text {
  const said = (at: TextAt, first: Language, second: Language) =>
    there((texts[first] ?? texts[second])?.[at], "text", at);
  return (at) => {
    // What is missing is told at once, not when somebody comes to read it.
    said(at, "en", "zh");
    said(at, "zh", "en");
    return {
      get en() {
        return said(at, "en", "zh");
      },
      get zh() {
        return said(at, "zh", "en");
      },
    };
  };
}

/** Parts stand before the whole, so that they are there when it is put together. */
function fieldsOf(
  sent: readonly SharedField[],
  text: (at: TextAt) => Text,
): (places: readonly FieldAt[]) => Field[] {
  const all: Field[] = [];
  const at = (place: FieldAt) => there(all[place], "field", place);
  for (const { label, help, choices, item, fields, ...rest } of sent) {
    all.push({
      ...ORDINARY,
      ...rest,
      label: text(label),
      ...(help !== undefined && { help: text(help) }),
      ...(choices && { choices: choices.map((each) => choiceOf(each, text)) }),
      ...(item !== undefined && { item: at(item) }),
      ...(fields && { fields: fields.map(at) }),
    });
  }
  return (places) => places.map(at);
}

function choiceOf({ value, label }: SharedChoice, text: (at: TextAt) => Text): Choice {
  return { value, label: text(label) };
}

function there<T>(found: T | undefined, what: string, at: number): T {
  if (found === undefined) throw new Error(`the registry names ${what} ${at}, which it lacks`);
  return found;
}
