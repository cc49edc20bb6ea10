import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { call } from "../api/client";
import { asProblem } from "../api/problem";
import type { Pick } from "../api/types";
import { useSay } from "../i18n/language";
import { useName } from "../names/name";
import { usePlatformTexts } from "../texts";

const SETTLE_MS = 180;
const LIMIT = 30;

export interface IdPickerProps {
  prefix: string;
  id?: string;
  value?: string | null;
  /** `isScan` when the text came as fast as only a scanner types. */
  onChange?: (id: string | null, isScan?: boolean) => void;
  isDisabled?: boolean;
  /** Called by the label where no visible one is bound to it. */
  label?: string;
  status?: "error";
  isRequired?: boolean;
  describedBy?: string;
}

/** Chooses a record by its name, its number or a scanned code; the value is its id. */
export function IdPicker(props: IdPickerProps): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const sought = useSettled(text.trim());
  const { data, error, isFetching } = useQuery({
    queryKey: ["pick", props.prefix, sought],
    queryFn: ({ signal }) =>
      call<Pick[]>(`/api/pick/${props.prefix}`, { query: { q: sought, limit: LIMIT }, signal }),
    enabled: isOpen || sought !== "",
    placeholderData: keepPreviousData,
  });
  const chosen = useName(props.value);
  const isSettled = sought === text.trim() && !isFetching;
  const choose = (id: string | null, isScan = false) => {
    setText("");
    setOpen(false);
    props.onChange?.(id, isScan);
  };
  useOnlyOne(text, isSettled ? data : undefined, choose);
  const options = (data ?? []).map((pick) => ({ value: pick.id, label: pick.name, pick }));
  const known = props.value != null && !options.some(({ value }) => value === props.value);
  const own = known && props.value != null ? [ownOption(props.value, chosen?.name)] : [];
  return (
    <Select
      id={props.id}
      aria-label={props.label}
      aria-required={props.isRequired}
      aria-describedby={props.describedBy}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      allowClear
      open={isOpen}
      onOpenChange={setOpen}
      value={props.value ?? undefined}
      disabled={props.isDisabled}
      status={props.status}
      placeholder={t("form_pick")}
      loading={isFetching}
      onChange={(id: string | undefined) => choose(id ?? null)}
      options={text === "" ? [...own, ...options] : options}
      optionRender={({ data: option }) => (
        <span className="found">
          <span>{option.label}</span>
          {option.pick?.detail && <span className="soft">{say(option.pick.detail)}</span>}
        </span>
      )}
      notFoundContent={
        error !== null
          ? say(asProblem(error).text)
          : isSettled
            ? t("form_pick_nothing")
            : t("loading")
      }
      styles={{ root: { width: "100%" } }}
    />
  );
}

function ownOption(id: string, name: string | undefined) {
  const pick: Pick = { id, name: name ?? id, detail: null };
  return { value: id, label: pick.name, pick };
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Milliseconds between two characters that no hand keeps up over a whole code. */
const SCANNER_PACE_MS = 35;
const SCAN_LENGTH_MIN = 4;

/**
 * A scanner ends with Enter before the server has answered: what was typed as a whole number or
 * code and names one thing alone is chosen as soon as it is known.
 */
function useOnlyOne(
  text: string,
  picks: Pick[] | undefined,
  choose: (id: string | null, isScan: boolean) => void,
): void {
  const [entered, setEntered] = useState<"hand" | "scan" | null>(null);
  const times = useRef<number[]>([]);
  useEffect(() => {
    if (text === "") times.current = [];
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && text !== "") {
        setEntered(isScannerPace(times.current) ? "scan" : "hand");
      } else if (event.key.length === 1) {
        times.current.push(event.timeStamp);
        setEntered(null);
      }
    };
    addEventListener("keydown", onKey, true);
    return () => removeEventListener("keydown", onKey, true);
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: choose is new with every rendering
  useEffect(() => {
    if (entered === null || picks === undefined) return;
    const [only, ...others] = picks;
    setEntered(null);
    if (only !== undefined && others.length === 0) choose(only.id, entered === "scan");
  }, [entered, picks]);
}

function isScannerPace(times: readonly number[]): boolean {
  const [first] = times;
  const last = times[times.length - 1];
  if (first === undefined || last === undefined || times.length < SCAN_LENGTH_MIN) return false;
  return (last - first) / (times.length - 1) < SCANNER_PACE_MS;
}
