import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { Name, useName } from "@platform/names/name";
import { isTaken, useAct } from "@platform/terminal/act";
import { OutcomeNotice } from "@platform/terminal/outcome";
import { usePlatformTexts } from "@platform/texts";
import { Button, InputNumber, Modal } from "antd";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { type Account, levelOf, NOTHING, SAID, type Said, unaccounted } from "./accounts";
import styles from "./labels.module.css";
import { labels } from "./texts";

/** What became of labels of a lot, as somebody counted it. A fact: it is sealed in any case. */
export function CountLabels(props: { account: Account; onClose: () => void }): ReactNode {
  const t = useTexts(labels);
  const platform = usePlatformTexts();
  const { number } = useFormats();
  const acting = useAct();
  const [said, setSaid] = useState<Said>(NOTHING);
  const [isTold, setTold] = useState(false);
  const { account } = props;
  const lot = useName(account.lot_id);
  const left = unaccounted(account, said);
  const before = unaccounted(account);
  const level = levelOf(account.target);
  const total = SAID.reduce((sum, name) => sum + said[name], 0);
  const send = async () => {
    if (total === 0 || acting.isBusy || isTold) return;
    const outcome = await acting.act({
      kind: "labelling.reconcile_labels/1",
      body: { lot_id: account.lot_id, ...said, ...(level && { package_level_id: level }) },
      source: "hand",
      about: lot?.name ?? account.lot_id,
    });
    setTold(isTaken(outcome));
  };
  return (
    <Modal open width={560} title={t("reconcile_more")} footer={null} onCancel={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>
          <Name id={account.lot_id} />{" "}
          <span className="soft">
            <Name id={account.target} isPlain /> · {t("reconcile_issued")} {number(account.issued)}
          </span>
        </p>
        {!isTold && (
          <>
            <div className={styles.counts}>
              {SAID.map((name, at) => (
                <Count
                  key={name}
                  name={name}
                  hasFocus={at === 0}
                  before={account[name]}
                  value={said[name]}
                  onChange={(value) => setSaid({ ...said, [name]: value })}
                />
              ))}
            </div>
            {before > 0 && (
              <Button
                type="link"
                className={styles.startLink}
                onClick={() =>
                  setSaid({ ...said, used: Math.max(0, before - said.destroyed - said.returned) })
                }
              >
                {t("reconcile_rest_used")}
              </Button>
            )}
            <p role="status" className={left === 0 ? "good" : left < 0 ? "bad" : "odd"}>
              {left === 0
                ? t("reconcile_balanced")
                : `${t("reconcile_then")}: ${number(left)}${left < 0 ? `. ${t("reconcile_surplus")}` : ""}`}
            </p>
            <p className="soft small">{t("reconcile_fact")}</p>
          </>
        )}
        <OutcomeNotice acting={acting} />
        <div className="form-buttons">
          {!isTold && (
            <Button type="primary" htmlType="submit" loading={acting.isBusy} disabled={total === 0}>
              {t("reconcile_send")}
            </Button>
          )}
          <Button onClick={props.onClose}>{platform(isTold ? "close" : "cancel")}</Button>
        </div>
      </form>
    </Modal>
  );
}

function Count(props: {
  name: (typeof SAID)[number];
  hasFocus: boolean;
  before: number;
  value: number;
  onChange: (value: number) => void;
}): ReactNode {
  const t = useTexts(labels);
  const { number } = useFormats();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const { hasFocus } = props;
  useEffect(() => {
    if (hasFocus) place.current?.querySelector("input")?.select();
  }, [hasFocus]);
  return (
    <div className="field" ref={place}>
      <label htmlFor={id}>{t(`reconcile_${props.name}`)}</label>
      <InputNumber<number>
        id={id}
        size="large"
        min={0}
        precision={0}
        value={props.value}
        onFocus={(event) => event.target.select()}
        onChange={(value) => props.onChange(value ?? 0)}
        styles={{ root: { width: "100%" } }}
      />
      <span className="field-said soft">
        {t("reconcile_before", { count: number(props.before) })}
      </span>
    </div>
  );
}
