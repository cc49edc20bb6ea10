import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { commandPath } from "@platform/screens/paths";
import { isTaken } from "@platform/terminal/act";
import { Notice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { type PaneProps, stationOf } from "./pane";
import { shopfloor } from "./texts";

/** The lot that the order makes, before anything goes into it. */
export function OutputPane(props: PaneProps): ReactNode {
  const t = useTexts(shopfloor);
  const { sight, acting } = props;
  const lot = useName(sight.order.output_lot_id);
  const open = async () => {
    const outcome = await acting.act({
      kind: "production.open_output/1",
      body: { work_order_id: sight.order.id },
      source: "hand",
      ...stationOf(props.station),
      about: sight.order.number,
    });
    if (isTaken(outcome)) props.onNext();
  };
  if (lot !== undefined) {
    return (
      <Notice tone="good" title={t("lot", { lot: lot.name })}>
        {sight.item?.tracking === "serial" && (
          <p>
            <Link
              to={commandPath("production.serialise_output/1", { work_order_id: sight.order.id })}
            >
              {t("serialise")}
            </Link>
          </p>
        )}
      </Notice>
    );
  }
  return (
    <section className={style.card}>
      <p>{t("output_lead")}</p>
      <Button
        size="large"
        type="primary"
        className={style.big}
        autoFocus
        loading={acting.isBusy}
        onClick={() => void open()}
      >
        {t("output_do")}
      </Button>
    </section>
  );
}
