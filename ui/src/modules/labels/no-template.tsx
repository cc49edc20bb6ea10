import { useTexts } from "@platform/i18n/texts";
import { usePermission } from "@platform/session/store";
import { EmptyState } from "@platform/states/states";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { labels } from "./texts";

/** Nothing approved: says so, and leads those who may to the designer. */
export function NoTemplate(props: { given: Readonly<Record<string, string>> }): ReactNode {
  const t = useTexts(labels);
  const mayDraft = usePermission("labelling.template.draft");
  return (
    <EmptyState
      text={t("template_none")}
      action={
        mayDraft && (
          <Link to={`/labels/design?${new URLSearchParams(props.given)}`}>
            <Button type="primary" tabIndex={-1}>
              {t("template_new")}
            </Button>
          </Link>
        )
      }
    />
  );
}
