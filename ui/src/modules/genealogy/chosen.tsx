import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { recordPath } from "@platform/screens/paths";
import { ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card, Pagination } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./genealogy.module.css";
import { quantityOf } from "./look";
import { Sign, toneOfServer } from "./sign";
import { genealogy } from "./texts";
import type { GraphNode, Unit } from "./types";
import { MEMBERS, useMembers, type View } from "./use-graph";

/** What is known of the chosen node, and where one can go from it. */
export function Chosen(props: {
  node: GraphNode;
  subject: string;
  view: View;
  /** Nodes on the ways between it and the start, without these two. */
  ways: number;
  onContinue: (id: string) => void;
  onLetGo: () => void;
}): ReactNode {
  const t = useTexts(genealogy);
  const formats = useFormats();
  const { node, subject } = props;
  const quantity = quantityOf(node, formats);
  return (
    <Card
      size="small"
      title={node.group ? t("group", { count: node.group.count }) : <Name id={node.id} />}
      extra={
        <Button type="text" size="small" onClick={props.onLetGo}>
          {t("let_go")}
        </Button>
      }
    >
      <div className={styles.gap} aria-live="polite">
        <UnitLine unit={node} />
        <p className="small soft">
          {node.id === subject ? t("start") : `${t("level")} ${node.level}`}
          {quantity !== null && ` · ${t("quantity")} ${quantity}`}
          {props.ways > 0 && ` · ${t("ways", { count: props.ways })}`}
        </p>
        {node.group ? (
          <Members key={node.id} of={node.id} subject={subject} view={props.view} />
        ) : (
          <div className={styles.buttons}>
            <Link to={recordPath(node.kind, node.id)}>
              <Button tabIndex={-1}>{t("open")}</Button>
            </Link>
            {node.id !== subject && (
              <Button onClick={() => props.onContinue(node.id)}>{t("from_here")}</Button>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

/** State and item of a unit. */
export function UnitLine({ unit }: { unit: Unit }): ReactNode {
  const t = useTexts(genealogy);
  const say = useSay();
  return (
    <div className={styles.line}>
      <Sign tone={unit.tone} />
      <ToneTag tone={toneOfServer(unit.tone)}>{say(unit.state_label)}</ToneTag>
      {unit.is_held && <ToneTag tone="bad">{t("held")}</ToneTag>}
      {unit.is_possible && <ToneTag tone="plain">{t("possible")}</ToneTag>}
      {unit.item_id !== undefined && <ItemWords id={unit.item_id} number={unit.item ?? ""} />}
    </div>
  );
}

function ItemWords(props: { id: string; number: string }): ReactNode {
  const say = useSay();
  const detail = useName(props.id)?.detail;
  return (
    <span className="soft small">
      {props.number} {detail && say(detail)}
    </span>
  );
}

/** The units of a group, page by page. */
function Members(props: { of: string; subject: string; view: View }): ReactNode {
  const t = useTexts(genealogy);
  const [page, setPage] = useState(1);
  const offset = (page - 1) * MEMBERS;
  const { data, error, refetch } = useMembers(props.subject, props.view, props.of, offset);
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={6} />;
  return (
    <>
      <p className="small soft">{t("group_lead")}</p>
      <ul className={styles.members}>
        {data.nodes.map(({ id, kind, name }) => (
          <li key={id}>
            <Link to={recordPath(kind, id)}>{name}</Link>
          </li>
        ))}
      </ul>
      {data.total > MEMBERS && (
        <Pagination
          size="small"
          simple
          current={page}
          pageSize={MEMBERS}
          total={data.total}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
    </>
  );
}
