import { ORDINARY } from "../../generated/registry";
import type { Json } from "../api/types";
import type { Text } from "../i18n/text";
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
type WithFields<T> = Omit<T, "fields"> & { fields: FieldAt[] };

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

/** The registry as it is sent: texts and fields once each, named by their places in lists. */
export interface SharedAnswer {
  release: string;
  texts: { en: string[]; zh: string[] };
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
export function unshared(sent: SharedAnswer): RegistryAnswer {
  const text = textsOf(sent.texts);
  const labelled = <T extends { label: TextAt }>(each: T) => ({ ...each, label: text(each.label) });
  const fields = fieldsOf(sent.fields, text);
  return {
    release: sent.release,
    modules: sent.modules.map((each) => ({ ...each, title: text(each.title) })),
    kinds: sent.kinds.map((each) => ({ ...labelled(each), fields: fields(each.fields) })),
    commands: sent.commands.map((each) => ({
      ...labelled(each),
      help: text(each.help),
      signs: each.signs === null ? null : text(each.signs),
      fields: fields(each.fields),
    })),
    events: sent.events.map(labelled),
    units: sent.units.map(labelled),
    permissions: sent.permissions.map(labelled),
    sources: sent.sources.map(labelled),
    trusts: sent.trusts.map(labelled),
  };
}

function textsOf({ en, zh }: SharedAnswer["texts"]): (at: TextAt) => Text {
  const texts = en.map((english, at): Text => ({ en: english, zh: there(zh[at], "text", at) }));
  return (at) => there(texts[at], "text", at);
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
