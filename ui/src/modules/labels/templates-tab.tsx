import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name, useName } from "@platform/names/name";
import { useRegistry } from "@platform/registry/registry";
import { recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { Button, Pagination, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router-dom";
import type { Records } from "../../generated/registry";
import styles from "./labels.module.css";
import { pictureAddress, usePicture } from "./picture";
import { labels } from "./texts";

const TEMPLATE = "labelling.template";
const PAGE = 24;

/** Every label by what it is for, with how it looks. */
export function TemplatesTab(): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const mayDraft = usePermission("labelling.template.draft");
  const states = useRegistry().field(TEMPLATE, "state")?.choices ?? [];
  const [state, setState] = useState("");
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useRecords(TEMPLATE, {
    state: state || null,
    sort: "-id",
    limit: PAGE,
    offset: (page - 1) * PAGE,
  });
  return (
    <div className="stack">
      <div className={styles.tools}>
        <Segmented
          aria-label={t("templates_state")}
          value={state}
          options={[
            { value: "", label: t("templates_all") },
            ...states.map(({ value, label }) => ({ value, label: say(label) })),
          ]}
          onChange={(next) => {
            setState(next);
            setPage(1);
          }}
        />
        {mayDraft && (
          <Link to="/labels/design">
            <Button type="primary" tabIndex={-1}>
              {t("templates_new")}
            </Button>
          </Link>
        )}
      </div>
      {error !== null && data === undefined && (
        <ErrorState error={error} retry={() => void refetch()} />
      )}
      {error === null && data === undefined && <LoadingState />}
      {data?.total === 0 && <EmptyState text={t("templates_none")} />}
      <ul className={styles.gallery}>
        {data?.records.map((template) => (
          <TemplateCard key={template.id} template={template} />
        ))}
      </ul>
      {data !== undefined && data.total > PAGE && (
        <Pagination
          current={page}
          pageSize={PAGE}
          total={data.total}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
    </div>
  );
}

export type Template = Records["labelling.template"];

function TemplateCard({ template }: { template: Template }): ReactNode {
  const t = useTexts(labels);
  const picture = usePicture({ template_id: template.id });
  return (
    <li className={styles.card}>
      <Link
        to={recordPath(TEMPLATE, template.id)}
        className={styles.thumb}
        aria-hidden
        tabIndex={-1}
      >
        {picture.data !== undefined && <img src={pictureAddress(picture.data)} alt="" />}
      </Link>
      <Link to={recordPath(TEMPLATE, template.id)}>
        <Target template={template} />
      </Link>
      <span className={styles.cardLine}>
        <span className="soft small">
          {t("version", { version: template.version })} · {template.width} × {template.height} mm
        </span>
        <StateTag kind={TEMPLATE} state={template.state} />
      </span>
      <span className="soft small">
        <Instant at={template.drafted_at} /> <Name id={template.drafted_by} isPlain />
      </span>
    </li>
  );
}

/** What a label is for, by its name. */
export function Target({ template }: { template: Pick<Template, "use" | "target"> }): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const detail = useName(template.use === "logistic" ? null : template.target)?.detail;
  if (template.use === "logistic") return t("logistic");
  return (
    <>
      <Name id={template.target} isPlain />
      {detail && <span className="soft"> {say(detail)}</span>}
    </>
  );
}
