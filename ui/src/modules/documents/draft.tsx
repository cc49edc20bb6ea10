import { UploadOutlined } from "@ant-design/icons";
import { call } from "@platform/api/client";
import { command, useSend } from "@platform/api/commands";
import { asProblem } from "@platform/api/problem";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { IdPicker } from "@platform/pick/id-picker";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { ProblemAlert } from "@platform/states/states";
import { App, Button, Card, Checkbox, Input, Upload } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router-dom";
import styles from "./documents.module.css";
import { documents } from "./texts";
import type { RevisionAnswer } from "./types";
import { useDocuments } from "./use-documents";

const DRAFT = "documents.draft_revision/1";
const REPLACE = "documents.replace_draft/1";
const REVISION = "documents.revision";

interface Brought {
  digest: string;
  name: string;
}

/** A new revision of `?document_id=doc_1`, or another file for the draft `?revision_id=drv_1`. */
export default function Draft(): ReactNode {
  const [search] = useSearchParams();
  const isNew = useLocation().pathname.includes(DRAFT);
  return isNew ? (
    <NewRevision documentId={search.get("document_id")} />
  ) : (
    <OtherFile given={search.get("revision_id")} />
  );
}

function NewRevision(props: { documentId: string | null }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const id = useId();
  const [documentId, setDocument] = useState(props.documentId);
  const [revision, setRevision] = useState("");
  const label = (name: string) => registry.command(DRAFT)?.fields.find((f) => f.name === name);
  const isReady = documentId !== null && revision.trim() !== "";
  return (
    <Page kind={DRAFT}>
      <Writing
        kind={DRAFT}
        isReady={isReady}
        toCommand={(given) =>
          command(DRAFT, { ...given, document_id: documentId ?? "", revision: revision.trim() })
        }
      >
        <div className="field">
          <label htmlFor={`${id}-document`}>{say(label("document_id")?.label ?? EMPTY)}</label>
          <IdPicker prefix="doc" id={`${id}-document`} value={documentId} onChange={setDocument} />
        </div>
        <div className="field">
          <label htmlFor={`${id}-revision`}>{say(label("revision")?.label ?? EMPTY)}</label>
          <Input
            id={`${id}-revision`}
            value={revision}
            maxLength={20}
            onChange={(event) => setRevision(event.target.value)}
          />
        </div>
      </Writing>
    </Page>
  );
}

function OtherFile({ given }: { given: string | null }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const id = useId();
  const [revisionId, setRevision] = useState(given);
  const path = `/api/documents/revision/${revisionId}`;
  const { data: found } = useDocuments<RevisionAnswer>(path, {}, revisionId !== null);
  const data = found?.revision.id === revisionId ? found : undefined;
  const field = registry.command(REPLACE)?.fields.find(({ name }) => name === "revision_id");
  return (
    <Page
      kind={REPLACE}
      lead={data && `${data.document.number} · ${data.revision.revision}: ${data.revision.name}`}
    >
      {given === null && (
        <div className="field">
          <label htmlFor={id}>{say(field?.label ?? EMPTY)}</label>
          <IdPicker prefix="drv" id={id} value={revisionId} onChange={setRevision} />
        </div>
      )}
      {data && revisionId !== null && (
        <Writing
          key={revisionId}
          kind={REPLACE}
          isReady
          summary={data.revision.change_summary}
          isEditorial={data.revision.is_editorial}
          toCommand={(given) => command(REPLACE, { ...given, revision_id: revisionId })}
        />
      )}
    </Page>
  );
}

const EMPTY = { en: "", zh: "" };

function Page(props: { kind: string; lead?: ReactNode; children: ReactNode }): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  return (
    <div className="narrow">
      <PageHead title={say(registry.label(props.kind))} lead={props.lead} />
      <Card size="small">{props.children}</Card>
    </div>
  );
}

interface Given {
  digest: string;
  name: string;
  change_summary: string;
  is_editorial: boolean;
}

/** The file, what has changed in it, and whether anybody has to learn anything. */
function Writing(props: {
  kind: string;
  isReady: boolean;
  summary?: string;
  isEditorial?: boolean;
  toCommand: (given: Given) => Parameters<ReturnType<typeof useSend>["send"]>[0];
  children?: ReactNode;
}): ReactNode {
  const say = useSay();
  const registry = useRegistry();
  const navigate = useNavigate();
  const id = useId();
  const { send, isSending, problem, reset } = useSend();
  const [file, setFile] = useState<Brought | null>(null);
  const [summary, setSummary] = useState(props.summary ?? "");
  const [isEditorial, setEditorial] = useState(props.isEditorial ?? false);
  const field = (name: string) =>
    registry.command(props.kind)?.fields.find((each) => each.name === name);
  const isReady = props.isReady && file !== null && summary.trim() !== "";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (file === null) return;
    const given = { ...file, change_summary: summary.trim(), is_editorial: isEditorial };
    const receipt = await send(props.toCommand(given));
    const made = receipt?.events?.map((each) => each.revision_id).find(Boolean);
    if (typeof made === "string") void navigate(recordPath(REVISION, made));
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {props.children}
      <Bring file={file} onBring={setFile} />
      <div className="field">
        <label htmlFor={`${id}-summary`}>{say(field("change_summary")?.label ?? EMPTY)}</label>
        <Input.TextArea
          id={`${id}-summary`}
          rows={4}
          maxLength={2000}
          value={summary}
          onChange={(event) => setSummary(event.target.value)}
        />
      </div>
      <Checkbox checked={isEditorial} onChange={(event) => setEditorial(event.target.checked)}>
        {say(field("is_editorial")?.label ?? EMPTY)}
        <span className="soft small"> {say(field("is_editorial")?.help ?? EMPTY)}</span>
      </Checkbox>
      {problem && <ProblemAlert problem={problem} onClose={reset} />}
      <div>
        <Button type="primary" htmlType="submit" loading={isSending} disabled={!isReady}>
          {say(registry.label(props.kind))}
        </Button>
      </div>
    </form>
  );
}

/** The file is stored first; the command names it by what the server made of its content. */
function Bring(props: { file: Brought | null; onBring: (file: Brought) => void }): ReactNode {
  const t = useTexts(documents);
  const say = useSay();
  const { message } = App.useApp();
  const [isBusy, setBusy] = useState(false);
  const bring = async (file: File) => {
    setBusy(true);
    try {
      const { digest } = await call<{ digest: string }>("/api/files", {
        method: "POST",
        query: { name: file.name },
        body: file,
        headers: { "content-type": file.type || "application/octet-stream" },
      });
      props.onBring({ digest, name: file.name });
    } catch (error) {
      message.error(say(asProblem(error).text));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.inline}>
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          void bring(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={isBusy}>
          {t("file_choose")}
        </Button>
      </Upload>
      <span className="soft">{props.file?.name ?? t("file_wanted")}</span>
    </div>
  );
}
