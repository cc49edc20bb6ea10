import { EditOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { call } from "../api/client";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import type { Text } from "../i18n/text";
import { useTexts } from "../i18n/texts";
import { Name } from "../names/name";
import type { PersonKey } from "../proof";
import { entryPath, genericRecordPath } from "../screens/paths";
import { ErrorState } from "../states/states";
import { ToneTag } from "../values/state-tag";
import { Instant } from "../values/value";
import { Covers } from "./covers";
import { SignedCopyButton } from "./signed-copy";
import { signing as words } from "./texts";

/** A signature as `GET /api/signatures` tells it (21 CFR 11.50). */
export interface GivenSignature {
  id: string;
  signer: string;
  name: string;
  behalf: string | null;
  signed_at: string;
  meaning: Text;
  label: Text;
  command_id: string;
  /** Null while the entry waits for its number. */
  entry: number | null;
  key: PersonKey & { algorithm_label: Text };
  /** What became of the record since; of a record's signatures alone. */
  changed?: { before: number | null; count: number; is_whole: boolean };
  /** What it is on; of an entry's signature alone. */
  covers?: { kind: string; key: string; label: Text }[];
}

export interface GivenAnswer {
  signatures: GivenSignature[];
  is_cut: boolean;
}

/** The signatures on a record; `size` bounds them to a ledger of so many entries. */
export function RecordSignatures(props: {
  kind: string;
  recordKey: string;
  size?: number | undefined;
}): ReactNode {
  const t = useTexts(words);
  const { kind, recordKey, size = Number.POSITIVE_INFINITY } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ["signatures", kind, recordKey],
    queryFn: ({ signal }) =>
      call<GivenAnswer>("/api/signatures", { query: { kind, key: recordKey }, signal }),
    meta: { subjects: [recordKey.split("|")[0] ?? recordKey], kinds: [kind] },
  });
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  const shown = (data?.signatures ?? []).filter(({ entry }) => (entry ?? 0) < size);
  if (shown.length === 0) return null;
  return (
    <Card
      size="small"
      title={t("given")}
      extra={props.size === undefined && <SignedCopyButton kind={kind} recordKey={recordKey} />}
    >
      <Signatures of={shown} isCut={data?.is_cut ?? false} />
    </Card>
  );
}

/** The signature of an entry, with what it is on; nothing where nobody signed. */
export function EntrySignature({ seq }: { seq: number }): ReactNode {
  const t = useTexts(words);
  const { data, error, refetch } = useQuery({
    queryKey: ["signatures", seq],
    queryFn: ({ signal }) =>
      call<GivenAnswer>("/api/signatures", { query: { entry: seq }, signal }),
    staleTime: 60_000,
  });
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined || data.signatures.length === 0) return null;
  return (
    <Card size="small" title={t("entry_signature")}>
      <Signatures of={data.signatures} isCut={false} />
      {data.is_cut && <p className="soft small">{t("covers_cut")}</p>}
    </Card>
  );
}

/** Signatures one under the other: printed name, date and time, meaning, and on what. */
export function Signatures(props: { of: readonly GivenSignature[]; isCut: boolean }): ReactNode {
  const t = useTexts(words);
  return (
    <>
      <ol className="signatures">
        {props.of.map((each) => (
          <li key={each.id}>
            <OneSignature of={each} />
          </li>
        ))}
      </ol>
      {props.isCut && <p className="soft small">{t("given_cut")}</p>}
    </>
  );
}

function OneSignature({ of }: { of: GivenSignature }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { number } = useFormats();
  return (
    <article>
      <header>
        <EditOutlined aria-hidden /> <strong>{of.name}</strong>{" "}
        <span className="soft mono small">{of.signer}</span>
        {of.behalf !== null && (
          <>
            {" "}
            ({t("on_behalf")} <Name id={of.behalf} />)
          </>
        )}
      </header>
      <p className="sign-meaning">{say(of.meaning)}</p>
      <p>
        <Instant at={of.signed_at} isPrecise /> ·{" "}
        {of.entry === null ? (
          say(of.label)
        ) : (
          <Link to={entryPath(of.entry)} className="steps-link">
            {say(of.label)} #{number(of.entry)}
          </Link>
        )}
      </p>
      {of.changed && <Since changed={of.changed} />}
      {of.covers && (
        <>
          <p className="soft small">{t("given_on")}</p>
          <Covers of={of.covers} />
        </>
      )}
      <p className="soft small">
        <Link to={genericRecordPath("signing.key", of.key.id)}>{of.key.id}</Link>{" "}
        {say(of.key.algorithm_label)} · <code className="fingerprint">{of.key.fingerprint}</code>
      </p>
    </article>
  );
}

/** Whether the record still says what was signed. */
function Since({ changed }: { changed: NonNullable<GivenSignature["changed"]> }): ReactNode {
  const t = useTexts(words);
  const { number } = useFormats();
  const { before, count, is_whole } = changed;
  if (before === null) {
    return is_whole ? (
      <p>
        <ToneTag tone="good">{t("unchanged")}</ToneTag>
      </p>
    ) : (
      <p className="odd">{t("changes_unknown")}</p>
    );
  }
  return (
    <p>
      <ToneTag tone="warn">{t("changed", { count })}</ToneTag>{" "}
      <Link to={entryPath(before)} className="steps-link">
        {t(is_whole ? "given_before" : "given_long_before", { seq: number(before) })}
      </Link>
    </p>
  );
}
