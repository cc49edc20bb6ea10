import {
  CheckCircleFilled,
  CloseCircleFilled,
  QuestionCircleFilled,
  SafetyCertificateOutlined,
} from "@ant-design/icons";
import { Alert, Button, Modal, Space } from "antd";
import { type ReactNode, useState } from "react";
import { call } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { LedgerStatus, Receipt } from "../api/types";
import { useSay } from "../i18n/language";
import type { LedgerCheck, RecordCheck, Step, Verdict } from "../proof";
import type { GivenAnswer } from "../signing/given";
import { ProblemAlert } from "../states/states";
import { usePlatformTexts } from "../texts";

const TYPES: Readonly<Record<Verdict, "success" | "error" | "warning">> = {
  holds: "success",
  broken: "error",
  open: "warning",
};

/** Checks an entry in this browser and shows every step; nothing of the server is believed. */
export function Check(props: { seq: number; receipt?: Receipt }): ReactNode {
  const t = usePlatformTexts();
  return (
    <CheckButton
      label={t("receipt_check")}
      title={`${t("receipt_check")} · ${t("entry_title", { seq: props.seq })}`}
      good={t("check_good")}
      run={() => check(props.seq, props.receipt)}
    />
  );
}

/** Checks one reading of a batch alone, in this browser, and offers the file that proves it. */
export function CheckReading(props: {
  seq: number;
  part: string;
  place: number;
  at: string;
  value: string;
}): ReactNode {
  const t = usePlatformTexts();
  const { seq, part, place, at, value } = props;
  const path = `/api/entries/${seq}/items/${part}/${place}`;
  return (
    <Space wrap>
      <CheckButton
        label={t("item_check")}
        title={`${t("item_check")} · ${t("entry_title", { seq })}`}
        good={t("item_good")}
        run={() => checkReading(seq, path, { at, value })}
      />
      <a href={path}>
        <Button tabIndex={-1}>{t("item_download")}</Button>
      </a>
    </Space>
  );
}

function CheckButton(props: {
  label: string;
  title: string;
  /** What is said when all holds. */
  good: string;
  run: () => Promise<LedgerCheck>;
}): ReactNode {
  const [result, setResult] = useState<LedgerCheck | Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      setResult(await props.run());
    } catch (error) {
      setResult(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button icon={<SafetyCertificateOutlined />} loading={isBusy} onClick={() => void run()}>
        {props.label}
      </Button>
      <Modal
        open={result !== null}
        title={props.title}
        footer={null}
        width={680}
        onCancel={() => setResult(null)}
      >
        {result instanceof Error && <ProblemAlert problem={result} />}
        {result !== null && !(result instanceof Error) && (
          <Steps check={result} good={props.good} />
        )}
      </Modal>
    </>
  );
}

async function checkReading(
  seq: number,
  path: string,
  shown: { at: string; value: string },
): Promise<LedgerCheck> {
  const [proof, file, ledger] = await Promise.all([
    import("../proof"),
    call<unknown>(path),
    call<LedgerStatus>("/api/ledger"),
  ]);
  const question = { seq, file, shown, ledgerKey: ledger.key };
  return proof.checkItem(question, proof.worldOf(window));
}

async function check(seq: number, receipt: Receipt | undefined): Promise<RecordCheck> {
  const [proof, answer, ledger, given] = await Promise.all([
    import("../proof"),
    call<unknown>(`/api/entries/${seq}`),
    call<LedgerStatus>("/api/ledger"),
    call<GivenAnswer>("/api/signatures", { query: { entry: seq } }),
  ]);
  const told = receipt && { id: receipt.id, outcome: receipt.outcome };
  const personKey = given.signatures[0]?.key;
  const question = {
    seq,
    answer,
    ledgerKey: ledger.key,
    ...(told && { receipt: told }),
    ...(personKey && { personKey }),
  };
  return proof.checkRecord(question, proof.worldOf(window));
}

function Steps({ check, good }: { check: LedgerCheck; good: string }): ReactNode {
  const t = usePlatformTexts();
  const verdicts = { holds: good, broken: t("check_bad"), open: t("check_open") };
  return (
    <div className="stack">
      <Alert type={TYPES[check.verdict]} showIcon title={verdicts[check.verdict]} />
      <ol className="check-steps">
        {check.steps.map((step) => (
          <StepLine key={`${step.code} ${step.detail.en}`} step={step} />
        ))}
      </ol>
    </div>
  );
}

/** One step of a check, with a sign that says the same as its colour. */
export function StepLine({ step }: { step: Step }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const sign =
    step.ok === null ? (
      <QuestionCircleFilled className="odd" aria-label={t("check_step_open")} />
    ) : step.ok ? (
      <CheckCircleFilled className="good" aria-label={t("check_step_good")} />
    ) : (
      <CloseCircleFilled className="bad" aria-label={t("check_step_bad")} />
    );
  return (
    <li>
      {sign} <span className="wrap">{say(step.detail)}</span>
    </li>
  );
}
