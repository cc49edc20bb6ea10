import { useMay } from "@platform/acting/chosen";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import type { Acting } from "@platform/terminal/act";
import { Notice } from "@platform/terminal/outcome";
import terminalStyle from "@platform/terminal/terminal.module.css";
import { App, Button } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router-dom";
import style from "./bench.module.css";
import { inspection } from "./texts";
import type { BenchSight } from "./use-bench";

/** The decision once everything is measured, then the release of the lot. */
export function DecidePanel(props: { sight: BenchSight; acting: Acting }): ReactNode {
  const { state } = props.sight.inspection;
  return state === "open" ? <Decide {...props} /> : <Decided {...props} />;
}

function Decide({ sight, acting }: { sight: BenchSight; acting: Acting }): ReactNode {
  const t = useTexts(inspection);
  const { modal } = App.useApp();
  const mayDecide = useMay("inspection.inspection.decide");
  const { planned, found, outside } = sight.progress;
  const missing = planned - found;
  const waiting = [...sight.waiting].filter((key) => !sight.cells.has(key)).length;
  const isReady = missing === 0 && planned > 0;
  const decide = (decision: "accept" | "reject") =>
    acting.act({
      kind: "inspection.decide_inspection/1",
      body: { inspection_id: sight.inspection.id, decision },
      source: "hand",
      about: sight.lot.number,
    });
  const reject = () =>
    modal.confirm({
      title: t("reject"),
      content: t("reject_sure"),
      okText: t("reject"),
      okButtonProps: { danger: true },
      onOk: () => decide("reject"),
    });
  const why = !isReady
    ? waiting > 0
      ? t("decide_waiting", { count: waiting })
      : t("decide_missing", { count: missing })
    : outside > 0
      ? t("decide_outside")
      : t("decide_ready");
  return (
    <section className={style.card}>
      <div className={style.title}>
        <h2>{t("decide")}</h2>
        <span className={isReady && outside === 0 ? "good" : isReady ? "bad" : "soft"}>{why}</span>
      </div>
      {mayDecide ? (
        <div className={style.row}>
          <Button
            type="primary"
            size="large"
            className={terminalStyle.big}
            disabled={!isReady || outside > 0}
            loading={acting.isBusy}
            onClick={() => void decide("accept")}
          >
            {t("accept")}
          </Button>
          <Button
            danger
            size="large"
            className={`${terminalStyle.big} ${terminalStyle.danger}`}
            disabled={!isReady}
            onClick={reject}
          >
            {t("reject")}
          </Button>
        </div>
      ) : (
        <p className="soft">{t("decide_may_not")}</p>
      )}
    </section>
  );
}

function Decided({ sight, acting }: { sight: BenchSight; acting: Acting }): ReactNode {
  const t = useTexts(inspection);
  const navigate = useNavigate();
  const mayRelease = useMay("warehouse.lot.release");
  const { lot } = sight;
  const isAccepted = sight.inspection.state === "accepted";
  const who = useName(sight.inspection.decided_by)?.name ?? "";
  const release = () =>
    acting.act({
      kind: "warehouse.release_lot/1",
      body: { lot_id: lot.id },
      source: "hand",
      about: lot.number,
    });
  return (
    <Notice
      tone={isAccepted ? "good" : "bad"}
      title={t(isAccepted ? "accepted" : "rejected", { who })}
      actions={
        isAccepted && lot.state === "quarantined" && mayRelease ? (
          <Button
            type="primary"
            size="large"
            className={terminalStyle.big}
            loading={acting.isBusy}
            onClick={() => void release()}
          >
            {t("release")}
          </Button>
        ) : (
          <Button
            size="large"
            className={terminalStyle.big}
            onClick={() => void navigate("/bench")}
          >
            {t("next_inspection")}
          </Button>
        )
      }
    >
      {lot.state === "released" && <p>{t("released")}</p>}
      {lot.state === "rejected" && <p>{t("lot_rejected")}</p>}
      {lot.state === "quarantined" && isAccepted && !mayRelease && <p>{t("release_may_not")}</p>}
    </Notice>
  );
}
