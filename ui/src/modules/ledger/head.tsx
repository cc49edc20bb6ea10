import { CopyOutlined, DownloadOutlined } from "@ant-design/icons";
import { call } from "@platform/api/client";
import type { EntryPage, LedgerStatus } from "@platform/api/types";
import { useFormats } from "@platform/formats/use-formats";
import { useTexts } from "@platform/i18n/texts";
import { entryPath } from "@platform/screens/paths";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Fact } from "@platform/values/fact";
import { Instant } from "@platform/values/value";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Card, Collapse } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { KeyFacts } from "./key-facts";
import styles from "./ledger.module.css";
import { PinnedCard } from "./pinned-card";
import { ledger } from "./texts";
import { usePinned } from "./use-pinned";
import { Witnesses } from "./witnesses";

/** The signed head, the key it is checked with, what this browser keeps, and who else vouches. */
export function Head(): ReactNode {
  const status = useQuery({
    queryKey: ["ledger", "head"],
    queryFn: ({ signal }) => call<LedgerStatus>("/api/ledger", { signal }),
    meta: { isEverything: true },
  });
  const pinned = usePinned();
  if (status.error !== null && status.data === undefined) {
    return <ErrorState error={status.error} retry={() => void status.refetch()} />;
  }
  if (status.data === undefined) return <LoadingState rows={10} />;
  return (
    <div className={styles.head}>
      <CheckpointCard status={status.data} />
      <KeyCard vkey={status.data.key} />
      <PinnedCard vkey={status.data.key} pinned={pinned} />
      <Witnesses note={status.data.checkpoint} pinned={pinned} />
    </div>
  );
}

function CheckpointCard({ status }: { status: LedgerStatus }): ReactNode {
  const t = useTexts(ledger);
  const { number } = useFormats();
  const signed = status.signed_size ?? 0;
  const { waiting, covered } = useEdge(signed, status.size);
  return (
    <Card size="small" title={<h2 className={styles.title}>{t("head")}</h2>}>
      <div className="stack">
        {status.trouble !== undefined && (
          <Alert type="error" showIcon title={t("head_trouble")} description={status.trouble} />
        )}
        <Waiting count={status.size - signed} since={waiting} />
        <dl className="facts">
          <Fact label={t("head_size")}>
            <strong className="number">{number(status.size)}</strong>
          </Fact>
          <Fact label={t("head_signed")}>
            <span className="number">
              {signed === 0
                ? t("head_none")
                : signed === status.size
                  ? t("head_all")
                  : number(signed)}
            </span>
          </Fact>
          {covered !== null && (
            <Fact label={t("head_covers")}>
              <Link to={entryPath(signed - 1)}>#{number(signed - 1)}</Link>{" "}
              <Instant at={covered} isPrecise />
            </Fact>
          )}
          <Fact label={t("head_origin")}>
            <span className="mono wrap">{status.origin}</span>
          </Fact>
          <Fact label={t("head_root")}>
            <span className="mono wrap">{status.root}</span>
          </Fact>
        </dl>
        {status.checkpoint !== undefined && (
          <Collapse
            ghost
            size="small"
            items={[
              {
                key: "note",
                label: t("head_note"),
                children: (
                  <>
                    <pre className={`mono small ${styles.note}`}>{status.checkpoint}</pre>
                    <a href="/ledger/checkpoint" download="checkpoint.txt">
                      <Button size="small" tabIndex={-1} icon={<DownloadOutlined />}>
                        {t("head_download")}
                      </Button>
                    </a>
                  </>
                ),
              },
            ]}
          />
        )}
      </div>
    </Card>
  );
}

/** When the last signed and the first unsigned entry were recorded. */
function useEdge(signed: number, size: number) {
  const { data } = useQuery({
    queryKey: ["ledger", "edge", signed, size > signed],
    queryFn: ({ signal }) =>
      call<EntryPage>("/api/entries", { query: { before: signed + 1, limit: 2 }, signal }),
    enabled: size > 0,
  });
  const recorded = (seq: number) =>
    data?.entries.find((each) => each.seq === seq)?.recorded ?? null;
  return { waiting: recorded(signed), covered: recorded(signed - 1) };
}

function Waiting(props: { count: number; since: string | null }): ReactNode {
  const t = useTexts(ledger);
  const { ago } = useFormats();
  if (props.count <= 0 || props.since === null) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t("head_waiting", { count: props.count, ago: ago(props.since) })}
    />
  );
}

function KeyCard({ vkey }: { vkey: string | null }): ReactNode {
  const t = useTexts(ledger);
  const { message } = App.useApp();
  return (
    <Card
      size="small"
      title={<h2 className={styles.title}>{t("key")}</h2>}
      extra={
        vkey !== null && (
          <Button
            size="small"
            icon={<CopyOutlined />}
            onClick={() =>
              void navigator.clipboard?.writeText(vkey).then(() => message.success(t("key_copied")))
            }
          >
            {t("key_copy")}
          </Button>
        )
      }
    >
      {vkey === null ? (
        <p>{t("key_none")}</p>
      ) : (
        <div className="stack">
          <KeyFacts vkey={vkey} />
          <p className="soft">{t("key_compare")}</p>
        </div>
      )}
    </Card>
  );
}
