import { useTexts } from "@platform/i18n/texts";
import { PageHead } from "@platform/screens/page";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router-dom";
import { Entries } from "./entries";
import { Head } from "./head";
import { ledger } from "./texts";
import { Verification } from "./verification";

const TABS = ["entries", "head", "verification"] as const;

/** `/ledger`: what was sealed, what vouches for it, and whether it is whole. */
export default function LedgerPage(): ReactNode {
  const t = useTexts(ledger);
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((each) => each === search.get("tab")) ?? "entries";
  const content = {
    entries: () => <Entries />,
    head: () => <Head />,
    verification: () => <Verification />,
  };
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch(key === "entries" ? {} : { tab: key })}
        items={TABS.map((key) => ({
          key,
          label: t(`tab_${key}`),
          children: key === tab ? content[key]() : null,
        }))}
      />
    </>
  );
}
