import { CopyOutlined } from "@ant-design/icons";
import { useTexts } from "@platform/i18n/texts";
import { App, Button } from "antd";
import type { ReactNode } from "react";
import { copy } from "./copying";
import { asPasted } from "./rows";
import { dashboards } from "./texts";

/** Puts a table onto the clipboard as spreadsheets take it. */
export function CopyRows(props: {
  label: string;
  rows: readonly (readonly (string | number | null)[])[];
}): ReactNode {
  const t = useTexts(dashboards);
  const { message } = App.useApp();
  const label = t("copy", { label: props.label });
  const run = async () => {
    if (await copy(asPasted(props.rows))) message.success(t("copied"));
    else message.error(t("copy_failed"));
  };
  return (
    <Button
      type="text"
      size="small"
      icon={<CopyOutlined />}
      aria-label={label}
      title={label}
      onClick={() => void run()}
    />
  );
}
