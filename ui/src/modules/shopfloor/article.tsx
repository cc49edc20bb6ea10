import { useMay } from "@platform/acting/chosen";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { usePerson } from "@platform/session/store";
import { isTaken } from "@platform/terminal/act";
import { Notice } from "@platform/terminal/outcome";
import style from "@platform/terminal/terminal.module.css";
import { Button, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import { type PaneProps, stationOf } from "./pane";
import { latestArticle } from "./sequence";
import { shopfloor } from "./texts";

/** The first unit of the operation, decided by somebody who did not run it. */
export function ArticlePane(props: PaneProps): ReactNode {
  const { sight } = props;
  return (
    <>
      {sight.articlesAt.map((check) => (
        <Check key={check} {...props} check={check} />
      ))}
    </>
  );
}

function Check(props: PaneProps & { check: number }): ReactNode {
  const t = useTexts(shopfloor);
  const { sight, acting, check } = props;
  const { userId } = usePerson();
  const mayDecide = useMay("production.first_article.decide");
  const last = latestArticle(sight.articles, check);
  const who = useName(last?.decided_by)?.name ?? "";
  const id = useId();
  const [remark, setRemark] = useState("");
  const isMine = sight.runs.some((run) => run.operator === userId);
  const decide = async (verb: "approve" | "reject") => {
    const outcome = await acting.act({
      kind: `production.${verb}_first_article/1`,
      body: {
        work_order_id: sight.order.id,
        position: check,
        ...(remark.trim() !== "" && { remark: remark.trim() }),
      },
      source: "hand",
      ...stationOf(props.station),
      about: `${sight.order.number} · ${sight.operation.name}`,
    });
    if (isTaken(outcome)) props.onNext();
  };
  return (
    <>
      {last !== undefined && (
        <Notice
          tone={last.is_accepted ? "good" : "bad"}
          title={t(last.is_accepted ? "article_good" : "article_bad", { who })}
        >
          {last.remark && <p>{last.remark}</p>}
        </Notice>
      )}
      {last?.is_accepted !== true && (
        <section className={style.card}>
          <p>{t("article_open")}</p>
          {isMine && <Notice tone="odd" title={t("article_yours")} />}
          {!isMine && !mayDecide && <Notice tone="odd" title={t("article_may_not")} />}
          {!isMine && mayDecide && (
            <>
              <div className="field">
                <label htmlFor={id}>{t("article_remark")}</label>
                <Input
                  id={id}
                  size="large"
                  maxLength={1000}
                  value={remark}
                  onChange={(event) => setRemark(event.target.value)}
                />
              </div>
              <div className={style.row}>
                <Button
                  size="large"
                  type="primary"
                  className={style.big}
                  loading={acting.isBusy}
                  onClick={() => void decide("approve")}
                >
                  {t("article_approve")}
                </Button>
                <Button
                  danger
                  size="large"
                  className={`${style.big} ${style.danger}`}
                  disabled={remark.trim() === ""}
                  loading={acting.isBusy}
                  onClick={() => void decide("reject")}
                >
                  {t("article_reject")}
                </Button>
              </div>
            </>
          )}
        </section>
      )}
    </>
  );
}
