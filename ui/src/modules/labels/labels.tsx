import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router-dom";
import { CheckTab } from "./check-tab";
import { PrintTab } from "./print-tab";
import { ReconcileTab } from "./reconcile-tab";
import { TemplatesTab } from "./templates-tab";
import { labels } from "./texts";

const TABS = ["print", "check", "reconcile", "templates"] as const;

/** `/labels`: printing, checking what was printed, accounting for it, and what labels look like. */
export default function LabelsPage(): ReactNode {
  const t = useTexts(labels);
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((each) => each === search.get("tab")) ?? "print";
  const content = {
    print: () => <PrintTab />,
    check: () => <CheckTab />,
    reconcile: () => <ReconcileTab />,
    templates: () => <TemplatesTab />,
  };
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch(key === "print" ? {} : { tab: key })}
        items={TABS.map((key) => ({
          key,
          label: t(`tab_${key}`),
          children: key === tab ? content[key]() : null,
        }))}
      />
    </>
  );
}
