import { UploadOutlined } from "@ant-design/icons";
import { call } from "@platform/api/client";
import { asProblem, type Problem } from "@platform/api/problem";
import type { Receipt } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { isText } from "@platform/i18n/text";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { PageHead } from "@platform/screens/page";
import { receiptPath } from "@platform/screens/paths";
import { Asked } from "@platform/states/asked";
import { EmptyState, ProblemAlert } from "@platform/states/states";
import { Notice } from "@platform/terminal/outcome";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Card, Select, Upload } from "antd";
import { type ReactNode, useId, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./by-hand.module.css";
import { monitoring } from "./texts";

const MOST = 500;

interface Taken {
  readings: number;
  receipt: Receipt;
}

type Told = { taken: Taken } | { problem: Problem } | null;

/** A CSV file of readings: all of it or nothing, in the name of who brings it. */
export default function Import(): ReactNode {
  const t = useTexts(monitoring);
  const question = useRecords("monitoring.source", { state: "in_use", limit: MOST });
  return (
    <>
      <PageHead
        over={<Link to="/monitoring">{t("live")}</Link>}
        title={t("import")}
        lead={t("import_lead")}
      />
      <Asked question={question}>
        {({ records }) =>
          records.length === 0 ? (
            <EmptyState text={t("import_no_source")} />
          ) : (
            <Bring
              sources={records.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
            />
          )
        }
      </Asked>
    </>
  );
}

function Bring({ sources }: { sources: { value: string; label: string }[] }): ReactNode {
  const t = useTexts(monitoring);
  const id = useId();
  const queries = useQueryClient();
  const [source, setSource] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>(null);
  const bring = async (file: File) => {
    if (source === null) return;
    setBusy(true);
    setTold(null);
    try {
      const taken = await call<Taken>("/api/monitoring/imports", {
        method: "POST",
        query: { source },
        body: file,
        headers: { "content-type": "text/csv" },
      });
      setTold({ taken });
      void queries.invalidateQueries();
    } catch (error) {
      setTold({ problem: asProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <Card size="small">
        <div className={styles.form}>
          <p>{t("import_form")}</p>
          <pre>{"tag,at,value,quality\nLAB.FR,2026-03-02T08:00:00+08:00,4.2,good"}</pre>
          <div className="field">
            <label htmlFor={`${id}-source`}>{t("import_source")}</label>
            <Select
              id={`${id}-source`}
              showSearch={{ optionFilterProp: "label" }}
              value={source}
              options={sources}
              onChange={setSource}
            />
          </div>
          <div>
            <Upload
              accept=".csv,text/csv"
              showUploadList={false}
              disabled={source === null}
              beforeUpload={(file) => {
                void bring(file);
                return false;
              }}
            >
              <Button
                type="primary"
                size="large"
                icon={<UploadOutlined />}
                loading={isBusy}
                disabled={source === null}
              >
                {t("import_choose")}
              </Button>
            </Upload>
          </div>
        </div>
      </Card>
      {told !== null && <Outcome told={told} />}
    </div>
  );
}

function Outcome({ told }: { told: NonNullable<Told> }): ReactNode {
  const t = useTexts(monitoring);
  const say = useSay();
  const { number } = useFormats();
  if ("problem" in told) {
    return (
      <>
        <ProblemAlert problem={told.problem} />
        {told.problem.fields.length > 0 && (
          <ul className={styles.lines} aria-label={t("import_bad")}>
            {told.problem.fields.map((each) => (
              <li key={`${each.path} ${each.message.en}`}>
                <strong>{say(each.label)}</strong> {say(each.message)}
              </li>
            ))}
          </ul>
        )}
      </>
    );
  }
  const { readings, receipt } = told.taken;
  const deviations = receipt.deviations ?? [];
  return (
    <Notice
      tone={deviations.length > 0 ? "odd" : "good"}
      title={t("import_done", { count: readings, number: number(readings) })}
    >
      {deviations.length > 0 && (
        <ul className={styles.lines}>
          {deviations.map((each) => (
            <li key={each.code}>{isText(each.message) ? say(each.message) : each.code}</li>
          ))}
        </ul>
      )}
      <p className="small">
        <Link to={receiptPath(receipt.id)}>{t("import_receipt")}</Link>
      </p>
    </Notice>
  );
}
