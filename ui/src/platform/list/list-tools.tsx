import {
  CloseOutlined,
  DownloadOutlined,
  FilterOutlined,
  SettingOutlined,
  StarOutlined,
} from "@ant-design/icons";
import { App, Button, Checkbox, Dropdown, Flex, Input, Popover } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { asProblem } from "../api/problem";
import { useLanguage, useSay } from "../i18n/language";
import { useIsHidden } from "../registry/masking";
import type { Field, KindInfo } from "../registry/types";
import { usePlatformTexts } from "../texts";
import { type ExportFormat, exportList } from "./export";
import { FilterEditor } from "./filter-editor";
import { canFilter, isFiltered, without } from "./filters";
import { firstColumns, type Question } from "./question";
import { Views } from "./views-menu";

interface Props {
  kind: KindInfo;
  question: Question;
  columns: readonly string[];
  onChange: (question: Question) => void;
}

/** Search, filters, columns, views and export above a list. */
export function ListTools(props: Props): ReactNode {
  const t = usePlatformTexts();
  const { kind, question, onChange } = props;
  const [added, setAdded] = useState<readonly string[]>([]);
  const state = kind.fields.find((field) => field.name === kind.state);
  const shown = kind.fields.filter(
    (field) =>
      canFilter(field) &&
      (field === state || added.includes(field.name) || isFiltered(field, question.filters)),
  );
  const drop = (field: Field) => {
    setAdded(added.filter((name) => name !== field.name));
    onChange({ ...question, filters: without(field, question.filters), page: 1 });
  };
  return (
    <div className="list-tools">
      <Flex gap={8} wrap align="center">
        <SearchField
          value={question.search}
          onSearch={(search) => onChange({ ...question, search, page: 1 })}
        />
        <AddFilter kind={kind} shown={shown} onAdd={(name) => setAdded([...added, name])} />
        <Columns {...props} />
        <Views kind={kind.name} icon={<StarOutlined />} />
        <Export {...props} />
        {(question.search !== "" || Object.keys(question.filters).length > 0) && (
          <Button
            type="link"
            onClick={() => {
              setAdded([]);
              onChange({ ...question, search: "", filters: {}, page: 1 });
            }}
          >
            {t("list_reset")}
          </Button>
        )}
      </Flex>
      {shown.length > 0 && (
        <div className="filters">
          {shown.map((field) => (
            <Filter
              key={field.name}
              field={field}
              question={question}
              onChange={onChange}
              onDrop={field === state ? undefined : () => drop(field)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function Filter(props: {
  field: Field;
  question: Question;
  onChange: (question: Question) => void;
  onDrop?: () => void;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const label = say(props.field.label);
  return (
    <div className="filter">
      <div className="filter-label">
        <span>{label}</span>
        {props.onDrop && (
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={`${t("remove")} ${label}`}
            onClick={props.onDrop}
          />
        )}
      </div>
      <FilterEditor
        field={props.field}
        filters={props.question.filters}
        onChange={(filters) => props.onChange({ ...props.question, filters, page: 1 })}
      />
    </div>
  );
}

function SearchField(props: { value: string; onSearch: (text: string) => void }): ReactNode {
  const t = usePlatformTexts();
  const [text, setText] = useState(props.value);
  useEffect(() => setText(props.value), [props.value]);
  return (
    <Input.Search
      className="list-search"
      allowClear
      aria-label={t("list_search")}
      placeholder={t("list_search")}
      maxLength={100}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={(value) => props.onSearch(value.trim())}
    />
  );
}

function AddFilter(props: {
  kind: KindInfo;
  shown: readonly Field[];
  onAdd: (name: string) => void;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const isHidden = useIsHidden(props.kind);
  const items = props.kind.fields
    .filter((field) => canFilter(field) && !isHidden(field) && !props.shown.includes(field))
    .map((field) => ({ key: field.name, label: say(field.label) }));
  return (
    <Dropdown
      trigger={["click"]}
      menu={{ items, onClick: ({ key }) => props.onAdd(key), className: "long-menu" }}
    >
      <Button icon={<FilterOutlined />}>{t("list_add_filter")}</Button>
    </Dropdown>
  );
}

function Columns({ kind, question, columns, onChange }: Props): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const language = useLanguage();
  const choose = (chosen: string[]) => {
    const kept = columns.filter((name) => chosen.includes(name));
    const added = chosen.filter((name) => !columns.includes(name));
    onChange({ ...question, columns: [...kept, ...added] });
  };
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
        <Flex vertical gap={8} className="long-menu">
          <Checkbox.Group
            className="columns"
            options={kind.fields.map((field) => ({ value: field.name, label: say(field.label) }))}
            value={[...columns]}
            onChange={choose}
          />
          <Button
            size="small"
            type="link"
            disabled={question.columns === null}
            onClick={() => onChange({ ...question, columns: null })}
          >
            {t("list_reset")} ({firstColumns(kind, language).length})
          </Button>
        </Flex>
      }
    >
      <Button icon={<SettingOutlined />}>{t("list_columns")}</Button>
    </Popover>
  );
}

function Export({ kind, question, columns }: Props): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  const run = async (format: ExportFormat) => {
    setBusy(true);
    try {
      const filters = {
        ...question.filters,
        ...(question.search && { search: question.search }),
        ...(question.sort && { sort: question.sort }),
      };
      await exportList(kind.name, filters, columns, format);
    } catch (error) {
      message.error(say(asProblem(error).text));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          { key: "xlsx", label: t("list_export_xlsx") },
          { key: "csv", label: t("list_export_csv") },
          { type: "divider" },
          { key: "said", disabled: true, label: t("list_export_sealed") },
        ],
        onClick: ({ key }) => void run(key === "csv" ? "csv" : "xlsx"),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={isBusy}>
        {t("list_export")}
      </Button>
    </Dropdown>
  );
}
