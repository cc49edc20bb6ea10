import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Button, Card, Input } from "antd";
import { type FormEvent, type ReactNode, useId } from "react";
import { useSearchParams } from "react-router-dom";
import styles from "./changes.module.css";
import { Compared } from "./compared";
import { changes } from "./texts";
import { useComparison } from "./use-changes";

/** `/changes/compare?old=bom_1&new=bom_4`: any two versions of one thing. */
export default function Compare(): ReactNode {
  const t = useTexts(changes);
  const [search, setSearch] = useSearchParams();
  const old = search.get("old") ?? "";
  const later = search.get("new") ?? "";
  const found = useComparison(old, later);
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setSearch({
      old: String(given.get("old") ?? "").trim(),
      new: String(given.get("new") ?? "").trim(),
    });
  };
  return (
    <>
      <PageHead title={t("compare")} lead={t("compare_lead")} />
      <div className="stack">
        <Card size="small">
          <form className={styles.pickers} onSubmit={submit}>
            <label htmlFor={`${id}-old`}>
              {t("old")}
              <Input id={`${id}-old`} name="old" defaultValue={old} placeholder="bom_1" />
            </label>
            <label htmlFor={`${id}-new`}>
              {t("new")}
              <Input id={`${id}-new`} name="new" defaultValue={later} placeholder="bom_4" />
            </label>
            <div>
              <Button type="primary" htmlType="submit">
                {t("compare_go")}
              </Button>
            </div>
          </form>
        </Card>
        {found.error !== null && (
          <ErrorState error={found.error} retry={() => void found.refetch()} />
        )}
        {found.isLoading && <LoadingState />}
        {found.data && (
          <Card size="small">
            <Compared found={found.data} />
          </Card>
        )}
      </div>
    </>
  );
}
