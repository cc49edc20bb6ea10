import { DownloadOutlined } from "@ant-design/icons";
import { useFormats } from "@platform/formats/use-formats";
import { useLanguage } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useSealedFile } from "@platform/list/sealed-file";
import { useRegistry } from "@platform/registry/registry";
import { PageHead } from "@platform/screens/page";
import { recordPath } from "@platform/screens/paths";
import { usePermission } from "@platform/session/store";
import { ErrorState, LoadingState } from "@platform/states/states";
import { Alert, Button, Card, DatePicker } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { Link, useParams, useSearchParams } from "react-router-dom";
import { PARTS } from "./device-file-parts";
import styles from "./documents.module.css";
import { documents } from "./texts";
import type { DeviceFile } from "./types";
import { useDocuments } from "./use-documents";

const EXPORT = "documents.export_device_file/1";

/** `/device-file/itm_1?on=2026-01-31`: what was effective for an item on a day. */
export default function DeviceFilePage(): ReactNode {
  const t = useTexts(documents);
  const { id = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const on = search.get("on");
  const path = `/api/items/${id}/device-file`;
  const { data, error, refetch } = useDocuments<DeviceFile>(path, on === null ? {} : { on });
  if (error !== null && data === undefined) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState rows={12} />;
  const choose = (day: string | null) => setSearch(day === null ? {} : { on: day });
  return (
    <>
      <Head found={data} on={on} onChoose={choose} />
      {data.item === null ? (
        <Alert type="info" showIcon title={t("not_there")} />
      ) : (
        <div className={styles.parts}>
          {PARTS.map(({ name, Part }) => (
            <Card key={name} size="small" title={<h2 className={styles.heading}>{t(name)}</h2>}>
              {data.hidden.includes(name) ? (
                <p className="soft">{t("hidden")}</p>
              ) : (
                <Part found={data} />
              )}
            </Card>
          ))}
        </div>
      )}
    </>
  );
}

function Head(props: {
  found: DeviceFile;
  on: string | null;
  onChoose: (day: string | null) => void;
}): ReactNode {
  const t = useTexts(documents);
  const { date, number } = useFormats();
  const isChinese = useLanguage() === "zh";
  const { found, on } = props;
  const name = found.item && ((isChinese && found.item.name_zh) || found.item.name);
  return (
    <PageHead
      over={<Link to="/device-file">{t("device_file")}</Link>}
      title={found.item === null ? found.item_id : `${found.item.number} · ${name}`}
      beside={
        <Link className="soft mono small" to={recordPath("items.item", found.item_id)}>
          {found.item_id}
        </Link>
      }
      lead={t("as_of", { date: date(found.on), size: number(found.size) })}
      actions={
        <>
          <DatePicker
            aria-label={t("day")}
            allowClear={false}
            value={dayjs(on ?? found.on)}
            disabledDate={(day) => day.isAfter(dayjs(), "day")}
            onChange={(day) => props.onChoose(day?.format("YYYY-MM-DD") ?? null)}
          />
          {on !== null && <Button onClick={() => props.onChoose(null)}>{t("today")}</Button>}
          <ExportButton key={found.item_id} itemId={found.item_id} on={found.on} />
        </>
      }
    />
  );
}

/** Everything as a ZIP, documents included; the server seals what was exported. */
function ExportButton({ itemId, on }: { itemId: string; on: string }): ReactNode {
  const t = useTexts(documents);
  const { take, taking } = useSealedFile();
  const command = useRegistry().command(EXPORT);
  const isPermitted = usePermission(command?.permission);
  if (command === undefined || !isPermitted) return null;
  const file = {
    path: `/api/items/${itemId}/device-file`,
    body: { on },
    name: `device-file-${itemId}-${on}.zip`,
    done: t("exported"),
  };
  return (
    <Button icon={<DownloadOutlined />} loading={taking !== null} onClick={() => void take(file)}>
      {t("export")}
    </Button>
  );
}
