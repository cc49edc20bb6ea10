import { call } from "@platform/api/client";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { IdPicker } from "@platform/pick/id-picker";
import { useRecord } from "@platform/record/use-record";
import { PageHead } from "@platform/screens/page";
import { ErrorState, LoadingState } from "@platform/states/states";
import { useQuery } from "@tanstack/react-query";
import { Card, Radio } from "antd";
import { type ReactNode, useId } from "react";
import { useSearchParams } from "react-router-dom";
import { Desk } from "./desk";
import { type Design, fromRecord } from "./elements";
import styles from "./labels.module.css";
import { labels } from "./texts";

/** What a label is for. */
export interface Target {
  use: "item" | "package" | "logistic";
  item_id?: string;
  package_level_id?: string;
}

/** `/labels/design`: a new label from the standard design, or `?change=ltp_1` a new version. */
export default function DesignerPage(): ReactNode {
  const [search] = useSearchParams();
  const former = search.get("change");
  return former === null ? <NewDesign /> : <ChangedDesign key={former} id={former} />;
}

function ChangedDesign({ id }: { id: string }): ReactNode {
  const t = useTexts(labels);
  const template = useRecord("labelling.template", id);
  const elements = useRecords("labelling.element", {
    template_id: id,
    sort: "position",
    limit: 60,
  });
  const error = template.error ?? elements.error;
  if (error !== null) return <ErrorState error={error} />;
  if (template.data === undefined || elements.data === undefined) return <LoadingState rows={10} />;
  const { record } = template.data;
  const design: Design = {
    width: record.width,
    height: record.height,
    elements: elements.data.records.map(fromRecord),
  };
  const target: Target = targetOf(record);
  return (
    <>
      <PageHead
        title={t("design_change", { template: id, version: record.version })}
        lead={t("design_lead")}
      />
      <Desk first={design} target={target} former={id} />
    </>
  );
}

function targetOf(record: Target): Target {
  if (record.use === "package" && record.package_level_id !== undefined) {
    return { use: "package", package_level_id: record.package_level_id };
  }
  if (record.use === "item" && record.item_id !== undefined) {
    return { use: "item", item_id: record.item_id };
  }
  return { use: "logistic" };
}

const USES = ["item", "package", "logistic"] as const;

function NewDesign(): ReactNode {
  const t = useTexts(labels);
  const id = useId();
  const [search, setSearch] = useSearchParams();
  const use = USES.find((each) => each === search.get("use")) ?? "item";
  const target: Target = targetOf({
    use,
    ...pick(search, "item_id"),
    ...pick(search, "package_level_id"),
  });
  const isNamed = use === "logistic" || target.use === use;
  const set = (given: Readonly<Record<string, string>>) => setSearch(given, { replace: true });
  const field = use === "item" ? "item_id" : "package_level_id";
  return (
    <>
      <PageHead title={t("design_title")} lead={t("design_lead")} />
      <div className="stack">
        <Card size="small">
          <div className={styles.target}>
            <fieldset className="field">
              <legend>{t("design_use")}</legend>
              <Radio.Group
                optionType="button"
                value={use}
                options={[
                  { value: "item", label: t("design_item") },
                  { value: "package", label: t("design_package") },
                  { value: "logistic", label: t("logistic") },
                ]}
                onChange={(event) => set({ use: String(event.target.value) })}
              />
            </fieldset>
            {use !== "logistic" && (
              <div className="field">
                <label htmlFor={id}>{t(use === "item" ? "design_item" : "design_package")}</label>
                <IdPicker
                  key={use}
                  id={id}
                  prefix={use === "item" ? "itm" : "pkl"}
                  value={search.get(field)}
                  onChange={(one) => set(one === null ? { use } : { use, [field]: one })}
                />
              </div>
            )}
            {!isNamed && <p className="soft">{t("design_start_lead")}</p>}
          </div>
        </Card>
        {isNamed && <Standard key={JSON.stringify(target)} target={target} />}
      </div>
    </>
  );
}

function pick(search: URLSearchParams, name: "item_id" | "package_level_id"): Partial<Target> {
  const value = search.get(name);
  return value === null ? {} : { [name]: value };
}

/** The standard design is what one begins with. */
function Standard({ target }: { target: Target }): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ["label-standard", target],
    queryFn: ({ signal }) => call<Design>("/api/labels/standard", { query: { ...target }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <LoadingState rows={10} />;
  const { width, height, elements } = data;
  const design = { width, height, elements: elements.map((each) => fromRecord({ ...each })) };
  return <Desk first={design} target={target} former={null} />;
}
