import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { ErrorState, LoadingState } from "@platform/states/states";
import { eventValue, isTaken, useAct } from "@platform/terminal/act";
import { Choices } from "@platform/terminal/choices";
import { FindNotice } from "@platform/terminal/find-notice";
import { TerminalFrame } from "@platform/terminal/frame";
import { LabelPrint } from "@platform/terminal/label-print";
import { Notice, OutcomeNotice } from "@platform/terminal/outcome";
import { useOne } from "@platform/terminal/rows";
import { ScanField } from "@platform/terminal/scan-field";
import style from "@platform/terminal/terminal.module.css";
import { useFind } from "@platform/terminal/use-find";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router-dom";
import { PackQuantity } from "./pack-quantity";
import { type Packed, packBody, useThings } from "./packing";
import type { Package } from "./records";
import { warehouse } from "./texts";
import { useLocations } from "./use-things";

/** Packing: choose the level, scan what goes in, close; the SSCC is given and its label printed. */
export default function PackPage(): ReactNode {
  const t = useTexts(warehouse);
  const navigate = useNavigate();
  const [level, setLevel] = useState<string | null>(null);
  const [madeId, setMade] = useState<string | null>(null);
  const back = () => {
    if (level === null) void navigate("/warehouse");
    else setLevel(null);
  };
  const next = () => {
    setMade(null);
  };
  return (
    <TerminalFrame title={t("pack")} onBack={back}>
      {level === null && <Levels onChoose={setLevel} />}
      {level !== null && madeId === null && <Packing key={level} level={level} onMade={setMade} />}
      {madeId !== null && <Made id={madeId} onNext={next} />}
    </TerminalFrame>
  );
}

function Levels(props: { onChoose: (level: string) => void }): ReactNode {
  const t = useTexts(warehouse);
  const say = useSay();
  const choices = useRegistry().field("warehouse.package", "level")?.choices ?? [];
  return (
    <>
      <h2 className={style.cardTitle}>{t("pack_level")}</h2>
      <p className="soft">{t("pack_sscc_auto")}</p>
      <Choices
        label={t("pack_level")}
        isFocused
        choices={choices.map((each) => ({ key: each.value, title: say(each.label) }))}
        onChoose={props.onChoose}
      />
    </>
  );
}

function Packing(props: { level: string; onMade: (id: string) => void }): ReactNode {
  const t = useTexts(warehouse);
  const { amount } = useFormats();
  const acting = useAct();
  const locations = useLocations();
  const things = useThings();
  const [inside, setInside] = useState<readonly Packed[]>([]);
  const [sscc, setSscc] = useState<string | null>(null);
  const [asked, setAsked] = useState<Packed | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const here = inside[0]?.locationId ?? null;
  const add = (thing: Packed): void => {
    const code = (id: string | null) => locations.byId.get(id ?? "")?.code ?? "?";
    if (inside.some((each) => each.id === thing.id)) setSaid(t("pack_twice"));
    else if (here !== null && thing.locationId !== here) {
      setSaid(t("pack_elsewhere", { code: code(thing.locationId), here: code(here) }));
    } else setInside([...inside, thing]);
  };
  const finding = useFind(async ({ subject, carrier }) => {
    setSaid(null);
    acting.clear();
    if (carrier?.sscc != null && subject === null) {
      setSscc(carrier.sscc);
      return true;
    }
    const thing = await things(subject, here);
    if (thing === null) return false;
    if (thing.kind === "lot") setAsked(thing);
    else add(thing);
    return true;
  });
  const close = async () => {
    const outcome = await acting.act({
      kind: "warehouse.pack_units/1",
      body: packBody(props.level, inside, sscc),
      source: "hand",
      about: inside.map((each) => each.name).join(", "),
    });
    const made = eventValue(outcome, "package_id");
    if (isTaken(outcome) && made !== null) props.onMade(made);
  };
  if (locations.error !== null) return <ErrorState error={locations.error} />;
  if (locations.isLoading) return <LoadingState />;
  return (
    <div className={style.columns}>
      <div className="stack">
        <OutcomeNotice acting={acting} />
        {asked === null ? (
          <ScanField
            label={t("pack_scan")}
            isBusy={finding.isReading}
            focusKey={inside.length}
            onText={finding.take}
          />
        ) : (
          <PackQuantity
            thing={asked}
            locations={locations}
            onDone={(thing) => {
              setAsked(null);
              if (thing !== null) add(thing);
            }}
          />
        )}
        <FindNotice finding={finding} />
        {said !== null && <Notice tone="bad" title={said} />}
      </div>
      <aside className={style.card}>
        <h2 className={style.cardTitle}>{t("pack_list")}</h2>
        {sscc !== null && <p className="mono">{t("pack_sscc", { sscc })}</p>}
        {inside.length === 0 && <p className="soft">{t("pack_empty")}</p>}
        <ul className="plain">
          {inside.map((each) => (
            <li key={each.id} className={style.row}>
              <b>{each.name}</b>
              {each.quantity !== null && amount(each.quantity, each.unit)}
              <Button
                type="text"
                onClick={() => setInside(inside.filter((other) => other !== each))}
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ul>
        <Button
          size="large"
          type="primary"
          className={style.big}
          disabled={inside.length === 0}
          loading={acting.isBusy}
          onClick={() => void close()}
        >
          {t("pack_do")}
        </Button>
      </aside>
    </div>
  );
}

function Made(props: { id: string; onNext: () => void }): ReactNode {
  const t = useTexts(warehouse);
  const name = useName(props.id)?.name ?? props.id;
  const pack = useOne<Package>("warehouse.package", props.id).data;
  return (
    <Notice tone="good" title={`${t("package")} ${name}`}>
      {pack?.sscc !== undefined && <p className="mono">{t("pack_sscc", { sscc: pack.sscc })}</p>}
      {pack?.sscc !== undefined && <LabelPrint packageId={props.id} />}
      <div>
        <Button size="large" type="primary" className={style.big} autoFocus onClick={props.onNext}>
          {t("pack_again")}
        </Button>
      </div>
    </Notice>
  );
}
