import { call } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { SubjectPicker } from "@platform/pick/subject-picker";
import { useRecord } from "@platform/record/use-record";
import { useScan } from "@platform/scanning/scanning";
import { signal } from "@platform/scanning/signal";
import { usePermission } from "@platform/session/store";
import { ErrorState, LoadingState, NoPermission } from "@platform/states/states";
import { prefixOf } from "@platform/terminal/understand";
import { App, Button } from "antd";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router-dom";
import styles from "./labels.module.css";
import { LotPrint } from "./lot-print";
import { PackagePrint } from "./package-print";
import { Runs } from "./runs";
import { labels } from "./texts";

const PREFIXES = ["lot", "ser", "pkg"];
const PRINT = "labelling.label.print";

/** What is scanned or chosen is printed for; without anything, what was printed last. */
export function PrintTab(): ReactNode {
  const t = useTexts(labels);
  const isPermitted = usePermission(PRINT);
  const [search, setSearch] = useSearchParams();
  const [isScan, setScan] = useState(false);
  const subject = search.get("subject");
  const choose = (id: string | null, scanned = false) => {
    setScan(scanned);
    setSearch(id === null ? {} : { subject: id }, { replace: true });
  };
  useSubjectScan((id) => choose(id, true), isPermitted);
  if (!isPermitted) {
    return (
      <>
        <NoPermission permission={PRINT} />
        <Runs query={{ sort: "-id", limit: 20 }} title={t("runs_latest")} />
      </>
    );
  }
  if (subject === null || !PREFIXES.includes(prefixOf(subject))) {
    return (
      <div className="stack">
        <div className={styles.subject}>
          <SubjectPicker
            prefixes={PREFIXES}
            label={t("subject")}
            hasFocus
            onPick={(id) => choose(id)}
          />
          <span className="soft">{t("subject_scan")}</span>
        </div>
        <Runs query={{ sort: "-id", limit: 20 }} title={t("runs_latest")} />
      </div>
    );
  }
  return (
    <Chosen
      key={subject}
      subject={subject}
      source={isScan ? "scan" : "hand"}
      onOther={() => choose(null)}
    />
  );
}

/** Scans anywhere on the screen choose what they name. */
function useSubjectScan(choose: (id: string) => void, isEnabled: boolean): void {
  const t = useTexts(labels);
  const say = useSay();
  const { message } = App.useApp();
  useScan((scan) => {
    call<{ subject: string }>("/api/scan", { query: { text: scan.text } }).then(
      ({ subject }) => {
        const isRight = PREFIXES.includes(prefixOf(subject));
        signal(isRight ? "good" : "bad");
        if (isRight) choose(subject);
        else message.error(t("wrong_subject"));
      },
      (error: unknown) => {
        signal("bad");
        message.error(say(asProblem(error).text));
      },
    );
  }, isEnabled);
}

interface Props {
  subject: string;
  source: "hand" | "scan";
  onOther: () => void;
}

function Chosen(props: Props): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const detail = useName(props.subject)?.detail;
  return (
    <div className="stack">
      <div className={styles.chosen}>
        <span className="soft">{t("subject_label")}</span>
        <strong>
          <Name id={props.subject} />
        </strong>
        {detail && <span className="soft">{say(detail)}</span>}
        <Button size="small" onClick={props.onOther}>
          {t("subject_change")}
        </Button>
      </div>
      {prefixOf(props.subject) === "pkg" && <PackagePrint packageId={props.subject} {...props} />}
      {prefixOf(props.subject) === "lot" && <LotPrint lotId={props.subject} {...props} />}
      {prefixOf(props.subject) === "ser" && <SerialPrint {...props} />}
    </div>
  );
}

function SerialPrint(props: Props): ReactNode {
  const { data, error, refetch } = useRecord("warehouse.serial", props.subject);
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState />;
  return <LotPrint lotId={data.record.lot_id} serialId={props.subject} {...props} />;
}
