import { ClockCircleOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { InputNumber } from "antd";
import type { ReactNode } from "react";
import style from "./bench.module.css";
import { type Cell, keyOf, windowOf } from "./cells";
import type { Characteristic, Result } from "./records";
import { inspection } from "./texts";
import type { BenchSight } from "./use-bench";

/** Samples and characteristics; a colour, a sign and the value say how each is. */
export function Grid(props: {
  sight: BenchSight;
  cell: Cell | null;
  onChoose: (cell: Cell) => void;
}): ReactNode {
  const t = useTexts(inspection);
  const { sight, cell } = props;
  const { characteristics, plan } = sight;
  const samples = windowOf(cell?.sample ?? 1, plan.sample_size);
  return (
    <div className="stack">
      <div className="scroll-x">
        <table className={style.grid}>
          <thead>
            <tr>
              <th scope="col">#</th>
              {characteristics.map((each) => (
                <th key={each.id} scope="col">
                  {each.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {samples.map((sample) => (
              <tr key={sample}>
                <th scope="row" className="number">
                  {sample}
                </th>
                {characteristics.map((each) => (
                  <CellButton
                    key={each.id}
                    sight={sight}
                    characteristic={each}
                    sample={sample}
                    isCurrent={cell?.characteristicId === each.id && cell.sample === sample}
                    onChoose={() => props.onChoose({ characteristicId: each.id, sample })}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {plan.sample_size > samples.length && (
        <InputNumber
          prefix={t("sample_go")}
          aria-label={t("sample_go")}
          min={1}
          max={plan.sample_size}
          precision={0}
          value={cell?.sample ?? 1}
          onChange={(sample) => {
            const characteristicId = cell?.characteristicId ?? characteristics[0]?.id;
            if (sample !== null && characteristicId !== undefined) {
              props.onChoose({ characteristicId, sample });
            }
          }}
        />
      )}
    </div>
  );
}

function CellButton(props: {
  sight: BenchSight;
  characteristic: Characteristic;
  sample: number;
  isCurrent: boolean;
  onChoose: () => void;
}): ReactNode {
  const t = useTexts(inspection);
  const { decimal } = useFormats();
  const { sight, characteristic, sample } = props;
  const key = keyOf({ characteristicId: characteristic.id, sample });
  const results = sight.cells.get(key) ?? [];
  const isOutside = results.some((result) => !result.within);
  const isWaiting = results.length === 0 && sight.waiting.has(key);
  const look = isWaiting
    ? style.waits
    : results.length === 0
      ? ""
      : isOutside
        ? style.outside
        : style.within;
  const said = (result: Result) =>
    result.value === undefined ? t(result.passed ? "passed" : "failed") : decimal(result.value);
  const shown =
    results.length === 0 ? "·" : `${isOutside ? "✗" : "✓"} ${results.map(said).join(" / ")}`;
  return (
    <td>
      <button
        type="button"
        className={look}
        aria-current={props.isCurrent}
        aria-label={`${characteristic.name} ${t("sample", { sample, size: sight.plan.sample_size })}: ${
          isWaiting ? t("waits") : shown
        }`}
        title={isWaiting ? t("waits") : undefined}
        onClick={props.onChoose}
      >
        {isWaiting ? <ClockCircleOutlined aria-hidden /> : shown}
      </button>
    </td>
  );
}
