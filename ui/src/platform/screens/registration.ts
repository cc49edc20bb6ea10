import type { ComponentType } from "react";
import type { Text } from "../i18n/text";

/** Where a screen stands in the side navigation. */
export type Group = "work" | "stock" | "quality" | "insight" | "administration";

/** A screen that a module adds to the application; nothing else has to be told about it. */
export interface Screen {
  /** Below /app, with parameters as React Router writes them: `/receiving`, `/lot/:id`. */
  path: string;
  title: Text;
  /** An icon's element, for screens in the navigation. */
  icon?: ComponentType;
  /** Needed to open the screen; null for everybody who is signed in. */
  permission: string | null;
  /** Place in the navigation; a screen without one is reached from others. */
  group?: Group;
  /** Smaller comes first within the group. */
  rank?: number;
  /** The whole window without shell: terminals. */
  isBare?: boolean;
  /** Work goes on here without the line: its last answers are kept, as those of a terminal are. */
  isKept?: boolean;
  /** Records of these kinds open here instead of on their generic page; the path has one `:id`. */
  opens?: readonly string[];
  /**
   * Commands that people give here: whoever may give one of them works here, and what waits for
   * one is worked off here instead of in its form; `:id` in the path is what it is about.
   */
  does?: readonly string[];
  /** Codes of refusals that are dealt with here; a refusal of such a code leads to the screen. */
  helps?: readonly string[];
  /** The component, loaded when the screen is opened first. */
  load: () => Promise<{ default: ComponentType }>;
}

/** Types a module's list; `screens.ts` of a module has it as its default export. */
export function defineScreens(screens: readonly Screen[]): readonly Screen[] {
  return screens;
}

const found = import.meta.glob<{ default: readonly Screen[] }>("../../modules/*/screens.{ts,tsx}", {
  eager: true,
});

/** All screens of all modules. */
export const SCREENS: readonly Screen[] = Object.values(found).flatMap((file) => file.default);
