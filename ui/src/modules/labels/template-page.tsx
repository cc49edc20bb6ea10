import { useSend } from "@platform/api/commands";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRecords } from "@platform/list/use-list";
import { Name, useName } from "@platform/names/name";
import { IdPicker } from "@platform/pick/id-picker";
import { DoButtons } from "@platform/record/possible";
import { useRecord } from "@platform/record/use-record";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { genericRecordPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { ErrorState, LoadingState, ProblemAlert } from "@platform/states/states";
import { Fact } from "@platform/values/fact";
import { StateTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { App, Button, Card } from "antd";
import { type ReactNode, useId, useState } from "react";
import { Link, useParams } from "react-router-dom";
import { ElementTable } from "./element-table";
import styles from "./labels.module.css";
import { Picture, usePicture } from "./picture";
import type { Template } from "./templates-tab";
import { labels } from "./texts";

const KIND = "labelling.template";

/** `/labels/template/ltp_1`: one version of a label, how it looks, and what may be done with it. */
export default function TemplatePage(): ReactNode {
  const { id = "" } = useParams();
  const { data, error, refetch } = useRecord(KIND, id);
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={10} />;
  return <OneTemplate key={id} template={data.record} />;
}

type Whole = Template & {
  item_id?: string;
  approved_by?: string;
  approved_at?: string;
};

function OneTemplate({ template }: { template: Whole }): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const label = useRegistry().kind(KIND)?.label;
  const named = useName(template.target);
  const title = template.use === "logistic" ? t("logistic") : (named?.name ?? template.target);
  return (
    <>
      <PageHead
        over={label && <Link to="/labels?tab=templates">{say(label)}</Link>}
        title={`${title} · ${t("version", { version: template.version })}`}
        beside={<StateTag kind={KIND} state={template.state} />}
        lead={named?.detail ? say(named.detail) : undefined}
        actions={<Actions template={template} />}
      />
      <div className={styles.template}>
        <div className="stack">
          <Shown template={template} />
          <Card size="small" title={<h2 className={styles.title}>{t("elements")}</h2>}>
            <ElementTable templateId={template.id} />
          </Card>
        </div>
        <div className="stack">
          <Facts template={template} />
          <Versions template={template} />
        </div>
      </div>
    </>
  );
}

function Actions({ template }: { template: Whole }): ReactNode {
  const t = useTexts(labels);
  const { message } = App.useApp();
  const mayApprove = usePermission("labelling.template.approve");
  const mayChange = usePermission("labelling.template.change");
  const { send, isSending, problem, reset } = useSend();
  const isOpen = template.state === "draft" || template.state === "approved";
  const approve = async () => {
    const body = { template_id: template.id };
    const receipt = await send({ kind: "labelling.approve_template/1", body });
    if (receipt !== null) message.success(t("approved"));
  };
  return (
    <>
      {mayApprove && template.state === "draft" && (
        <Button type="primary" loading={isSending} onClick={() => void approve()}>
          {t("approve")}
        </Button>
      )}
      {mayChange && isOpen && (
        <Link to={`/labels/design?change=${template.id}`}>
          <Button tabIndex={-1}>{t("change")}</Button>
        </Link>
      )}
      {!mayApprove && !mayChange && <DoButtons subject={template.id} />}
      <Link to={genericRecordPath(KIND, template.id)}>
        <Button tabIndex={-1}>{t("history")}</Button>
      </Link>
      {problem && (
        <div className={styles.wide}>
          <ProblemAlert problem={problem} onClose={reset} />
        </div>
      )}
    </>
  );
}

/** With sample values, or those of a lot that somebody chooses. */
function Shown({ template }: { template: Whole }): ReactNode {
  const t = useTexts(labels);
  const id = useId();
  const [lot, setLot] = useState<string | null>(null);
  const mayReadLots = usePermission("warehouse.read");
  const picture = usePicture({ template_id: template.id, lot_id: lot });
  return (
    <Card size="small" title={<h2 className={styles.title}>{t("preview")}</h2>}>
      <div className="stack">
        <Picture picture={picture} />
        {template.use !== "logistic" && mayReadLots && (
          <div className={`field ${styles.lotField}`}>
            <label htmlFor={id}>{t("design_lot")}</label>
            <IdPicker prefix="lot" id={id} value={lot} onChange={(one) => setLot(one)} />
          </div>
        )}
      </div>
    </Card>
  );
}

function Facts({ template }: { template: Whole }): ReactNode {
  const t = useTexts(labels);
  return (
    <Card size="small">
      <dl className="facts">
        <Fact label={t("templates_size")}>
          {template.width} × {template.height} mm
        </Fact>
        {template.item_id && (
          <Fact label={t("design_item")}>
            <Name id={template.item_id} />
          </Fact>
        )}
        <Fact label={t("templates_drafted")}>
          <Name id={template.drafted_by} /> <Instant at={template.drafted_at} />
        </Fact>
        {template.approved_by && template.approved_at && (
          <Fact label={t("templates_approved")}>
            <Name id={template.approved_by} /> <Instant at={template.approved_at} />
          </Fact>
        )}
      </dl>
      {template.state === "draft" && <p className="soft small gap-above">{t("approve_lead")}</p>}
    </Card>
  );
}

function Versions({ template }: { template: Whole }): ReactNode {
  const t = useTexts(labels);
  const query = { target: template.target, sort: "-version", limit: 50 };
  const { data } = useRecords(KIND, query);
  return (
    <Card size="small" title={<h2 className={styles.title}>{t("versions")}</h2>}>
      <ul className="plain">
        {data?.records.map((each) => (
          <li key={each.id} className={styles.cardLine}>
            {each.id === template.id ? (
              <strong aria-current>{t("version", { version: each.version })}</strong>
            ) : (
              <Link to={recordPath(KIND, each.id)}>{t("version", { version: each.version })}</Link>
            )}
            <StateTag kind={KIND} state={each.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
