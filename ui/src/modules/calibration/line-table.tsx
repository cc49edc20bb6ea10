import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import type { Tone } from "@platform/values/tone";
import { Button, Table } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import { Assess } from "./assess";
import styles from "./calibration.module.css";
import { calibration } from "./texts";
import type { EffectCode, Impact, ImpactLine } from "./types";

const TONES: Readonly<Record<EffectCode, Tone>> = {
  no_effect: "good",
  remeasure: "warn",
  nonconforming: "bad",
};

/** Every measurement in doubt; some are chosen and assessed together. */
export function LineTable(props: { impact: Impact; lines: readonly ImpactLine[] }): ReactNode {
  const t = useTexts(calibration);
  const { instant } = useFormats();
  const mayAssess = usePermission("calibration.impact.assess");
  const [chosen, setChosen] = useState<string[]>([]);
  const canChoose = mayAssess && props.impact.state === "open";
  const open = props.lines.filter((line) => line.state === "open").map((line) => line.id);
  return (
    <div className="stack">
      {canChoose && props.lines.length > 0 && (
        <>
          <div className={styles.chosen}>
            <span>
              {chosen.length === 0
                ? t("chosen_none")
                : t("chosen", { count: chosen.length, number: chosen.length })}
            </span>
            {open.length > 0 && (
              <Button size="small" onClick={() => setChosen(open)}>
                {t("choose_open")}
              </Button>
            )}
          </div>
          {chosen.length > 0 && (
            <Assess impactId={props.impact.id} lineIds={chosen} onDone={() => setChosen([])} />
          )}
        </>
      )}
      <Table<ImpactLine>
        size="small"
        rowKey="id"
        dataSource={[...props.lines]}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <EmptyState text={t("lines_none")} /> }}
        {...(canChoose && {
          rowSelection: {
            selectedRowKeys: chosen,
            onChange: (keys: React.Key[]) => setChosen(keys.map(String)),
            getCheckboxProps: (line: ImpactLine) => ({ "aria-label": line.measurement }),
            getTitleCheckboxProps: () => ({ "aria-label": t("all") }),
          },
        })}
        columns={[
          { title: t("measurement"), render: (_, line) => <Which id={line.measurement} /> },
          {
            title: t("measured"),
            render: (_, line) => (
              <>
                <div className="number">{instant(line.measured_at)}</div>
                <div className="soft small">
                  <Name id={line.measured_by} isPlain />
                </div>
              </>
            ),
          },
          {
            title: t("lot"),
            render: (_, line) => line.lot_ids.map((id) => <Name key={id} id={id} />),
          },
          { title: t("effect"), render: (_, line) => <EffectOf line={line} /> },
          {
            title: t("grounds"),
            render: (_, line) => <div className={styles.grounds}>{line.grounds}</div>,
          },
        ]}
      />
    </div>
  );
}

function Which({ id }: { id: string }): ReactNode {
  const say = useSay();
  const kind = useRegistry().kindOfId(id);
  if (kind === undefined) return id;
  return (
    <>
      <Link to={recordPath(kind.name, id)}>{id}</Link>
      <div className="soft small">{say(kind.label)}</div>
    </>
  );
}

function EffectOf({ line }: { line: ImpactLine }): ReactNode {
  const t = useTexts(calibration);
  if (line.effect === undefined) return <ToneTag tone="warn">{t("open")}</ToneTag>;
  return <ToneTag tone={TONES[line.effect]}>{t(line.effect)}</ToneTag>;
}
