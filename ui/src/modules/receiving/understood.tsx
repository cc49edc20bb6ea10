import { useDateFormat } from "@platform/form/plain-inputs";
import { useFormats } from "@platform/formats/use-formats";
import { useLanguage } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { IdPicker } from "@platform/pick/id-picker";
import { useScan } from "@platform/scanning/scanning";
import { signal } from "@platform/scanning/signal";
import { LoadingState } from "@platform/states/states";
import { BigAmount } from "@platform/terminal/amount";
import { Choices } from "@platform/terminal/choices";
import { isDecimal } from "@platform/terminal/decimal";
import style from "@platform/terminal/terminal.module.css";
import { Button, DatePicker, Input } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useId, useState } from "react";
import { expiryOf, openOf, quantityOf, serialsOf } from "./delivery";
import { receiving } from "./texts";
import type { Receiving } from "./use-receiving";

/** What a code said, to be read, completed and counted. */
export function Understood({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const language = useLanguage();
  const [isWrong, setWrong] = useState(false);
  useScan((scan) => work.take(scan.text, true));
  const { delivery } = work;
  const { item } = work.found.known;
  if (item === null) return <LoadingState rows={3} />;
  const isSerial = item.tracking === "serial";
  const go = () => {
    const quantity = quantityOf(delivery, item);
    const isGiven = isDecimal(quantity) && Number(quantity) > 0;
    setWrong(!isGiven);
    if (isGiven) work.go("place");
    else signal("bad");
  };
  return (
    <form
      className={style.card}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <div>
        <h2 className={style.cardTitle}>
          {item.number} · {language === "zh" ? (item.name_zh ?? item.name) : item.name}
        </h2>
        {work.scanned.has("item") && <span className="soft small">{t("in_code")}</span>}
      </div>
      <LineChoice work={work} />
      {isSerial ? (
        <Serials work={work} isWrong={isWrong} />
      ) : (
        <BigAmount
          label={t("quantity")}
          value={delivery.quantity}
          unit={delivery.unit ?? item.unit}
          isWrong={isWrong}
          focusKey={`${item.id} ${delivery.barcode} ${delivery.lineId}`}
          onChange={(quantity) => work.change({ quantity })}
          onEnter={go}
          onText={(text) => work.take(text, true)}
          hint={isWrong ? <span className="bad">{t("need_quantity")}</span> : undefined}
        />
      )}
      <Details work={work} />
      <div className={style.row}>
        <Button size="large" type="primary" htmlType="submit" className={style.big}>
          {t("go_place")}
        </Button>
      </div>
    </form>
  );
}

/** The order line that was found; where several fit, the most likely is taken and may be changed. */
function LineChoice({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const { amount, date } = useFormats();
  const { lines, orders } = work.found;
  if (lines.length === 0) return null;
  return (
    <Choices
      label={t("line_choose")}
      chosen={work.delivery.lineId}
      choices={[
        ...lines.map((line) => ({
          key: line.id,
          title: orders.get(line.order_id)?.number ?? line.id,
          detail: t("due", { on: date(line.due_on) }),
          aside: t("open", { amount: amount(openOf(line), line.unit) }),
        })),
        ...(lines.length > 1 ? [{ key: "", title: t("line_none") }] : []),
      ]}
      onChoose={(id) => {
        const line = lines.find((each) => each.id === id);
        const supplierId = orders.get(line?.order_id ?? "")?.supplier_id;
        work.change({ lineId: id, ...(supplierId !== undefined && { supplierId }) });
      }}
    />
  );
}

function Serials(props: { work: Receiving; isWrong: boolean }): ReactNode {
  const t = useTexts(receiving);
  const id = useId();
  const { delivery, change } = props.work;
  const [text, setText] = useState<string | null>(null);
  return (
    <div className="field">
      <label htmlFor={id}>
        {t("serials")} · <span className={style.value}>{delivery.serials.length}</span>
      </label>
      <Input.TextArea
        id={id}
        data-scan="off"
        autoSize={{ minRows: 3, maxRows: 8 }}
        value={text ?? delivery.serials.join("\n")}
        status={props.isWrong ? "error" : ""}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          if (text !== null) change({ serials: serialsOf(text) });
          setText(null);
        }}
      />
      <div className={props.isWrong ? "bad" : "soft"}>
        {t(props.isWrong ? "need_serials" : "serials_help")}
      </div>
    </div>
  );
}

function Details({ work }: { work: Receiving }): ReactNode {
  const t = useTexts(receiving);
  const { date } = useFormats();
  const id = useId();
  const { delivery, change } = work;
  const { item, order } = work.found.known;
  const reckoned = delivery.expiresOn === "" ? expiryOf(delivery, item) : null;
  return (
    <div className="fields">
      <div className="field">
        <label htmlFor={`${id}-lot`}>{t("supplier_lot")}</label>
        <Input
          id={`${id}-lot`}
          size="large"
          maxLength={60}
          value={delivery.supplierLot}
          onChange={(event) => change({ supplierLot: event.target.value })}
        />
      </div>
      <DayField
        label={t("expires_on")}
        value={delivery.expiresOn}
        hint={reckoned === null ? null : t("reckoned", { on: date(reckoned) })}
        onChange={(expiresOn) => change({ expiresOn })}
      />
      <DayField
        label={t("made_on")}
        value={delivery.madeOn}
        hint={null}
        onChange={(madeOn) => change({ madeOn })}
      />
      <div className="field">
        <span>{t("supplier")}</span>
        <IdPicker
          prefix="pty"
          label={t("supplier")}
          value={delivery.supplierId ?? order?.supplier_id ?? null}
          onChange={(supplierId) => change({ supplierId })}
        />
      </div>
    </div>
  );
}

function DayField(props: {
  label: string;
  value: string;
  hint: string | null;
  onChange: (value: string) => void;
}): ReactNode {
  const id = useId();
  const format = useDateFormat();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <DatePicker
        id={id}
        size="large"
        // The first is shown; the others may be typed.
        format={[format, "YYYY-MM-DD", "YYYYMMDD", "YYMMDD"]}
        value={props.value === "" ? null : dayjs(props.value)}
        onChange={(day) => props.onChange(day?.format("YYYY-MM-DD") ?? "")}
        styles={{ root: { width: "100%" } }}
      />
      {props.hint !== null && <div className="soft small">{props.hint}</div>}
    </div>
  );
}
