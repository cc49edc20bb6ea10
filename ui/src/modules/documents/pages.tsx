import { DownloadOutlined, FilePdfOutlined } from "@ant-design/icons";
import { useTexts } from "@platform/i18n/texts";
import { Button, Pagination } from "antd";
import { type ReactNode, useState } from "react";
import styles from "./documents.module.css";
import { documents } from "./texts";
import type { Revision } from "./types";

/** The pages of a revision one by one, each with its state on it; `isForWork` shows no old one. */
export function Pages(props: {
  revision: Revision;
  pages: number | null;
  isForWork?: boolean;
}): ReactNode {
  const t = useTexts(documents);
  const [page, setPage] = useState(1);
  const { revision, pages } = props;
  const use = props.isForWork ? "?use=work" : "";
  const place = `/api/documents/revision/${revision.id}`;
  if (pages === null) {
    return (
      <div className="stack">
        <p className="soft">{t("no_pages", { name: revision.name })}</p>
        <div>
          <Button icon={<DownloadOutlined />} href={`${place}/file${use}`}>
            {t("download")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack">
      <nav className={styles.pageTools} aria-label={t("pages")}>
        <Pagination
          size="small"
          current={page}
          total={pages}
          pageSize={1}
          showSizeChanger={false}
          onChange={setPage}
        />
        <Button
          size="small"
          icon={<FilePdfOutlined />}
          href={`${place}/pdf${use}`}
          target="_blank"
          rel="noopener"
        >
          {t("open_pdf")}
        </Button>
      </nav>
      <img
        key={page}
        className={styles.page}
        src={`${place}/pages/${page}${use}`}
        alt={`${revision.name} · ${t("page", { page, pages })}`}
      />
    </div>
  );
}
