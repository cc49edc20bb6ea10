import { useFormats } from "@platform/formats/use-formats";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { Matrix } from "@platform/matrix/matrix";
import { commandPath, recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { ToneTag } from "@platform/values/state-tag";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { SIGNS, titleOf, toneTag } from "./standing";
import { training as words } from "./texts";
import styles from "./training.module.css";
import type { Cell, MatrixAnswer, MatrixDocument, MatrixPerson, Standing } from "./types";

/** The table with its head and its first column fixed; every cell leads to what is behind it. */
export function MatrixTable({ answer }: { answer: MatrixAnswer }): ReactNode {
  const t = useTexts(words);
  const standings = new Map(answer.standings.map((each) => [each.value, each]));
  return (
    <Matrix label={t("matrix_label")} className={styles.matrix}>
      <thead>
        <tr>
          <th scope="col">{t("matrix_person")}</th>
          {answer.documents.map((each) => (
            <DocumentHead key={each.id} document={each} />
          ))}
        </tr>
      </thead>
      <tbody>
        {answer.people.map((person) => (
          <tr key={person.id}>
            <th scope="row">
              <Link to={recordPath("people.user", person.id)}>{person.name}</Link>
            </th>
            {person.cells.map((cell, index) => {
              const document = answer.documents[index];
              const standing = cell === null ? undefined : standings.get(cell.standing);
              return (
                <td key={document?.id}>
                  {cell === null || standing === undefined || document === undefined ? (
                    <span className="unseen">{t("matrix_not_needed")}</span>
                  ) : (
                    <OneCell cell={cell} standing={standing} person={person} document={document} />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Matrix>
  );
}

function DocumentHead({ document }: { document: MatrixDocument }): ReactNode {
  const t = useTexts(words);
  const maySet = usePermission("training.assessment.set");
  const say = useSay();
  return (
    <th scope="col">
      <Link to={recordPath("documents.document", document.id)}>{document.number}</Link>
      <div className="small">{say(titleOf(document))}</div>
      <div className="soft small">
        {document.revision === null
          ? t("matrix_not_effective")
          : t("matrix_effective", { revision: document.revision })}
      </div>
      {maySet && document.revision_id !== null && (
        <Link
          className="small"
          to={commandPath("training.set_assessment/1", { revision_id: document.revision_id })}
          aria-label={`${t("matrix_questions")}: ${document.number}`}
        >
          {t("matrix_questions")}
        </Link>
      )}
    </th>
  );
}

function OneCell(props: {
  cell: Cell;
  standing: Standing;
  person: MatrixPerson;
  document: MatrixDocument;
}): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  const { cell, standing, person, document } = props;
  return (
    <Link to={pathOf(cell, person)} className={styles.cell}>
      <span className="unseen">
        {t("matrix_cell", { person: person.name, number: document.number })}
      </span>
      <ToneTag tone={toneTag(standing.tone)}>
        <span className={styles.sign} aria-hidden>
          {SIGNS[standing.value]}
        </span>
        {say(standing.label)}
      </ToneTag>
      <CellDate cell={cell} />
    </Link>
  );
}

/** To the training or the exception; where there is none, to planning it. */
function pathOf(cell: Cell, person: MatrixPerson): string {
  if (cell.standing === "exception" && cell.exception_id !== undefined) {
    return recordPath("training.exception", cell.exception_id);
  }
  if (cell.training_id !== undefined) return recordPath("training.training", cell.training_id);
  return commandPath("training.plan_person/1", { user_id: person.id });
}

function CellDate({ cell }: { cell: Cell }): ReactNode {
  const t = useTexts(words);
  const { date } = useFormats();
  const isValid = cell.standing === "qualified" || cell.standing === "expiring";
  const until = isValid || cell.standing === "expired" ? cell.expires_on : cell.until_on;
  if (until !== undefined) {
    return <span className="soft small">{t("until", { date: date(until) })}</span>;
  }
  if (isValid || cell.due_on === undefined) return null;
  return <span className="soft small">{t("due", { date: date(cell.due_on) })}</span>;
}

/** What the signs mean; the words say the same. */
export function Signs({ standings }: { standings: Standing[] }): ReactNode {
  const t = useTexts(words);
  const say = useSay();
  return (
    <ul className={styles.signs} aria-label={t("matrix_signs")}>
      {standings.map((each) => (
        <li key={each.value}>
          <ToneTag tone={toneTag(each.tone)}>
            <span className={styles.sign} aria-hidden>
              {SIGNS[each.value]}
            </span>
            {say(each.label)}
          </ToneTag>
        </li>
      ))}
    </ul>
  );
}
