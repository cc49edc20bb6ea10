import { DownloadOutlined } from "@ant-design/icons";
import { call } from "@platform/api/client";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { ErrorState, LoadingState } from "@platform/states/states";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Input, Segmented, Select } from "antd";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import styles from "./administration.module.css";
import { csv, type DictionaryEntry, type DictionaryFilter, OF, search } from "./dictionary";
import { DictionaryTable, TYPES } from "./dictionary-table";
import { Sources } from "./sources";
import { administration } from "./texts";

/** `/administration/dictionary`: what every word of the program means. */
export default function DictionaryPage(): ReactNode {
  const t = useTexts(administration);
  const { data, error, refetch } = useQuery({
    queryKey: ["dictionary"],
    queryFn: ({ signal }) => call<DictionaryEntry[]>("/api/dictionary", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return (
    <>
      <PageHead title={t("dictionary")} lead={t("dictionary_lead")} />
      {error !== null && data === undefined ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState rows={12} />
      ) : (
        <Dictionary entries={data} />
      )}
    </>
  );
}

const NONE: DictionaryFilter = {
  text: "",
  of: null,
  module: null,
  type: null,
  isPersonal: false,
  isSecret: false,
};

function Dictionary({ entries }: { entries: readonly DictionaryEntry[] }): ReactNode {
  const t = useTexts(administration);
  const { number } = useFormats();
  const [filter, setFilter] = useState(NONE);
  const sought = useDeferredValue(filter);
  const found = useMemo(() => search(entries, sought), [entries, sought]);
  return (
    <div className="stack">
      <Sources />
      <Tools filter={filter} onFilter={setFilter} />
      <div className={styles.count}>
        <span className="soft small" role="status">
          {t("found", { count: found.length }).replace(String(found.length), number(found.length))}
        </span>
        <Button size="small" icon={<DownloadOutlined />} onClick={() => save(csv(found))}>
          {t("download")}
        </Button>
      </div>
      <DictionaryTable entries={found} />
    </div>
  );
}

function Tools(props: {
  filter: DictionaryFilter;
  onFilter: (filter: DictionaryFilter) => void;
}): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const registry = useRegistry();
  const { filter, onFilter } = props;
  return (
    <div className={styles.tools}>
      <Input.Search
        className={styles.wideSearch}
        value={filter.text}
        allowClear
        autoFocus
        placeholder={t("dictionary_search")}
        aria-label={t("dictionary_search")}
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
      />
      <Segmented<DictionaryEntry["of"] | "">
        aria-label={t("in")}
        value={filter.of ?? ""}
        options={[
          { value: "", label: t("of_all") },
          ...OF.map((value) => ({ value, label: t(`of_${value}`) })),
        ]}
        onChange={(of) => onFilter({ ...filter, of: of || null })}
      />
      <Select<string>
        className={styles.select}
        aria-label={t("matrix_module")}
        value={filter.module ?? ""}
        options={[
          { value: "", label: t("any_module") },
          ...registry.answer.modules.map(({ name, title }) => ({ value: name, label: say(title) })),
        ]}
        onChange={(module) => onFilter({ ...filter, module: module || null })}
      />
      <Select<string>
        className={styles.select}
        aria-label={t("type")}
        value={filter.type ?? ""}
        options={[
          { value: "", label: t("any_type") },
          ...TYPES.map((value) => ({ value, label: t(`type_${value}`) })),
        ]}
        onChange={(type) => onFilter({ ...filter, type: type || null })}
      />
      <Checkbox
        checked={filter.isPersonal}
        onChange={(event) => onFilter({ ...filter, isPersonal: event.target.checked })}
      >
        {t("personal")}
      </Checkbox>
      <Checkbox
        checked={filter.isSecret}
        onChange={(event) => onFilter({ ...filter, isSecret: event.target.checked })}
      >
        {t("secret")}
      </Checkbox>
    </div>
  );
}

function save(table: string): void {
  const address = URL.createObjectURL(new Blob([table], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "dictionary.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
