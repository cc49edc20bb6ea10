import { ApartmentOutlined, FieldTimeOutlined, HistoryOutlined } from "@ant-design/icons";
import { call } from "@platform/api/client";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useName } from "@platform/names/name";
import { DoButtons, PossiblePanel } from "@platform/record/possible";
import { useRegistry } from "@platform/registry/registry";
import type { KindInfo } from "@platform/registry/types";
import { PageHead } from "@platform/screens/page";
import { genericRecordPath, listPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { EmptyState, ErrorState, LoadingState } from "@platform/states/states";
import { usePlatformTexts } from "@platform/texts";
import { StateTag, ToneTag } from "@platform/values/state-tag";
import { useQuery } from "@tanstack/react-query";
import { Button, Card } from "antd";
import { type ReactNode, useMemo } from "react";
import { Link, Navigate, useParams } from "react-router-dom";
import { Cycles } from "./cycles";
import { Identity } from "./identity";
import { Inspections } from "./inspections";
import { LabelPreview, useTemplates } from "./label";
import { Making, Parameters } from "./making";
import { Contents, HiddenPart, NearUnits, Places, Uses } from "./near";
import { PrintButton } from "./print";
import { Documents, Latest, Machines, People, Shipments, UnitSignatures } from "./rest";
import { SectionNav } from "./section-nav";
import { type SectionName, sectionsOf } from "./sections";
import { unit } from "./texts";
import type { Overview } from "./types";
import styles from "./unit.module.css";

const TRACE = "traceability.read";

/** `/unit/lot_3`: everything about a lot, serial or package on one page. */
export default function UnitPage(): ReactNode {
  const t = usePlatformTexts();
  const { id = "" } = useParams();
  const kind = useRegistry().kindOfId(id);
  const mayTrace = usePermission(TRACE);
  if (kind === undefined) return <EmptyState text={t("not_found_title")} />;
  // Who may not trace has the record alone.
  if (!mayTrace) return <Navigate replace to={genericRecordPath(kind.name, id)} />;
  return <Unit key={id} id={id} kind={kind} />;
}

function Unit({ id, kind }: { id: string; kind: KindInfo }): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ["unit", id],
    queryFn: ({ signal }) => call<Overview>(`/api/unit/${id}`, { signal }),
    meta: { subjects: [id], kinds: ["warehouse.hold"] },
  });
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={14} />;
  return <Page found={data} kind={kind} />;
}

function Page({ found, kind }: { found: Overview; kind: KindInfo }): ReactNode {
  const t = useTexts(unit);
  const templates = useTemplates(found);
  const hasLabels = templates.length > 0;
  const sections = useMemo(() => sectionsOf(found, hasLabels), [found, hasLabels]);
  const content: Record<SectionName, () => ReactNode> = {
    identity: () => <Identity found={found} kind={kind} />,
    places: () => <Places found={found} />,
    contents: () => <Contents rows={found.contents ?? []} />,
    came_from: () => (
      <NearUnits
        near={found.came_from}
        side="came_from"
        subject={found.subject}
        materials={found.materials}
      />
    ),
    went_into: () => (
      <>
        <NearUnits near={found.went_into} side="went_into" subject={found.subject} />
        <Uses rows={found.used_in ?? []} />
      </>
    ),
    making: () => <Making found={found} />,
    parameters: () => <Parameters rows={found.readings ?? []} />,
    sterilisation: () => <Cycles rows={found.cycles ?? []} />,
    inspections: () => <Inspections rows={found.inspections ?? []} />,
    shipments: () => <Shipments rows={found.shipments ?? []} />,
    signatures: () => <UnitSignatures rows={found.signatures} />,
    people: () => <People rows={found.people} />,
    machines: () => <Machines rows={found.machines ?? []} />,
    documents: () => <Documents found={found} />,
    label: () => <LabelPreview found={found} templates={templates} />,
    latest: () => <Latest subject={found.subject} />,
  };
  return (
    <div className={styles.page}>
      <Head found={found} kind={kind} />
      <div className={styles.grid}>
        <div className={styles.side}>
          <SectionNav sections={sections} />
          <div className={styles.now}>
            <PossiblePanel subject={found.subject} />
          </div>
        </div>
        <div className={styles.main}>
          {sections.map(({ name, isHidden }) => (
            <section
              key={name}
              id={name}
              tabIndex={-1}
              className={styles.section}
              aria-label={t(`section_${name}`)}
            >
              <Card size="small" title={<h2>{t(`section_${name}`)}</h2>}>
                {isHidden ? <HiddenPart /> : content[name]()}
              </Card>
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

function Head({ found, kind }: { found: Overview; kind: KindInfo }): ReactNode {
  const t = useTexts(unit);
  const say = useSay();
  const named = useName(found.subject);
  const item = useName(found.item?.id)?.detail;
  const number = found.record.number;
  const title = typeof number === "string" ? number : (named?.name ?? found.subject);
  const ways = [
    { path: "/genealogy", label: t("genealogy"), icon: <ApartmentOutlined /> },
    { path: "/timeline", label: t("timeline"), icon: <HistoryOutlined /> },
    { path: "/time", label: t("time_machine"), icon: <FieldTimeOutlined /> },
  ];
  return (
    <PageHead
      over={
        <>
          <Link to={listPath(kind.name)}>{say(kind.label)}</Link>
          {found.item && (
            <>
              {" · "}
              {found.item.number} {item && say(item)}
            </>
          )}
        </>
      }
      title={title}
      beside={
        <>
          <StateTag kind={kind.name} state={String(found.record.state)} />
          {found.holds.length > 0 && (
            <ToneTag tone="bad">{t("on_hold", { count: found.holds.length })}</ToneTag>
          )}
          {found.is_expired && <ToneTag tone="bad">{t("expired")}</ToneTag>}
          <span className="soft mono small">{found.subject}</span>
        </>
      }
      actions={
        <>
          <DoButtons subject={found.subject} />
          {ways.map(({ path, label, icon }) => (
            <Link key={path} to={`${path}/${found.subject}`}>
              <Button icon={icon} tabIndex={-1}>
                {label}
              </Button>
            </Link>
          ))}
          <PrintButton key={found.subject} subject={found.subject} />
        </>
      }
    />
  );
}
