import { createContext, type ReactNode, useContext } from "react";
import { type Text, untranslated } from "../i18n/text";
import type {
  Choice,
  CommandInfo,
  Field,
  KindInfo,
  ModuleInfo,
  RegistryAnswer,
  UnitInfo,
} from "./types";

const TIERS = ["operations", "assurance", "oversight", "foundation"];

/** What the server declares, with the look-ups that screens need. */
export class Registry {
  readonly answer: RegistryAnswer;
  readonly #kinds: ReadonlyMap<string, KindInfo>;
  readonly #byPrefix: ReadonlyMap<string, KindInfo>;
  readonly #commands: ReadonlyMap<string, CommandInfo>;
  readonly #units: ReadonlyMap<string, UnitInfo>;
  readonly #labels: ReadonlyMap<string, Text>;

  constructor(answer: RegistryAnswer) {
    this.answer = answer;
    this.#kinds = new Map(answer.kinds.map((kind) => [kind.name, kind]));
    this.#byPrefix = new Map(
      answer.kinds.flatMap((kind) => (kind.prefix === null ? [] : [[kind.prefix, kind] as const])),
    );
    this.#commands = new Map(answer.commands.map((command) => [command.kind, command]));
    this.#units = new Map(answer.units.map((unit) => [unit.code, unit]));
    this.#labels = new Map([
      ...answer.events.map((event) => [event.kind, event.label] as const),
      ...answer.commands.map((command) => [command.kind, command.label] as const),
      ...answer.permissions.map((each) => [each.code, each.label] as const),
    ]);
  }

  /** Where the day's work is comes first. */
  get modules(): readonly ModuleInfo[] {
    const rank = ({ tier }: ModuleInfo) => TIERS.indexOf(tier);
    return [...this.answer.modules].sort(
      (one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name),
    );
  }

  get kinds(): readonly KindInfo[] {
    return this.answer.kinds;
  }

  /** All kinds of commands: what entries are about. */
  get commands(): readonly CommandInfo[] {
    return this.answer.commands;
  }

  /** Commands that a person fills in: what is offered. */
  get forms(): readonly CommandInfo[] {
    return this.answer.commands.filter((command) => !command.by_program);
  }

  kind(name: string): KindInfo | undefined {
    return this.#kinds.get(name);
  }

  /** The kind of record that an id like `lot_3` names. */
  kindOfId(id: string): KindInfo | undefined {
    return this.#byPrefix.get(id.slice(0, Math.max(id.lastIndexOf("_"), 0)));
  }

  field(kind: string, name: string): Field | undefined {
    return this.#kinds.get(kind)?.fields.find((field) => field.name === name);
  }

  command(kind: string): CommandInfo | undefined {
    return this.#commands.get(kind);
  }

  /** Commands about what an id names. */
  commandsAbout(prefix: string): CommandInfo[] {
    return this.answer.commands.filter((command) => command.about === prefix);
  }

  unit(code: string): UnitInfo | undefined {
    return this.#units.get(code);
  }

  /** Of a command, event or permission; the code itself if it is not known any more. */
  label(code: string): Text {
    return this.#labels.get(code) ?? untranslated(code);
  }

  source(value: string): Text {
    return labelIn(this.answer.sources, value);
  }

  trust(value: string): Text {
    return labelIn(this.answer.trusts, value);
  }

  module(name: string): Text {
    return this.answer.modules.find((each) => each.name === name)?.title ?? untranslated(name);
  }
}

function labelIn(choices: readonly Choice[], value: string): Text {
  return choices.find((each) => each.value === value)?.label ?? untranslated(value);
}

/** An id like `lot_3`. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && /^(?:[a-z]{2,5}_[0-9]{1,19}|sys_[a-z]+)$/.test(value);
}

const Context = createContext<Registry | null>(null);

export function RegistryProvider(props: { registry: Registry; children: ReactNode }): ReactNode {
  return <Context value={props.registry}>{props.children}</Context>;
}

/** The registry, or null before it is loaded: at the door, where nobody is at work yet. */
export function useLoadedRegistry(): Registry | null {
  return useContext(Context);
}

export function useRegistry(): Registry {
  const registry = useContext(Context);
  if (registry === null) throw new Error("the registry is loaded before any screen is shown");
  return registry;
}
