import { call } from "@platform/api/client";
import { asProblem, type Problem } from "@platform/api/problem";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Name } from "@platform/names/name";
import { SubjectPicker, useSubjectScan } from "@platform/pick/subject-picker";
import { useScan } from "@platform/scanning/scanning";
import { PageHead } from "@platform/screens/page";
import { EmptyState, ErrorState, LoadingState, ProblemAlert } from "@platform/states/states";
import { Alert, Button, Card, Input } from "antd";
import { type ReactNode, useId, useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import styles from "./documents.module.css";
import { Pages } from "./pages";
import { documents } from "./texts";
import { useTitle } from "./titles";
import type { CopyAnswer, Held, RevisionAnswer, WorkplaceAnswer } from "./types";
import { useDocuments } from "./use-documents";

const PLACES = ["wst", "eqp", "itm", "wor", "are"];

/** `/documents/workplace/wst_1`: the effective revisions, and whether a paper may be used. */
export default function Workplace(): ReactNode {
  const t = useTexts(documents);
  const { id: at = "" } = useParams();
  const navigate = useNavigate();
  const go = (id: string) => void navigate(`/documents/workplace/${id}`);
  useScan(useSubjectScan(go));
  return (
    <>
      <PageHead title={t("workplace")} lead={t("workplace_lead")} />
      <div className={styles.asking}>
        <Card size="small" title={<h2 className={styles.heading}>{t("where")}</h2>}>
          <SubjectPicker prefixes={PLACES} label={t("where")} onPick={go} />
        </Card>
        <Card size="small" title={<h2 className={styles.heading}>{t("copies")}</h2>}>
          <Paper />
        </Card>
      </div>
      {at !== "" && <Here key={at} at={at} />}
    </>
  );
}

/** Whether the copy in hand holds, by the number at its foot. */
function Paper(): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const id = useId();
  const [number, setNumber] = useState("");
  const [found, setFound] = useState<CopyAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const check = async () => {
    setFound(null);
    setProblem(null);
    try {
      setFound(await call<CopyAnswer>(`/api/documents/copy/${number.trim()}`));
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <label htmlFor={id}>{t("paper")}</label>
      <div className={styles.inline}>
        <Input
          id={id}
          value={number}
          placeholder={t("paper_hint")}
          onChange={(event) => setNumber(event.target.value)}
        />
        <Button htmlType="submit" disabled={number.trim() === ""}>
          {t("check")}
        </Button>
      </div>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {found?.notice && (
        <Alert
          type="error"
          showIcon
          title={t("paper_invalid")}
          description={say(found.notice)}
          role="alert"
        />
      )}
      {found !== null && found.notice === null && (
        <Alert
          type="success"
          showIcon
          title={t("paper_valid", {
            number: found.document.number,
            revision: found.revision.revision,
            copy: found.copy.number,
          })}
        />
      )}
    </form>
  );
}

function Here({ at }: { at: string }): ReactNode {
  const t = useTexts(documents);
  const query = { subject: at };
  const { data, error, refetch } = useDocuments<WorkplaceAnswer>("/api/documents/at", query);
  const [chosen, setChosen] = useState<string | null>(null);
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState />;
  const held = data.documents.find((each) => each.id === chosen) ?? data.documents[0];
  return (
    <section className="stack" aria-label={t("shown_here")}>
      <h2 className={styles.where}>
        <Name id={at} />
      </h2>
      {data.missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`${t("missing")}: ${data.missing.map(({ number }) => number).join(", ")}`}
          description={t("missing_lead")}
        />
      )}
      {held === undefined ? (
        <EmptyState text={t("workplace_none")} />
      ) : (
        <div className={styles.inbox}>
          <ul className={`plain ${styles.choices}`}>
            {data.documents.map((each) => (
              <li key={each.id}>
                <Choice
                  held={each}
                  isChosen={each.id === held.id}
                  choose={() => setChosen(each.id)}
                />
              </li>
            ))}
          </ul>
          <Reading key={held.revision.id} held={held} />
        </div>
      )}
    </section>
  );
}

function Choice(props: { held: Held; isChosen: boolean; choose: () => void }): ReactNode {
  const t = useTexts(documents);
  const titleOf = useTitle();
  const { held } = props;
  return (
    <button
      type="button"
      className={styles.choice}
      aria-pressed={props.isChosen}
      onClick={props.choose}
    >
      <span className={styles.inline}>
        <strong>{held.number}</strong>
        <span>{t("revision", { revision: held.revision.revision })}</span>
      </span>
      <span>{titleOf(held)}</span>
      <span className="soft small">
        {held.via
          .map(({ operation }) => operation && t("operation", { operation }))
          .filter(Boolean)
          .join(", ")}
      </span>
    </button>
  );
}

function Reading({ held }: { held: Held }): ReactNode {
  const path = `/api/documents/revision/${held.revision.id}`;
  const { data, error } = useDocuments<RevisionAnswer>(path, { use: "work" });
  return (
    <Card size="small" title={<h3 className={styles.heading}>{held.revision.name}</h3>}>
      {error !== null && data === undefined && <ErrorState error={error} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && <Pages revision={data.revision} pages={data.pages} isForWork />}
    </Card>
  );
}
