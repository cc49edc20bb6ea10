import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Asked } from "@platform/states/asked";
import { EmptyState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import type { Tone } from "@platform/values/tone";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { Spark } from "./spark";
import styles from "./spc.module.css";
import { spc } from "./texts";
import type { Standing, Tile } from "./types";
import { useWall } from "./use-spc";

const TONES: Readonly<Record<Standing, Tone>> = {
  signal: "bad",
  no_limits: "warn",
  no_points: "warn",
  in_control: "good",
};

/** All charts as tiles, the worst first. */
export default function Wall(): ReactNode {
  const t = useTexts(spc);
  const mayDefine = usePermission("spc.chart.define");
  return (
    <>
      <PageHead
        title={t("wall")}
        lead={t("wall_lead")}
        actions={
          mayDefine && (
            <Link to={commandPath("spc.define_chart/1")}>
              <Button type="primary">{t("define")}</Button>
            </Link>
          )
        }
      />
      <Asked question={useWall()}>
        {(answer) =>
          answer.charts.length === 0 ? (
            <EmptyState text={t("none")} />
          ) : (
            <div className={styles.tiles}>
              {answer.charts.map((each) => (
                <TileCard key={each.id} tile={each} />
              ))}
            </div>
          )
        }
      </Asked>
    </>
  );
}

function TileCard({ tile }: { tile: Tile }): ReactNode {
  const t = useTexts(spc);
  const say = useSay();
  const { ago, amount, number } = useFormats();
  return (
    <article
      className={`${styles.tile} ${styles[tile.standing]}`}
      aria-label={`${tile.code} ${say(tile.name)}`}
    >
      <header className={styles.head}>
        <div>
          <h2>
            <Link to={recordPath("spc.chart", tile.id)}>{tile.code}</Link>
          </h2>
          <span className="soft small">
            {say(tile.name)} · {tile.place}
          </span>
        </div>
        <ToneTag tone={TONES[tile.standing]}>{t(`standing_${tile.standing}`)}</ToneTag>
      </header>
      {tile.points.length > 0 && (
        <Spark
          points={tile.points}
          label={t("spark", { number: number(tile.points.length), name: say(tile.name) })}
        />
      )}
      {tile.signals.length > 0 && (
        <ul className={styles.rules}>
          {tile.signals.map((each) => (
            <li key={each.id}>{say(each.label)}</li>
          ))}
        </ul>
      )}
      <span className="soft small">
        {tile.value !== null && tile.at !== null
          ? t("point_at", { value: amount(short(tile.value), unitOf(tile)), when: ago(tile.at) })
          : say(tile.kind_label)}
      </span>
    </article>
  );
}

/** What is plotted on charts of proportions and of cumulative sums is no amount of the point. */
function unitOf(tile: Tile): string | null {
  return ["p", "u", "cusum"].includes(tile.kind) ? null : tile.unit;
}

const DIGITS = 5;

function short(figure: string): string {
  return String(Number(Number(figure).toPrecision(DIGITS)));
}
