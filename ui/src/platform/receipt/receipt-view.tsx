import { Alert, Button, Card, Steps } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { Receipt, Told } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { isText } from "../i18n/text";
import { Name } from "../names/name";
import { useRegistry } from "../registry/registry";
import { entryPath } from "../screens/paths";
import { usePlatformTexts } from "../texts";
import { Said } from "../values/said";
import { Instant } from "../values/value";
import { Check } from "./check";
import { useSealed } from "./use-sealed";

/** What became of a command: recorded, sealed as number n, and the way to its proof. */
export function ReceiptView(props: {
  receipt: Receipt;
  about?: string | undefined;
  onAgain?: () => void;
}): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { number } = useFormats();
  const registry = useRegistry();
  const { receipt } = props;
  const { data: told } = useSealed(receipt.id);
  const isSealed = told != null;
  return (
    <Card className="receipt" role="status">
      <Steps
        size="small"
        current={isSealed ? 2 : 1}
        items={[
          { title: t("receipt_recorded"), content: <Instant at={receipt.recorded} isPrecise /> },
          {
            title: isSealed ? t("receipt_sealed", { seq: number(told.seq) }) : t("receipt_sealing"),
            content: isSealed && <Link to={entryPath(told.seq)}>{t("receipt_entry")}</Link>,
          },
        ]}
      />
      <h2 className="receipt-title">{say(registry.label(receipt.kind))}</h2>
      <Happened receipt={receipt} told={told ?? null} />
      <Deviations receipt={receipt} />
      <div className="form-buttons">
        {props.about && <Name id={props.about} />}
        {props.onAgain && <Button onClick={props.onAgain}>{t("receipt_again")}</Button>}
        {isSealed && <Check seq={told.seq} receipt={receipt} />}
      </div>
    </Card>
  );
}

/** The events as sentences; before they can be read from the entry, by their labels. */
function Happened(props: { receipt: Receipt; told: Told | null }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  if (props.told !== null) {
    return (
      <ul className="said">
        {props.told.said.map((said) => (
          <li key={said.en}>
            <Said said={said} />
          </li>
        ))}
      </ul>
    );
  }
  const labels = [...new Set((props.receipt.events ?? []).map((event) => event.kind))];
  return (
    <ul className="said">
      {labels.map((kind) => (
        <li key={kind}>{say(registry.label(kind)).replace(/\{\w+\}/g, "…")}</li>
      ))}
    </ul>
  );
}

function Deviations({ receipt }: { receipt: Receipt }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const deviations = receipt.deviations ?? [];
  if (deviations.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t("receipt_deviations")}
      description={
        <ul className="said">
          {deviations.map((each) => (
            <li key={each.code}>{isText(each.message) ? say(each.message) : each.code}</li>
          ))}
        </ul>
      }
    />
  );
}
