import { call } from "@platform/api/client";
import type { RecordPage } from "@platform/api/types";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { useRecord } from "@platform/record/use-record";
import { useQuery } from "@tanstack/react-query";
import { Radio, Select } from "antd";
import { type ReactNode, useId, useMemo, useState } from "react";
import { SERIALS_MAX, spans, type Unit, unlabelled } from "./serials";
import { labels } from "./texts";

const PAGE = 1_000;

export interface Serials {
  /** Whether it is known yet if these labels have serial numbers, and which. */
  isKnown: boolean;
  /** Ids to be printed; null where these labels have no serial numbers. */
  chosen: readonly string[] | null;
  all: readonly Unit[];
  fresh: readonly Unit[];
  isSome: boolean;
  setSome: (some: boolean) => void;
  setChosen: (ids: string[]) => void;
}

/** The serials of a lot for the item's own label; all that have none yet, unless chosen. */
export function useSerials(
  of: { lotId: string; itemId: string; serialId?: string },
  target: string | null,
): Serials {
  const item = useRecord("items.item", of.itemId);
  const isBySerial = target !== null && item.data?.record.tracking === "serial";
  const units = useUnits(of.lotId, isBySerial);
  const query = { lot_id: of.lotId, limit: PAGE };
  const runs = useRecords("labelling.run", query, { isEnabled: isBySerial });
  const [isSome, setSome] = useState(of.serialId !== undefined);
  const [some, setChosen] = useState<string[]>(of.serialId === undefined ? [] : [of.serialId]);
  const all = units.data ?? [];
  const fresh = useMemo(
    () =>
      units.data && runs.data && target !== null
        ? unlabelled(units.data, runs.data.records, target).slice(0, SERIALS_MAX)
        : [],
    [units.data, runs.data, target],
  );
  const isThere = units.data !== undefined && runs.data !== undefined;
  const isKnown = target === null || (item.data !== undefined && (!isBySerial || isThere));
  const chosen = isSome ? some : fresh.map(({ id }) => id);
  return { isKnown, chosen: isBySerial ? chosen : null, all, fresh, isSome, setSome, setChosen };
}

/** Every serial of a lot, however many; the server gives a page at once. */
function useUnits(lotId: string, isEnabled: boolean) {
  return useQuery({
    queryKey: ["serials-of", lotId],
    queryFn: async ({ signal }) => {
      const all: Unit[] = [];
      for (let total = 1; all.length < total; ) {
        const query = { lot_id: lotId, sort: "id", limit: PAGE, offset: all.length };
        const page = await call<RecordPage<Unit>>("/api/records/warehouse.serial", {
          query,
          signal,
        });
        all.push(...page.records);
        total = page.records.length === 0 ? 0 : page.total;
      }
      return all;
    },
    enabled: isEnabled,
    meta: { kinds: ["warehouse.serial"] },
  });
}

export function SerialsField({ serials }: { serials: Serials }): ReactNode {
  const t = useTexts(labels);
  const id = useId();
  const { all, fresh, isSome } = serials;
  const chosen = new Set(serials.chosen);
  const named = all.filter((unit) => chosen.has(unit.id));
  return (
    <fieldset className="field">
      <legend>{t("serials")}</legend>
      <Radio.Group
        optionType="button"
        value={isSome}
        options={[
          { value: false, label: t("serials_new", { count: fresh.length }) },
          { value: true, label: t("serials_some") },
        ]}
        onChange={(event) => serials.setSome(event.target.value === true)}
      />
      {isSome && (
        <Select<string[]>
          id={id}
          mode="multiple"
          aria-label={t("serials_choose")}
          placeholder={t("serials_choose")}
          maxCount={SERIALS_MAX}
          maxTagCount={6}
          value={[...(serials.chosen ?? [])]}
          showSearch={{ optionFilterProp: "label" }}
          options={all.map((unit) => ({ value: unit.id, label: unit.number }))}
          onChange={serials.setChosen}
        />
      )}
      <span className="field-said soft wrap">
        {!isSome && fresh.length === 0 ? t("serials_none") : spans(named, all)}
        {!isSome && fresh.length === SERIALS_MAX && ` ${t("serials_max", { max: SERIALS_MAX })}`}
      </span>
    </fieldset>
  );
}
