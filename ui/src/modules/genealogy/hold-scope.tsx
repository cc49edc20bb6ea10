import { StopOutlined } from "@ant-design/icons";
import { asProblem, type Problem } from "@platform/api/problem";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { receiptPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { LoadingState, ProblemAlert } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Alert, Button, Checkbox, Input, Modal, Table } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import styles from "./genealogy.module.css";
import { HOLD, type Holding, holdingsOf, type Outcome, place } from "./holding";
import { genealogy } from "./texts";

const LIST_HEIGHT = 320;

/** Hold every lot that is taken, for one cause; nothing for whoever may not. */
export function HoldScope(props: {
  start: string;
  /** Lots that are taken; undefined while they are being loaded. */
  lots: readonly string[] | undefined;
  /** The lots are not all that the scope has. */
  isCut: boolean;
  onOpen: (isOpen: boolean) => void;
}): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const mayHold = usePermission(registry.command(HOLD)?.permission);
  const [isOpen, setOpen] = useState(false);
  if (!mayHold) return null;
  const open = (now: boolean) => {
    setOpen(now);
    props.onOpen(now);
  };
  return (
    <>
      <Button size="small" icon={<StopOutlined />} onClick={() => open(true)}>
        {say(registry.label(HOLD))}
      </Button>
      {isOpen && <HoldDialog {...props} onClose={() => open(false)} />}
    </>
  );
}

function HoldDialog(props: {
  start: string;
  lots: readonly string[] | undefined;
  isCut: boolean;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(genealogy);
  const say = useSay();
  const registry = useRegistry();
  const { start, lots } = props;
  const [withStart, setWithStart] = useState(start.startsWith("lot_"));
  const [cause, setCause] = useState("");
  const placing = usePlacing();
  const field = registry.command(HOLD)?.fields.find(({ name }) => name === "cause");
  const label = field === undefined ? "" : say(field.label);
  const taken = lots && [...new Set([...(withStart ? [start] : []), ...lots])];
  const begin = () => placing.send(holdingsOf(taken ?? [], cause.trim()));
  return (
    <Modal
      open
      title={say(registry.label(HOLD))}
      onCancel={props.onClose}
      mask={{ closable: false }}
      footer={
        <Footer
          placing={placing}
          count={taken?.length}
          isReady={cause.trim() !== ""}
          onBegin={begin}
          onClose={props.onClose}
        />
      }
    >
      {taken === undefined ? (
        <LoadingState rows={3} />
      ) : placing.holdings === null ? (
        <div className={styles.gap}>
          <p>{t("hold_lead", { count: taken.length })}</p>
          {props.isCut && <Alert type="warning" showIcon title={t("hold_cut")} />}
          {start.startsWith("lot_") && (
            <Checkbox checked={withStart} onChange={({ target }) => setWithStart(target.checked)}>
              {t("hold_start")} <Name id={start} />
            </Checkbox>
          )}
          <Input.TextArea
            aria-label={label}
            placeholder={label}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={field?.length_max ?? undefined}
            value={cause}
            onChange={({ target }) => setCause(target.value)}
            autoFocus
          />
        </div>
      ) : (
        <Results holdings={placing.holdings} problem={placing.problem} />
      )}
    </Modal>
  );
}

interface Placing {
  /** Null before they are sent. */
  holdings: readonly Holding[] | null;
  problem: Problem | null;
  isSending: boolean;
  send: (holdings: readonly Holding[]) => void;
}

function usePlacing(): Placing {
  const [holdings, setHoldings] = useState<readonly Holding[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const send = (given: readonly Holding[]) => {
    setHoldings(given);
    setProblem(null);
    setSending(true);
    place(given, setHoldings)
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setSending(false));
  };
  return { holdings, problem, isSending, send };
}

function Footer(props: {
  placing: Placing;
  count: number | undefined;
  isReady: boolean;
  onBegin: () => void;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(genealogy);
  const { holdings, problem, isSending, send } = props.placing;
  const close = (
    <Button key="close" onClick={props.onClose} disabled={isSending}>
      {t("hold_close")}
    </Button>
  );
  if (holdings === null) {
    return [
      close,
      <Button
        key="go"
        type="primary"
        danger
        disabled={!props.isReady || !props.count}
        onClick={props.onBegin}
      >
        {t("hold_go", { count: props.count ?? 0 })}
      </Button>,
    ];
  }
  if (problem === null) return close;
  return [
    close,
    <Button key="again" type="primary" loading={isSending} onClick={() => send(holdings)}>
      {t("hold_again")}
    </Button>,
  ];
}

/** What became of each lot; refusals first. */
function Results(props: { holdings: readonly Holding[]; problem: Problem | null }): ReactNode {
  const t = useTexts(genealogy);
  const { holdings } = props;
  const many = (is: Outcome["is"]) => holdings.filter(({ outcome }) => outcome?.is === is).length;
  const order = ({ outcome }: Holding) =>
    outcome === undefined ? 1 : outcome.is === "done" ? 2 : 0;
  const rows = [...holdings].sort((one, other) => order(one) - order(other));
  return (
    <div className={styles.gap}>
      <p aria-live="polite">
        <strong>{t("hold_done", { done: many("done"), total: holdings.length })}</strong>
        {many("refused") > 0 && (
          <span className="bad"> · {t("hold_refused", { count: many("refused") })}</span>
        )}
      </p>
      {props.problem && <ProblemAlert problem={props.problem} />}
      <Table<Holding>
        size="small"
        virtual
        pagination={false}
        scroll={{ x: 420, y: LIST_HEIGHT }}
        rowKey="lot"
        dataSource={rows}
        columns={[
          {
            key: "lot",
            title: t("sort_lot"),
            width: 150,
            render: (_, { lot }) => <Name id={lot} />,
          },
          {
            key: "outcome",
            title: t("hold_outcome"),
            render: (_, { outcome }) => <Became outcome={outcome} />,
          },
        ]}
      />
    </div>
  );
}

function Became({ outcome }: { outcome: Outcome | undefined }): ReactNode {
  const t = useTexts(genealogy);
  const say = useSay();
  if (outcome === undefined) return <ToneTag tone="plain">{t("hold_open")}</ToneTag>;
  if (outcome.is === "refused") {
    return (
      <>
        <ToneTag tone="bad">{t("hold_no")}</ToneTag> {say(outcome.problem.text)}
      </>
    );
  }
  return (
    <Link to={receiptPath(outcome.receipt.id)}>
      <ToneTag tone="good">{t("held")}</ToneTag>
    </Link>
  );
}
