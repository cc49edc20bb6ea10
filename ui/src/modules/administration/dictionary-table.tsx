import { useFormats } from "@platform/formats/use-formats";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { commandPath, listPath } from "@platform/screens/paths";
import { EmptyState } from "@platform/states/states";
import { Table, Tag, Tooltip } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./administration.module.css";
import { type DictionaryEntry, keyOf, unitPlace } from "./dictionary";
import { administration } from "./texts";

export const TYPES = [
  "text",
  "integer",
  "yesno",
  "date",
  "instant",
  "amount",
  "id",
  "choice",
  "list",
  "map",
  "shape",
] as const;

const CHOICES_SHOWN = 6;

/** Fields a page at a time, with both languages side by side. */
export function DictionaryTable({ entries }: { entries: DictionaryEntry[] }): ReactNode {
  const t = useTexts(administration);
  return (
    <Table<DictionaryEntry>
      size="small"
      rowKey={keyOf}
      dataSource={entries}
      tableLayout="fixed"
      className={styles.dictionary}
      pagination={{ defaultPageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <EmptyState text={t("dictionary_none")} /> }}
      columns={[
        { key: "in", title: t("in"), width: "24%", render: (_, entry) => <In entry={entry} /> },
        {
          key: "field",
          title: t("field"),
          width: "24%",
          render: (_, entry) => <Named entry={entry} />,
        },
        { key: "meaning", title: t("meaning"), render: (_, entry) => <Meaning entry={entry} /> },
        {
          key: "limits",
          title: t("limits"),
          width: "22%",
          render: (_, entry) => (
            <>
              <Type entry={entry} />
              <Limits entry={entry} />
              <Protection entry={entry} />
            </>
          ),
        },
      ]}
    />
  );
}

interface Props {
  entry: DictionaryEntry;
}

/** The record, command or event, and the way to it. */
function In({ entry }: Props): ReactNode {
  const t = useTexts(administration);
  const say = useSay();
  const registry = useRegistry();
  const label = say(registry.kind(entry.in)?.label ?? registry.label(entry.in));
  const path = { record: listPath(entry.in), command: commandPath(entry.in), event: null }[
    entry.of
  ];
  return (
    <>
      {path === null ? label.replace(/\{\w+\}/g, "…") : <Link to={path}>{label}</Link>}
      <div className="soft small">
        {t(`of_${entry.of}`)} · <span className="mono wrap">{entry.in}</span>
      </div>
    </>
  );
}

/** The present language first, the other below. */
function Named({ entry }: Props): ReactNode {
  const language = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  return (
    <>
      <strong>{entry.label[language]}</strong>
      <div lang={other === "zh" ? "zh-CN" : "en"}>{entry.label[other]}</div>
      <div className="soft small mono wrap">{entry.field}</div>
    </>
  );
}

function Meaning({ entry }: Props): ReactNode {
  const language = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  const choices = Object.entries(entry.choices ?? {});
  return (
    <>
      {entry.help[language]}
      {entry.help[other] !== "" && (
        <div lang={other === "zh" ? "zh-CN" : "en"} className="soft small">
          {entry.help[other]}
        </div>
      )}
      {choices.length > 0 && <Choices choices={choices} />}
    </>
  );
}

function Choices(props: { choices: [string, { en: string; zh: string }][] }): ReactNode {
  const say = useSay();
  const more = props.choices.slice(CHOICES_SHOWN);
  const listed = more.map(([value, label]) => `${say(label)} (${value})`).join(" · ");
  return (
    <span className={styles.choices}>
      {props.choices.slice(0, CHOICES_SHOWN).map(([value, label]) => (
        <Tag key={value} title={value}>
          {say(label)}
        </Tag>
      ))}
      {more.length > 0 && (
        <Tooltip title={listed}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what it says is reached by keyboard */}
          <span className="soft" tabIndex={0}>
            +{more.length}
          </span>
        </Tooltip>
      )}
    </span>
  );
}

function Type({ entry }: Props): ReactNode {
  const t = useTexts(administration);
  const type = TYPES.find((each) => each === entry.type);
  const unit = unitPlace(entry);
  return (
    <>
      {type === undefined ? entry.type : t(`type_${type}`)}
      {unit !== null && <div className="soft small">{t("unit_in", { field: unit })}</div>}
    </>
  );
}

function Limits({ entry }: Props): ReactNode {
  const t = useTexts(administration);
  const { number } = useFormats();
  const { length_max, minimum, maximum, pattern } = entry;
  const isScaled = entry.type === "amount";
  return (
    <ul className={styles.limits}>
      {entry.required && <li>{t("required")}</li>}
      {length_max !== null && <li>{t("length_max", { max: number(length_max) })}</li>}
      {/* Limits of amounts are in smallest steps of a unit that is not known here. */}
      {minimum !== null && !isScaled && <li>{t("at_least", { min: number(minimum) })}</li>}
      {maximum !== null && !isScaled && <li>{t("at_most", { max: number(maximum) })}</li>}
      {pattern !== null && pattern.length <= 60 && (
        <li className="wrap">{t("pattern", { pattern })}</li>
      )}
    </ul>
  );
}

function Protection({ entry }: Props): ReactNode {
  const t = useTexts(administration);
  if (!entry.personal && !entry.secret) return null;
  return (
    <span className="tags">
      {entry.personal && (
        <Tooltip title={t("personal_help")}>
          <Tag color="warning">{t("personal")}</Tag>
        </Tooltip>
      )}
      {entry.secret && (
        <Tooltip title={t("secret_help")}>
          <Tag color="error">{t("secret")}</Tag>
        </Tooltip>
      )}
    </span>
  );
}
