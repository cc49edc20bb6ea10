import { useSend } from "@platform/api/commands";
import type { JsonObject } from "@platform/api/types";
import { useTexts } from "@platform/i18n/texts";
import { recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { ProblemAlert } from "@platform/states/states";
import { Alert, Button, Card, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import { Link } from "react-router-dom";
import type { Target } from "./designer";
import type { Design } from "./elements";
import { labels } from "./texts";

const DRAFT = "labelling.draft_template";
const CHANGE = "labelling.change_template";

/** The design as a draft: of a new label, or as the next version of one. */
export function SaveDesign(props: {
  design: Design;
  target: Target;
  former: string | null;
  isDrawn: boolean;
}): ReactNode {
  const t = useTexts(labels);
  const id = useId();
  const { former } = props;
  const isPermitted = usePermission(former === null ? `${SUBJECT}.draft` : `${SUBJECT}.change`);
  const { send, isSending, problem, receipt } = useSend();
  const [reason, setReason] = useState("");
  const save = () => {
    const drawn = { ...props.design, unit: "mm" } as unknown as JsonObject;
    if (former === null) {
      void send({ kind: `${DRAFT}/1`, body: { ...props.target, ...drawn } });
    } else {
      const body = { template_id: former, ...drawn };
      void send({ kind: `${CHANGE}/1`, body, reason: reason.trim() });
    }
  };
  const made = receipt?.events?.find((event) => typeof event.template_id === "string");
  if (made !== undefined) {
    return (
      <Alert
        type="success"
        showIcon
        title={t("design_saved")}
        action={
          <Link to={recordPath("labelling.template", String(made.template_id))}>
            <Button type="primary" tabIndex={-1}>
              {t("design_open")}
            </Button>
          </Link>
        }
      />
    );
  }
  const isReady = isPermitted && props.isDrawn && (former === null || reason.trim() !== "");
  return (
    <Card size="small">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isSending) save();
        }}
      >
        {former !== null && (
          <div className="field">
            <label htmlFor={id}>
              {t("reason")}
              <span className="needed" aria-hidden="true">
                *
              </span>
            </label>
            <Input
              id={id}
              value={reason}
              aria-required
              maxLength={1000}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
        {problem && <ProblemAlert problem={problem} />}
        <div className="form-buttons">
          <Button type="primary" htmlType="submit" loading={isSending} disabled={!isReady}>
            {t("design_save")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

const SUBJECT = "labelling.template";
