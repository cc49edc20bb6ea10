import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { commandPath } from "@platform/screens/paths";
import { usePermission, usePerson } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { EmptyState } from "@platform/states/states";
import { Button, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { Link, useSearchParams } from "react-router-dom";
import styles from "./alerts.module.css";
import { type Alert, inOrder, isShown, SHOWN, type Shown } from "./order";
import { AlertRow, type Doing } from "./row";
import { alerts } from "./texts";
import { useNow, useOpenAlerts, useOwnRoles } from "./use-alerts";
import { useKeys } from "./use-keys";

/** What was noticed and is not closed; answered in place, also by the keyboard alone. */
export default function Board(): ReactNode {
  const t = useTexts(alerts);
  const question = useOpenAlerts();
  return (
    <>
      <PageHead title={t("board")} lead={t("lead")} actions={<Actions />} />
      <Asked question={question}>
        {({ records, total }) => <Answer records={records} total={total} />}
      </Asked>
    </>
  );
}

function Actions(): ReactNode {
  const t = useTexts(alerts);
  const maySet = usePermission("alerts.policy.set");
  if (!maySet) return null;
  return (
    <>
      <Link to={commandPath("alerts.set_route/1")}>
        <Button>{t("route")}</Button>
      </Link>
      <Link to={commandPath("alerts.set_policy/1")}>
        <Button>{t("policy")}</Button>
      </Link>
    </>
  );
}

function Answer(props: { records: readonly Alert[]; total: number }): ReactNode {
  const t = useTexts(alerts);
  const { number } = useFormats();
  const [search, setSearch] = useSearchParams();
  const shown = SHOWN.find((each) => each === search.get("show")) ?? "everything";
  const { userId } = usePerson();
  const roles = useOwnRoles();
  const now = useNow();
  const found = inOrder(props.records).filter((each) => isShown(each, shown, userId, roles, now));
  const count = (of: Shown) =>
    props.records.filter((each) => isShown(each, of, userId, roles, now)).length;
  return (
    <div className="stack">
      <Segmented
        aria-label={t("show")}
        className={styles.choice}
        value={shown}
        options={SHOWN.map((each) => ({ value: each, label: `${t(each)} ${number(count(each))}` }))}
        onChange={(value) =>
          setSearch(value === "everything" ? {} : { show: value }, { replace: true })
        }
      />
      {props.total > props.records.length && (
        <p className="soft">
          {t("more", { shown: number(props.records.length), total: number(props.total) })}
        </p>
      )}
      {found.length === 0 ? (
        <EmptyState text={t(props.records.length === 0 ? "none" : "none_so")} />
      ) : (
        <Rows found={found} now={now} />
      )}
    </div>
  );
}

function Rows(props: { found: readonly Alert[]; now: Date }): ReactNode {
  const t = useTexts(alerts);
  const [chosen, setChosen] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  useKeys(props.found, { chosen, setChosen, setDoing });
  return (
    <>
      <p className={`soft small ${styles.keys}`}>{t("keys")}</p>
      <ul className={styles.rows} aria-label={t("list")}>
        {props.found.map((each) => (
          <AlertRow
            key={each.id}
            alert={each}
            now={props.now}
            isChosen={each.id === chosen}
            doing={doing?.id === each.id ? doing.what : null}
            onDo={(what) => {
              setChosen(each.id);
              setDoing(what === null ? null : { id: each.id, what });
            }}
          />
        ))}
      </ul>
    </>
  );
}
