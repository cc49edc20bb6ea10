import { LeftOutlined, NodeIndexOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Card, Collapse, Descriptions } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router-dom";
import { call } from "../api/client";
import { useLedger } from "../api/ledger";
import type { SealedEntry } from "../api/types";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { Name } from "../names/name";
import { Check } from "../receipt/check";
import { useRegistry } from "../registry/registry";
import { PageHead } from "../screens/page";
import { chainPath, entryPath, receiptPath } from "../screens/paths";
import { EntrySignature } from "../signing/given";
import { ErrorState, LoadingState } from "../states/states";
import { usePlatformTexts } from "../texts";
import { ToneTag } from "../values/state-tag";
import { Instant, ShapeValue } from "../values/value";
import { Changes } from "./changes";
import { Deviations, OnBehalfOf, Refusal, SaidLines, SourceOf } from "./entry-story";
import { Subjects } from "./subjects";

/** `/entry/1842`: everything that one sealed entry says. */
export default function EntryPage(): ReactNode {
  const seq = Number(useParams().seq);
  const { data, error, refetch } = useQuery({
    queryKey: ["entry", seq],
    queryFn: ({ signal }) => call<SealedEntry>(`/api/entries/${seq}`, { signal }),
    staleTime: 60_000,
  });
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={12} />;
  return <Entry told={data} asked={seq} />;
}

/** The check is of the number that was asked for, whatever the answer calls itself. */
function Entry({ told, asked }: { told: SealedEntry; asked: number }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { number } = useFormats();
  const size = useLedger()?.size ?? 0;
  const isDone = told.outcome === "done";
  return (
    <>
      <PageHead
        over={t("entry_title", { seq: number(told.seq) })}
        title={say(told.label)}
        beside={<ToneTag tone={isDone ? "good" : "bad"}>{t(`history_${told.outcome}`)}</ToneTag>}
        actions={
          <>
            <Neighbour
              seq={told.seq - 1}
              isThere={told.seq > 0}
              label={t("entry_earlier")}
              icon={<LeftOutlined />}
            />
            <Neighbour
              seq={told.seq + 1}
              isThere={told.seq + 1 < size}
              label={t("entry_later")}
              icon={<RightOutlined />}
            />
            <Link to={chainPath(asked)}>
              <Button icon={<NodeIndexOutlined />} tabIndex={-1}>
                {t("chain_open")}
              </Button>
            </Link>
            <Check seq={asked} />
            <a href={`/api/proofs/${told.command_id}`}>
              <Button tabIndex={-1}>{t("proof_download")}</Button>
            </a>
          </>
        }
      />
      <div className="record-grid">
        <div className="stack">
          <Card size="small" title={t("entry_what")}>
            <Refusal told={told} />
            <SaidLines told={told} />
            <Deviations told={told} />
            {typeof told.reason === "string" && told.reason !== "" && (
              <p className="reason">
                <span className="soft">{t("history_reason")}:</span> {told.reason}
              </p>
            )}
          </Card>
          {told.changes.length > 0 && (
            <Card size="small" title={t("entry_changes")}>
              <Changes changes={told.changes} />
            </Card>
          )}
          <Input told={told} />
          <Bytes told={told} />
        </div>
        <div className="stack">
          {"signature" in told.parts && <EntrySignature seq={asked} />}
          <Circumstances told={told} />
          <Card size="small" title={t("entry_subjects")}>
            <Subjects subjects={told.subjects} />
          </Card>
        </div>
      </div>
    </>
  );
}

function Neighbour(props: {
  seq: number;
  isThere: boolean;
  label: string;
  icon: ReactNode;
}): ReactNode {
  const button = (
    <Button
      icon={props.icon}
      aria-label={props.label}
      title={props.label}
      disabled={!props.isThere}
    />
  );
  return props.isThere ? <Link to={entryPath(props.seq)}>{button}</Link> : button;
}

/** What was sent, in the fields of its command. */
function Input({ told }: { told: SealedEntry }): ReactNode {
  const t = usePlatformTexts();
  const command = useRegistry().command(told.kind);
  const { input } = told;
  if (input === null || typeof input !== "object" || Array.isArray(input)) return null;
  return (
    <Card size="small" title={t("entry_input")}>
      {command ? (
        <ShapeValue fields={command.fields} value={input} />
      ) : (
        <pre className="mono small">{JSON.stringify(input, null, 2)}</pre>
      )}
    </Card>
  );
}

/** Who, when, from where, on what authority. */
function Circumstances({ told }: { told: SealedEntry }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const registry = useRegistry();
  const line = (key: string, label: string, children: ReactNode) =>
    children === null ? [] : [{ key, label, children }];
  const instant = (at: string | null) => (at === null ? null : <Instant at={at} isPrecise />);
  const name = (id: string | null) => (id === null ? null : <Name id={id} />);
  return (
    <Card size="small" title={t("entry_who")}>
      <Descriptions
        column={1}
        colon={false}
        size="small"
        items={[
          ...line(
            "actor",
            t("entry_who"),
            <>
              {name(told.actor)}
              <OnBehalfOf behalf={told.behalf} />
            </>,
          ),
          ...line("role", t("entry_role"), name(told.role)),
          ...line("station", t("entry_station"), told.station),
          ...line("source", t("entry_source"), <SourceOf told={told} />),
          ...line("trust", t("entry_trust"), say(registry.trust(told.trust))),
          ...line("occurred", t("entry_occurred"), instant(told.occurred)),
          ...line("entered", t("entry_entered"), instant(told.entered)),
          ...line("recorded", t("entry_recorded"), instant(told.recorded)),
          ...line("zone", "", <span className="soft">{told.zone}</span>),
          ...line(
            "cause",
            t("entry_cause"),
            told.cause === null ? null : (
              <Link to={receiptPath(told.cause)} className="mono small wrap">
                {told.cause}
              </Link>
            ),
          ),
          ...line(
            "command",
            t("entry_command"),
            <span className="mono small wrap">{told.command_id}</span>,
          ),
        ]}
      />
    </Card>
  );
}

/** What was hashed: the envelope as it stands in the tree, and the parts it commits to. */
function Bytes({ told }: { told: SealedEntry }): ReactNode {
  const t = usePlatformTexts();
  const envelope = new TextDecoder().decode(Uint8Array.from(atob(told.leaf), charCode));
  return (
    <Collapse
      items={[
        {
          key: "bytes",
          label: t("entry_bytes"),
          children: (
            <>
              <pre className="mono small wrap bytes">{envelope}</pre>
              <p className="soft small">
                {t("entry_parts")}: {Object.keys(told.parts).join(", ")}
              </p>
            </>
          ),
        },
      ]}
    />
  );
}

function charCode(sign: string): number {
  return sign.charCodeAt(0);
}
