import { call } from "@platform/api/client";
import type { EntryPage } from "@platform/api/types";
import { EntryStory } from "@platform/entry/entry-story";
import { useFormats } from "@platform/formats/use-formats";
import { useLanguage, useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { ATTACHMENT, Attachments } from "@platform/record/attachments";
import { useRegistry } from "@platform/registry/registry";
import { recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { Signatures } from "@platform/signing/given";
import { ErrorState, LoadingState } from "@platform/states/states";
import { StateTag } from "@platform/values/state-tag";
import { Instant } from "@platform/values/value";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { Rows } from "./rows";
import { unit } from "./texts";
import type { Machine, Overview, Person, Shipment, UnitSignature } from "./types";
import styles from "./unit.module.css";

const LATEST = 5;

export function Shipments({ rows }: { rows: readonly Shipment[] }): ReactNode {
  const t = useTexts(unit);
  const { amount } = useFormats();
  return (
    <Rows
      rows={rows}
      keyOf={({ line_id }) => line_id}
      label={t("section_shipments")}
      columns={[
        { name: "shipment", title: t("shipment"), show: (row) => <Name id={row.shipment_id} /> },
        { name: "order", title: t("sales_order"), show: (row) => row.order },
        { name: "to", title: t("to"), show: (row) => <Name id={row.consignee_id} /> },
        {
          name: "quantity",
          title: t("quantity"),
          isNumber: true,
          show: (row) => amount(row.quantity, row.unit),
        },
        {
          name: "returned",
          title: t("returned"),
          isNumber: true,
          show: (row) => amount(row.returned, row.unit),
        },
        {
          name: "dispatched",
          title: t("dispatched"),
          show: (row) =>
            row.dispatched_at ? <Instant at={row.dispatched_at} /> : t("not_dispatched"),
        },
        {
          name: "state",
          title: t("state"),
          show: (row) => <StateTag kind="sales.shipment" state={row.state} />,
        },
      ]}
    />
  );
}

/** Who signed for it, and on what. */
export function UnitSignatures({ rows }: { rows: readonly UnitSignature[] }): ReactNode {
  return (
    <Signatures of={rows.map(({ on, ...each }) => ({ ...each, covers: [on] }))} isCut={false} />
  );
}

/** Everybody who had to do with the unit, and what they did. */
export function People({ rows }: { rows: readonly Person[] }): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const separator = useLanguage() === "zh" ? "、" : ", ";
  return (
    <Rows
      rows={rows}
      keyOf={({ id }) => id}
      label={t("section_people")}
      columns={[
        { name: "who", title: t("by"), show: ({ id }) => <Name id={id} /> },
        {
          name: "did",
          title: t("did"),
          show: ({ did_labels: did }) => did.map(say).join(separator),
        },
      ]}
    />
  );
}

export function Machines({ rows }: { rows: readonly Machine[] }): ReactNode {
  return (
    <ul className="plain">
      {rows.map(({ id, name }) => (
        <li key={id}>
          <Name id={id} /> <span className="soft">{name}</span>
        </li>
      ))}
    </ul>
  );
}

/** The revisions that it was made by, and what is attached to it. */
export function Documents({ found }: { found: Overview }): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const registry = useRegistry();
  const papers = found.papers ?? [];
  const attachment = registry.kind(ATTACHMENT);
  const maySee = usePermission(attachment?.permission) && attachment !== undefined;
  return (
    <>
      {papers.length > 0 && (
        <ul className="plain">
          {papers.map(({ id, kind, revision }) => {
            const label = registry.kind(kind)?.label;
            return (
              <li key={id}>
                <Link to={recordPath(kind, id)}>{label ? say(label) : id}</Link>{" "}
                <span className="soft">{t("revision", { revision })}</span>
              </li>
            );
          })}
        </ul>
      )}
      {maySee && (
        <>
          <h3 className={styles.sub}>{t("attachments")}</h3>
          <Attachments subject={found.subject} />
        </>
      )}
      {papers.length === 0 && !maySee && <p className="soft">{t("nothing_happened")}</p>}
    </>
  );
}

/** The newest entries about it; the timeline has all. */
export function Latest({ subject }: { subject: string }): ReactNode {
  const t = useTexts(unit);
  const { data, error, refetch } = useQuery({
    queryKey: ["entries", subject, LATEST],
    queryFn: ({ signal }) =>
      call<EntryPage>("/api/entries", { query: { subject, limit: LATEST }, signal }),
    meta: { subjects: [subject] },
  });
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={3} />;
  if (data.entries.length === 0) return <p className="soft">{t("nothing_happened")}</p>;
  return (
    <>
      <ol className="story">
        {data.entries.map((told) => (
          <li key={told.seq}>
            <EntryStory told={{ ...told, changes: [] }} />
          </li>
        ))}
      </ol>
      <Link to={`/timeline/${subject}`}>{t("whole_story")}</Link>
    </>
  );
}
