import { PaperClipOutlined, UploadOutlined } from "@ant-design/icons";
import { App, Button, Card, Upload } from "antd";
import { type ReactNode, useState } from "react";
import { call } from "../api/client";
import { useSend } from "../api/commands";
import { asProblem } from "../api/problem";
import { useFormats } from "../formats/use-formats";
import { useSay } from "../i18n/language";
import { useRecords } from "../list/use-list";
import { Name } from "../names/name";
import { useRegistry } from "../registry/registry";
import { usePermission } from "../session/store";
import { EmptyState, ErrorState, LoadingState, ProblemAlert } from "../states/states";
import { usePlatformTexts } from "../texts";
import { Instant } from "../values/value";

export const ATTACHMENT = "documents.attachment";
const ATTACH = "documents.attach_file/1";

/** What the server keeps: the type is what the content was seen to be. */
interface Stored {
  digest: string;
  media_type: string;
}

/** Documents that belong to a thing. */
export function Attachments({ subject }: { subject: string }): ReactNode {
  const t = usePlatformTexts();
  const registry = useRegistry();
  const mayAttach = usePermission(registry.command(ATTACH)?.permission);
  const { data, error, refetch } = useRecords(ATTACHMENT, {
    subject,
    state: "attached",
    limit: 200,
    sort: "-id",
  });
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState />;
  return (
    <Card size="small" extra={mayAttach && <Attach subject={subject} />}>
      {data.records.length === 0 && <EmptyState text={t("attachments_none")} />}
      <ul className="plain">
        {data.records.map((file) => (
          <Attachment key={String(file.id)} file={file} />
        ))}
      </ul>
    </Card>
  );
}

function Attachment({ file }: { file: Readonly<Record<string, unknown>> }): ReactNode {
  const { bytes } = useFormats();
  const { name, digest, size_bytes: size, attached_by: by, attached_at: at } = file;
  return (
    <li>
      <PaperClipOutlined aria-hidden /> <a href={`/api/files/${String(digest)}`}>{String(name)}</a>{" "}
      <span className="soft small">
        {typeof size === "number" && `${bytes(size)} · `}
        {typeof by === "string" && <Name id={by} />} {typeof at === "string" && <Instant at={at} />}
      </span>
    </li>
  );
}

function Attach({ subject }: { subject: string }): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const { message } = App.useApp();
  const { send, problem } = useSend();
  const [isBusy, setBusy] = useState(false);
  const attach = async (file: File) => {
    setBusy(true);
    try {
      const media = file.type || "application/octet-stream";
      const { digest, media_type } = await call<Stored>("/api/files", {
        method: "POST",
        query: { name: file.name },
        body: file,
        headers: { "content-type": media },
      });
      const body = { subject, digest, name: file.name, media_type };
      if (await send({ kind: ATTACH, body })) message.success(t("attachments_added"));
    } catch (error) {
      message.error(say(asProblem(error).text));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem !== null && <ProblemAlert problem={problem} />}
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          void attach(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={isBusy}>
          {t("attachments_add")}
        </Button>
      </Upload>
    </>
  );
}
