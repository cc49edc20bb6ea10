import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { App, Select } from "antd";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { call } from "../api/client";
import { asProblem } from "../api/problem";
import type { Pick } from "../api/types";
import { useSay } from "../i18n/language";
import { useName } from "../names/name";
import type { Scanned } from "../scan";
import { CameraButton, isHandheld } from "../scanning/camera-button";
import { useFieldScan } from "../scanning/scanning";
import { signal } from "../scanning/signal";
import { usePlatformTexts } from "../texts";

const SETTLE_MS = 180;
const LIMIT = 30;

export interface IdPickerProps {
  prefix: string;
  id?: string;
  value?: string | null;
  /** `isScan` when it was chosen by a scanner or the camera. */
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
  const place = useRef<HTMLDivElement>(null);
  const scan = usePickScan(place, props.prefix, choose, (sought) => {
    setText(sought);
    setOpen(true);
  });
  const options = (data ?? []).map((pick) => ({ value: pick.id, label: pick.name, pick }));
  const known = props.value != null && !options.some(({ value }) => value === props.value);
  const own = known && props.value != null ? [ownOption(props.value, chosen?.name)] : [];
  return (
    <div ref={place} className="id-picker">
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
      {isHandheld() && !props.isDisabled && <CameraButton onScan={scan} />}
    </div>
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

/** Enter before the server has answered: what names one thing alone is chosen once it is known. */
function useOnlyOne(
  text: string,
  picks: Pick[] | undefined,
  choose: (id: string | null) => void,
): void {
  const [isEntered, setEntered] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter" && text !== "") setEntered(true);
      else if (event.key.length === 1) setEntered(false);
    };
    addEventListener("keydown", onKey, true);
    return () => removeEventListener("keydown", onKey, true);
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: choose is new with every rendering
  useEffect(() => {
    if (!isEntered || picks === undefined) return;
    const [only, ...others] = picks;
    setEntered(false);
    if (only !== undefined && others.length === 0) choose(only.id);
  }, [isEntered, picks]);
}

/** Scans into the picker choose what they name; what names nothing or much is shown. */
function usePickScan(
  place: RefObject<HTMLElement | null>,
  prefix: string,
  choose: (id: string, isScan: boolean) => void,
  look: (text: string) => void,
): (scan: Scanned) => void {
  const say = useSay();
  const { message } = App.useApp();
  const pick = async (scan: Scanned) => {
    const query = { q: scan.text, limit: LIMIT };
    try {
      const [only, ...others] = await call<Pick[]>(`/api/pick/${prefix}`, { query });
      const isClear = only !== undefined && others.length === 0;
      signal(isClear ? "good" : "bad");
      if (isClear) choose(only.id, true);
      else look(scan.data);
    } catch (error) {
      signal("bad");
      message.error(say(asProblem(error).text));
    }
  };
  const take = (scan: Scanned) => void pick(scan);
  useFieldScan(place, take);
  return take;
}
