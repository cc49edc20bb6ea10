import { Button, Drawer } from "antd";
import type { ReactNode } from "react";
import { access } from "../acting/texts";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { useTexts } from "../i18n/texts";
import type { Fact, RejectedItem } from "./fact";
import { useFacts } from "./facts";
import { factTexts } from "./texts";

/** Everything of this device that is not in the ledger yet, and what to do about it. */
export default function FactsList(props: { onClose: () => void }): ReactNode {
  const t = useTexts(factTexts);
  return (
    <Drawer open size={520} title={t("title")} onClose={props.onClose}>
      <Lists />
    </Drawer>
  );
}

function Lists(): ReactNode {
  const t = useTexts(factTexts);
  const say = useSay();
  const { queue, snapshot } = useFacts();
  const { waiting, rejected, trouble, isSending } = snapshot;
  return (
    <div className="stack">
      {rejected.length > 0 && (
        <section className="stack">
          <h2 className="receipt-title">{t("rejected_title")}</h2>
          {rejected.map((item) => (
            <Rejected key={item.fact.order} item={item} />
          ))}
        </section>
      )}
      <section className="stack">
        <h2 className="receipt-title">{t("waiting_title")}</h2>
        {waiting.length === 0 && <p className="soft">{t("none")}</p>}
        {trouble !== null && waiting.length > 0 && <p className="odd">{say(trouble)}</p>}
        <ol className="plain">
          {waiting.map((fact) => (
            <li key={fact.order}>
              <strong>{say(fact.label)}</strong>
              <Entered fact={fact} />
            </li>
          ))}
        </ol>
        {waiting.length > 0 && (
          <Button loading={isSending} onClick={() => void queue.replay()}>
            {t("now")}
          </Button>
        )}
      </section>
    </div>
  );
}

function Rejected({ item }: { item: RejectedItem }): ReactNode {
  const t = useTexts(factTexts);
  const say = useSay();
  const { queue } = useFacts();
  return (
    <article className="tile">
      <b>{say(item.what)}</b>
      <span className="bad">{say(item.why)}</span>
      <span>{say(item.next)}</span>
      <Entered fact={item.fact} />
      <div className="form-buttons">
        {item.canSendAgain && (
          <Button type="primary" onClick={() => void queue.sendAgain(item.fact.order)}>
            {t("again")}
          </Button>
        )}
        <Button onClick={() => void queue.dealWith(item.fact.order)}>{t("dealt")}</Button>
      </div>
    </article>
  );
}

function Entered({ fact }: { fact: Fact }): ReactNode {
  const t = useTexts(factTexts);
  const a = useTexts(access);
  const { instant } = useFormats();
  return (
    <div className="soft small">
      {t("entered", { when: instant(fact.entered, "seconds"), who: fact.userName })}
      {fact.behalfName !== undefined && ` · ${a("behalf", { name: fact.behalfName })}`}
    </div>
  );
}
