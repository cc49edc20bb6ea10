import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { App, Select } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { call } from "../api/client";
import { asProblem } from "../api/problem";
import type { Pick } from "../api/types";
import { useSay } from "../i18n/language";
import { useRegistry } from "../registry/registry";
import type { KindInfo } from "../registry/types";
import type { Scanned } from "../scan";
import { CameraButton, isHandheld } from "../scanning/camera-button";
import { useFieldScan } from "../scanning/scanning";
import { signal } from "../scanning/signal";
import { usePerson } from "../session/store";
import { usePlatformTexts } from "../texts";

const SETTLE_MS = 180;
const LIMIT = 8;

/** Finds a thing of any of some kinds by name, number or scanned code, and hands over its id. */
export function SubjectPicker(props: {
  /** Prefixes of the ids that may be chosen. */
  prefixes: readonly string[];
  label: string;
  onPick: (id: string) => void;
  hasFocus?: boolean;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const [text, setText] = useState("");
  const [sought, setSought] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSought(text.trim()), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const kinds = useReadable(props.prefixes);
  const { data, error, isFetching } = useQuery({
    queryKey: ["subjects", props.prefixes, sought],
    queryFn: ({ signal: abort }) => find(kinds, sought, abort),
    enabled: sought !== "",
    placeholderData: keepPreviousData,
  });
  const pick = (id: string) => {
    setText("");
    props.onPick(id);
  };
  const place = useRef<HTMLDivElement>(null);
  const take = useSubjectScan(pick);
  useFieldScan(place, take);
  const isSettled = sought === text.trim() && !isFetching;
  const found = sought === "" ? [] : (data ?? []);
  const nothing = error ? say(asProblem(error).text) : t("form_pick_nothing");
  return (
    <div ref={place} className="id-picker">
      <Select<string | null>
        aria-label={props.label}
        autoFocus={props.hasFocus ?? false}
        showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
        value={null}
        placeholder={t("form_pick")}
        loading={isFetching}
        onChange={(id) => id !== null && pick(id)}
        options={found.map(({ kind, picks }) => ({
          label: say(kind.label),
          title: kind.name,
          options: picks.map((each) => ({ value: each.id, label: each.name, pick: each })),
        }))}
        optionRender={({ data: option }) => (
          <span className="found">
            <span>{option.label}</span>
            <span className="soft">{detailOf(option, say)}</span>
          </span>
        )}
        notFoundContent={text === "" ? null : isSettled ? nothing : t("loading")}
        styles={{ root: { width: "100%" } }}
      />
      {isHandheld() && <CameraButton onScan={take} />}
    </div>
  );
}

interface Found {
  kind: KindInfo;
  picks: Pick[];
}

function useReadable(prefixes: readonly string[]): KindInfo[] {
  const registry = useRegistry();
  const { permissions } = usePerson();
  return prefixes
    .flatMap((prefix) => registry.kindOfId(`${prefix}_1`) ?? [])
    .filter((kind) => permissions.has(kind.permission));
}

async function find(kinds: KindInfo[], q: string, abort: AbortSignal): Promise<Found[]> {
  const query = { q, limit: LIMIT };
  const found = await Promise.all(
    kinds.map(async (kind) => ({
      kind,
      picks: await call<Pick[]>(`/api/pick/${kind.prefix}`, { query, signal: abort }),
    })),
  );
  return found.filter(({ picks }) => picks.length > 0);
}

function detailOf(option: object, say: ReturnType<typeof useSay>): string {
  const pick = "pick" in option ? (option.pick as Pick) : null;
  return pick?.detail ? say(pick.detail) : "";
}

/** Takes scans: what one names is handed over by its id, what names nothing is said. */
export function useSubjectScan(pick: (id: string) => void): (scan: Scanned) => void {
  const say = useSay();
  const { message } = App.useApp();
  const take = async (scan: Scanned) => {
    try {
      const { subject } = await call<{ subject: string }>("/api/scan", {
        query: { text: scan.text },
      });
      signal("good");
      pick(subject);
    } catch (error) {
      signal("bad");
      message.error(say(asProblem(error).text));
    }
  };
  return (scan) => void take(scan);
}
