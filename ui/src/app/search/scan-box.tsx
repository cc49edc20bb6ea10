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
import { App, AutoComplete, Input, type InputRef } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { type Found, findPlaces, findRecords, understood } from "./find";

const SHOWN_MAX = 4;
const SETTLE_MS = 250;

/** The one box for scans, numbers, names and commands; `/` or Ctrl-K leads here from anywhere. */
export function ScanBox(): ReactNode {
  const t = usePlatformTexts();
  const box = useRef<InputRef>(null);
  const [text, setText] = useState("");
  const options = useOptions(text.trim());
  const open = useOpen();
  useFocusKeys(box);
  const place = useRef<HTMLElement>(null);
  useFieldScan(place, (scan) => {
    setText("");
    box.current?.blur();
    void open.text(scan.text);
  });
  const go = (path: string, name: string) => {
    setText("");
    box.current?.blur();
    open.path(path, name);
  };
  return (
    <search className="scan" ref={place}>
      <AutoComplete
        value={text}
        options={options}
        onChange={(value: string) => setText(value)}
        onSelect={(path: string, option) => go(path, "said" in option ? String(option.said) : "")}
        popupMatchSelectWidth={420}
        defaultActiveFirstOption={false}
        styles={{ root: { width: "100%" } }}
      >
        <Input
          ref={box}
          prefix={<ScanOutlined aria-hidden />}
          suffix={<span className="key">/</span>}
          aria-label={t("scan_label")}
          aria-keyshortcuts="/ Control+K"
          placeholder={t("scan_placeholder")}
          onKeyDown={(event) => {
            if (event.key === "Escape") box.current?.blur();
          }}
          onPaste={(event) => {
            const [first, ...more] = readPaste(event.clipboardData.getData("text"));
            // A field cannot hold the separators of a pasted code.
            if (first === undefined || (more.length === 0 && !first.text.includes(GS))) return;
            event.preventDefault();
            void open.text(first.text);
          }}
          onPressEnter={(event) => {
            // The list's own Enter comes first where an option is active.
            const active = event.currentTarget.getAttribute("aria-activedescendant");
            const isChosen = document.querySelector(".scan-popup [aria-selected=true]") !== null;
            if (text.trim() === "" || (active && isChosen)) return;
            const sought = text.trim();
            setText("");
            box.current?.blur();
            void open.text(sought);
          }}
        />
      </AutoComplete>
      <CameraButton type="text" onScan={(scan) => void open.text(scan.text)} />
    </search>
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

function useOptions(text: string) {
  const t = usePlatformTexts();
  const say = useSay();
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
  const option = (found: Found, isSaid = false) => ({
    value: found.path,
    said: isSaid ? found.name : "",
    label: (
      <span className="found">
        <span>{found.name}</span>
        {found.what && <span className="soft">{say(found.what)}</span>}
      </span>
    ),
  });
  const group = (label: string, found: Found[], isSaid = false) =>
    found.length === 0
      ? []
      : [{ label, options: found.slice(0, SHOWN_MAX * 2).map((each) => option(each, isSaid)) }];
  const isSettled = settled === text;
  const things = (isSettled ? (records ?? []) : []).flatMap(({ kind, picks }) =>
    picks.map((pick) => ({
      path: recordPath(kind.name, pick.id),
      name: pick.name,
      what: kind.label,
    })),
  );
  const places = findPlaces(text, registry, person, language);
  const rest = things.filter((each) => each.path !== meant?.path);
  return [
    ...group(t("scan_understood"), isSettled && meant ? [meant] : [], true),
    ...group(t("scan_records"), rest),
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
    const onKey = (event: KeyboardEvent) => {
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

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  return target?.closest("input, textarea, select, [contenteditable=true]") != null;
}
