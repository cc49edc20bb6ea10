import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name } from "@platform/names/name";
import { commandPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Button, Card, Pagination, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import { type Account, levelOf, unaccounted } from "./accounts";
import { CountLabels } from "./count-labels";
import styles from "./labels.module.css";
import { Scroll } from "./runs";
import { labels } from "./texts";

const PAGE = 50;

/** Lots whose labels are not all accounted for, and counting them. */
export function ReconcileTab(): ReactNode {
  const t = useTexts(labels);
  const [isOpen, setOpen] = useState(true);
  const [page, setPage] = useState(1);
  const [counted, setCounted] = useState<Account | null>(null);
  const { data, error, refetch } = useRecords("labelling.account", {
    state: isOpen ? "open" : null,
    sort: "-lot_id",
    limit: PAGE,
    offset: (page - 1) * PAGE,
  });
  return (
    <div className="stack">
      <p className="soft">{t("reconcile_lead")}</p>
      <Segmented<boolean>
        className={styles.start}
        aria-label={t("templates_state")}
        value={isOpen}
        options={[
          { value: true, label: t("reconcile_open") },
          { value: false, label: t("reconcile_all") },
        ]}
        onChange={(open) => {
          setOpen(open);
          setPage(1);
        }}
      />
      {error !== null && data === undefined && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {error === null && data === undefined && <LoadingState />}
      {data?.total === 0 && <EmptyState text={t("reconcile_none")} />}
      {data !== undefined && data.total > 0 && (
        <Card size="small">
          <Accounts accounts={data.records} onCount={setCounted} />
          {data.total > PAGE && (
            <Pagination
              className={styles.pages}
              size="small"
              current={page}
              pageSize={PAGE}
              total={data.total}
              showSizeChanger={false}
              onChange={setPage}
            />
          )}
        </Card>
      )}
      {counted !== null && <CountLabels account={counted} onClose={() => setCounted(null)} />}
    </div>
  );
}

type Row = Account & { state: string; is_controlled: boolean };

function Accounts(props: { accounts: Row[]; onCount: (account: Account) => void }): ReactNode {
  const t = useTexts(labels);
  const mayCount = usePermission("labelling.label.reconcile");
  const mayAccept = usePermission("labelling.difference.accept");
  const numbers = ["issued", "used", "destroyed", "returned", "accepted", "left"] as const;
  return (
    <Scroll label={t("tab_reconcile")}>
      <thead>
        <tr>
          <th scope="col">{t("reconcile_lot")}</th>
          {numbers.map((name) => (
            <th key={name} scope="col" className={styles.right}>
              {t(`reconcile_${name}`)}
            </th>
          ))}
          <th scope="col">{t("templates_state")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {props.accounts.map((account) => {
          const left = unaccounted(account);
          const level = levelOf(account.target);
          const given = { lot_id: account.lot_id, ...(level && { package_level_id: level }) };
          return (
            <tr key={`${account.lot_id} ${account.target}`}>
              <td>
                <Name id={account.lot_id} />{" "}
                <span className="soft">
                  <Name id={account.target} isPlain />
                </span>
              </td>
              {numbers.map((name) => (
                <Figure
                  key={name}
                  value={name === "left" ? left : account[name]}
                  isOdd={name === "left" && left !== 0}
                />
              ))}
              <td>
                <StateTag kind="labelling.account" state={account.state} />
                {account.is_controlled && left !== 0 && (
                  <div className="soft small">{t("reconcile_controlled")}</div>
                )}
              </td>
              <td>
                <span className={styles.rowActions}>
                  {mayCount && (
                    <Button size="small" onClick={() => props.onCount(account)}>
                      {t("reconcile_more")}
                    </Button>
                  )}
                  {mayAccept && left !== 0 && (
                    <Link to={commandPath("labelling.accept_difference/1", given)}>
                      <Button size="small" tabIndex={-1}>
                        {t("reconcile_accept")}
                      </Button>
                    </Link>
                  )}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </Scroll>
  );
}

function Figure(props: { value: number; isOdd: boolean }): ReactNode {
  const { number } = useFormats();
  return (
    <td className={`number ${styles.right} ${props.isOdd ? "odd" : ""}`}>{number(props.value)}</td>
  );
}
