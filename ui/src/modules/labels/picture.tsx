import { callRaw, type Query } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Alert, Spin } from "antd";
import type { ReactNode } from "react";
import styles from "./labels.module.css";
import { labels } from "./texts";

/** A template with sample values, or those of a lot, serial or package. It seals nothing. */
export function usePicture(query: Query | null) {
  return useQuery({
    queryKey: ["label-picture", query],
    queryFn: async ({ signal }) =>
      (await callRaw("/api/labels/preview", { query: query ?? {}, signal })).text(),
    enabled: query !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** A drawing of the server, as a picture: nothing in it can act. */
export function pictureAddress(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** The label as it would come out of the printer, or why it cannot be drawn. */
export function Picture(props: { picture: ReturnType<typeof usePicture> }): ReactNode {
  const t = useTexts(labels);
  const say = useSay();
  const { data, error, isFetching } = props.picture;
  if (error !== null && !isFetching) {
    return (
      <Alert
        type="warning"
        showIcon
        title={t("preview_failed")}
        description={say(asProblem(error).text)}
      />
    );
  }
  if (data === undefined) return <Spin />;
  return <img className={styles.picture} src={pictureAddress(data)} alt={t("preview_of")} />;
}
