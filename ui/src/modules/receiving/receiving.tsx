import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { useScan } from "@platform/scanning/scanning";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Choices } from "@platform/terminal/choices";
import { TerminalFrame } from "@platform/terminal/frame";
import { LabelPrint } from "@platform/terminal/label-print";
import { Notice, OutcomeNotice } from "@platform/terminal/outcome";
import { ScanField } from "@platform/terminal/scan-field";
import terminalStyle from "@platform/terminal/terminal.module.css";
import { Button, Steps } from "antd";
import type { ReactNode } from "react";
import { DeliveryAside } from "./aside";
import { HandChoice } from "./by-hand";
import { Expected } from "./expected";
import { receiving } from "./texts";
import { Understood } from "./understood";
import { type Receiving, type Step, useReceiving } from "./use-receiving";

const STEPS: readonly Step[] = ["scan", "what", "place", "label"];

/** A delivery at the dock: scan, see what it is and what is wrong with it, put it, label it. */
export default function ReceivingPage(): ReactNode {
  const t = useTexts(receiving);
  const work = useReceiving();
  const { found, step } = work;
  const back = step === "scan" ? undefined : step === "place" ? () => work.go("what") : work.next;
  return (
    <TerminalFrame title={t("title")} onBack={back}>
      <Steps
        current={STEPS.indexOf(step)}
        responsive={false}
        items={STEPS.map((each) => ({ title: t(`step_${each}`) }))}
      />
      {found.error !== null && <ErrorState error={found.error} retry={found.retry} />}
      {found.isLoading && <LoadingState />}
      {!found.isLoading && found.error === null && (
        <div className={terminalStyle.columns}>
          <div className="stack">
            <SaidNotice work={work} />
            {step !== "label" && <OutcomeNotice acting={work.acting} />}
            {step === "scan" && <ScanStep work={work} />}
            {step === "what" && <Understood work={work} />}
            {step === "place" && <PlaceStep work={work} />}
            {step === "label" && <LabelStep work={work} />}
          </div>
          <DeliveryAside work={work} />
        </div>
      )}
    </TerminalFrame>
  );
}

function SaidNotice({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const say = useSay();
  const { said } = work;
  if (said === null) return null;
  if ("problem" in said) return <Notice tone="bad" title={say(said.problem.text)} />;
  if (said.code === "offline") return <Notice tone="odd" title={t("offline_lead")} />;
  if (said.code === "place_wrong") {
    return <Notice tone="bad" title={t("place_wrong", { code: said.text })} />;
  }
  return <Notice tone="bad" title={t(said.code, { text: said.text })} />;
}

function ScanStep({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  return (
    <>
      <section className={terminalStyle.card}>
        <ScanField
          label={t("scan_label")}
          hint={t("scan_hint")}
          isBusy={work.isReading}
          onText={work.take}
        />
        <HandChoice work={work} />
      </section>
      <Expected work={work} />
    </>
  );
}

function PlaceStep({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  useScan((scan) => work.take(scan.text, true));
  const places = work.found.places.filter((each) => each.kind === "quarantine");
  return (
    <section className={terminalStyle.card}>
      <h2 className={terminalStyle.cardTitle}>{t("place")}</h2>
      <p className="soft">{t("place_lead")}</p>
      <Choices
        label={t("place")}
        isFocused
        chosen={work.keptPlace}
        choices={places.map((each) => ({
          key: each.id,
          title: each.code,
          detail: each.name,
          isDisabled: work.acting.isBusy,
        }))}
        onChoose={(id) => work.record(id)}
      />
    </section>
  );
}

function LabelStep({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const { amount } = useFormats();
  const lot = useName(work.lotId);
  useScan((scan) => {
    work.next();
    work.take(scan.text, true);
  });
  const { item } = work.found.known;
  return (
    <>
      <OutcomeNotice acting={work.acting}>
        {lot !== undefined && work.lotId !== null && (
          <>
            <p>
              {t("recorded")} <Name id={work.lotId} />
            </p>
            <p>{t("recorded_lead")}</p>
          </>
        )}
      </OutcomeNotice>
      <section className={terminalStyle.card}>
        <h2 className={terminalStyle.cardTitle}>
          {item?.number} {lot && `· ${lot.name}`}{" "}
          {work.delivery.quantity && amount(work.delivery.quantity, work.delivery.unit)}
        </h2>
        {work.lotId !== null && <LabelPrint lotId={work.lotId} />}
        <div className={terminalStyle.row}>
          <Button
            size="large"
            type="primary"
            className={terminalStyle.big}
            autoFocus
            onClick={work.next}
          >
            {t("next")}
          </Button>
          <span className="soft">{t("next_lead")}</span>
        </div>
      </section>
    </>
  );
}
