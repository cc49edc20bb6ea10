import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { commandPath, recordPath } from "@platform/screens/paths";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { ToneTag } from "@platform/values/state-tag";
import { Button, Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import styles from "./changes.module.css";
import { changes } from "./texts";
import type { AwaitedSignature } from "./types";
import { useApprovals } from "./use-changes";

/** `/approvals`: what waits for the person's signature, across changes, documents and others. */
export default function Approvals(): ReactNode {
  const t = useTexts(changes);
  const found = useApprovals();
  return (
    <>
      <PageHead title={t("to_sign")} lead={t("to_sign_lead")} />
      {found.error !== null && (
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      )}
      {found.isLoading && <LoadingState rows={6} />}
      {found.data?.length === 0 && <EmptyState text={t("to_sign_none")} />}
      {found.data && found.data.length > 0 && (
        <Card size="small">
          <ul className={styles.rows}>
            {found.data.map((each) => (
              <Waiting key={`${each.command} ${each.subject}`} awaited={each} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Waiting({ awaited }: { awaited: AwaitedSignature }): ReactNode {
  const t = useTexts(changes);
  const say = useSay();
  const { ago } = useFormats();
  const kind = useRegistry().kindOfId(awaited.subject);
  const title = say(awaited.title);
  return (
    <li className={styles.row}>
      <div>
        {kind ? <Link to={recordPath(kind.name, awaited.subject)}>{title}</Link> : title}
        <div className="soft small">
          {say(awaited.signs ?? awaited.label)}
          {awaited.since && ` · ${t("since", { when: ago(awaited.since) })}`}
        </div>
      </div>
      {awaited.is_turn ? (
        <Link to={commandPath(awaited.command, awaited.given)}>
          <Button type="primary" tabIndex={-1} aria-label={`${t("sign")}: ${title}`}>
            {t("sign")}
          </Button>
        </Link>
      ) : (
        <ToneTag tone="plain">{t("later")}</ToneTag>
      )}
    </li>
  );
}
