import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { IdPicker } from "@platform/pick/id-picker";
import { Notice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { Button, Input } from "antd";
import { type ReactNode, useId } from "react";
import { type Wrong, wrongWith } from "./delivery";
import { receiving } from "./texts";
import type { Receiving } from "./use-receiving";

/** Beside the steps: which delivery this is, and what is wrong with it, said at once. */
export function DeliveryAside({ work }: { work: Receiving }): ReactNode {
  return (
    <aside className={style.aside}>
      <Wrongs work={work} />
      <ThisDelivery work={work} />
    </aside>
  );
}

function Wrongs({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const { known } = work.found;
  if (work.step !== "what" && work.step !== "place") return null;
  if (known.item === null) return null;
  const wrongs = wrongWith(work.delivery, known);
  const grave = wrongs.filter((each) => !each.isMild);
  const mild = wrongs.filter((each) => each.isMild);
  return (
    <div className={`stack ${style.asideFirst}`} aria-live="polite">
      {grave.length > 0 && (
        <Notice tone="odd" title={t("wrong_title")}>
          <ul className={style.wrongs}>
            {grave.map((each) => (
              <WrongLine key={each.code} wrong={each} unit={known.line?.unit ?? null} />
            ))}
          </ul>
          <p>{t("wrong_lead")}</p>
        </Notice>
      )}
      {grave.length === 0 && known.line !== null && <Notice tone="good" title={t("good_title")} />}
      {mild.length > 0 && (
        <ul className={`${style.wrongs} soft`} aria-label={t("mild_title")}>
          {mild.map((each) => (
            <WrongLine key={each.code} wrong={each} unit={known.line?.unit ?? null} />
          ))}
        </ul>
      )}
    </div>
  );
}

function WrongLine(props: { wrong: Wrong; unit: string | null }): ReactNode {
  const t = useTexts(receiving);
  const { amount, date } = useFormats();
  const { code, values = {} } = props.wrong;
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (name === "on") return [name, date(value)];
      return [name, name === "over" || name === "open" ? amount(value, props.unit) : value];
    }),
  );
  return <li>{t(`wrong_${code}`, shown)}</li>;
}

function ThisDelivery({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const id = useId();
  const { delivery, orderId } = work;
  const hasContext = orderId !== null || delivery.supplierId !== null || delivery.note !== "";
  return (
    <section className={style.card}>
      <h2 className={style.cardTitle}>{t("delivery")}</h2>
      <div className="field">
        <span>{t("order")}</span>
        <IdPicker prefix="por" label={t("order")} value={orderId} onChange={work.setOrder} />
      </div>
      {work.step === "scan" && delivery.supplierId !== null && (
        <div>
          {t("supplier")}: <Name id={delivery.supplierId} isPlain />
        </div>
      )}
      <div className="field">
        <label htmlFor={id}>{t("note")}</label>
        <Input
          id={id}
          size="large"
          maxLength={60}
          value={delivery.note}
          onChange={(event) => work.change({ note: event.target.value })}
        />
      </div>
      {hasContext && (
        <Button size="large" onClick={work.anew}>
          {t("drop")}
        </Button>
      )}
    </section>
  );
}
