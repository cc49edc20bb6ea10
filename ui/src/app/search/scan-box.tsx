import { ScanOutlined } from "@ant-design/icons";
import { asProblem } from "@platform/api/problem";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useRegistry } from "@platform/registry/registry";
import { GS, readPaste } from "@platform/scan";
import { CameraButton } from "@platform/scanning/camera-button";
import { useFieldScan } from "@platform/scanning/scanning";
import { signal } from "@platform/scanning/signal";
import { recordPath } from "@platform/screens/paths";
import { usePerson } from "@platform/session/store";
import { usePlatformTexts } from "@platform/texts";
import { useQuery } from "@tanstack/react-query";
import { App, Input, type InputRef } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { type Found, findPlaces, findRecords, understood } from "./find";

const SHOWN_MAX = 4;
const SETTLE_MS = 250;

/** The one box for scans, numbers, names and commands; `/` or Ctrl-K leads here from anywhere. */
export function ScanBox(): ReactNode {
  const t = usePlatformTexts();
  const list = useId();
  const place = useRef<HTMLElement>(null);
  const box = useRef<InputRef>(null);
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const groups = useGroups(text.trim());
  const options = groups.flatMap((group) => group.found.map((found) => ({ found, group })));
  const open = useOpen();
  useFocusKeys(box);
  const leave = () => {
    setText("");
    setOpen(false);
    setActive(-1);
    box.current?.blur();
  };
  const look = (sought: string) => {
    leave();
    void open.text(sought);
  };
  const go = ({ found, group }: Choice) => {
    leave();
    open.path(found.path, group.isMeant ? found.name : "");
  };
  useFieldScan(place, (scan) => look(scan.text));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = options[active];
    if (event.key === "Escape") leave();
    else if (event.key === "ArrowDown") setActive(Math.min(active + 1, options.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, -1));
    else if (event.key === "Enter" && chosen !== undefined) go(chosen);
    else if (event.key === "Enter" && text.trim() !== "") look(text.trim());
    else return;
    event.preventDefault();
  };
  const isShown = isOpen && options.length > 0;
  return (
    <search className="scan" ref={place}>
      <Input
        ref={box}
        value={text}
        prefix={<ScanOutlined aria-hidden />}
        suffix={<span className="key">/</span>}
        role="combobox"
        aria-label={t("scan_label")}
        aria-keyshortcuts="/ Control+K"
        aria-expanded={isShown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
        autoComplete="off"
        placeholder={t("scan_placeholder")}
        onChange={(event) => {
          setText(event.target.value);
          setActive(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const [first, ...more] = readPaste(event.clipboardData.getData("text"));
          // A field cannot hold the separators of a pasted code.
          if (first === undefined || (more.length === 0 && !first.text.includes(GS))) return;
          event.preventDefault();
          look(first.text);
        }}
      />
      <div
        id={list}
        role="listbox"
        aria-label={t("scan_records")}
        className="scan-list"
        hidden={!isShown}
      >
        {groups.map((group) => (
          <FoundGroup
            key={group.label}
            group={group}
            choices={options}
            active={active}
            list={list}
            onChoose={go}
          />
        ))}
      </div>
      <CameraButton type="text" onScan={(scan) => look(scan.text)} />
    </search>
  );
}

interface Group {
  label: string;
  found: Found[];
  /** What the text itself means, and not only what has it in its name. */
  isMeant: boolean;
}

interface Choice {
  found: Found;
  group: Group;
}

function FoundGroup(props: {
  group: Group;
  choices: Choice[];
  active: number;
  list: string;
  onChoose: (choice: Choice) => void;
}): ReactNode {
  const say = useSay();
  const { group, list, active } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list box
    <div role="group" aria-label={group.label}>
      <div className="scan-group soft small" aria-hidden="true">
        {group.label}
      </div>
      {props.choices.map((choice, at) =>
        choice.group !== group ? null : (
          // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box takes the keys
          <div
            key={choice.found.path}
            id={`${list}-${at}`}
            role="option"
            aria-selected={at === active}
            className="scan-option"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onChoose(choice)}
          >
            <span>{choice.found.name}</span>
            {choice.found.what && <span className="soft">{say(choice.found.what)}</span>}
          </div>
        ),
      )}
    </div>
  );
}

/** Goes to what a text or scan means and says what was understood. */
export function useOpen() {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const path = (to: string, name: string) => {
    if (name !== "") message.success({ content: `${t("scan_understood")}: ${name}`, duration: 2 });
    void navigate(to);
  };
  const text = async (sought: string) => {
    try {
      const found = await understood(sought, registry);
      if (found === null) {
        signal("bad");
        return void navigate(`/found?${new URLSearchParams({ text: sought })}`);
      }
      path(found.path, `${found.what ? say(found.what) : ""} ${found.name}`.trim());
    } catch (error) {
      message.error(say(asProblem(error).text));
    }
  };
  return { path, text };
}

/** What the text may mean, the likeliest first. */
function useGroups(text: string): Group[] {
  const t = usePlatformTexts();
  const language = useLanguage();
  const registry = useRegistry();
  const person = usePerson();
  const settled = useSettled(text);
  const isLookedUp = settled.length >= 2;
  const meant = useQuery({
    queryKey: ["understood", settled],
    queryFn: () => understood(settled, registry),
    enabled: isLookedUp && person.permissions.has("traceability.read"),
  }).data;
  const records = useQuery({
    queryKey: ["find", settled, SHOWN_MAX],
    queryFn: () => findRecords(settled, registry, person, SHOWN_MAX),
    enabled: isLookedUp,
  }).data;
  if (text === "") return [];
  const isSettled = settled === text;
  const things = (isSettled ? (records ?? []) : []).flatMap(({ kind, picks }) =>
    picks.map((pick) => ({
      path: recordPath(kind.name, pick.id),
      name: pick.name,
      what: kind.label,
    })),
  );
  const places = findPlaces(text, registry, person, language);
  const group = (label: string, found: Found[], isMeant = false): Group[] =>
    found.length === 0 ? [] : [{ label, found: found.slice(0, SHOWN_MAX * 2), isMeant }];
  return [
    ...group(t("scan_understood"), isSettled && meant ? [meant] : [], true),
    ...group(
      t("scan_records"),
      things.filter((each) => each.path !== meant?.path),
    ),
    ...group(t("scan_screens"), places.screens),
    ...group(t("scan_commands"), places.commands),
    ...group(t("scan_lists"), places.lists),
  ];
}

/** The text once nobody has typed for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function useFocusKeys(box: React.RefObject<InputRef | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isCtrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      const isSlash = event.key === "/" && !event.ctrlKey && !event.altKey && !isTyping(event);
      if (!isCtrlK && !isSlash) return;
      event.preventDefault();
      box.current?.focus({ cursor: "all" });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [box]);
}

function isTyping(event: globalThis.KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  return target?.closest("input, textarea, select, [contenteditable=true]") != null;
}
