import { UserSwitchOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { type ReactNode, useEffect } from "react";
import { useTexts } from "../i18n/texts";
import { useActing } from "./acting";
import { chooseBehalf, lendersOf, useChosenBehalf } from "./chosen";
import { access } from "./texts";

const MYSELF = "";

/** Says and chooses in whose name a deputy works here; nothing for who is nobody's deputy. */
export function InName(): ReactNode {
  const t = useTexts(access);
  const chosen = useChosenBehalf();
  const { data } = useActing();
  const lenders = lendersOf(data?.delegations ?? []);
  const lender = lenders.find(({ behalf }) => behalf === chosen);
  useEnded(chosen !== null && data !== undefined && lender === undefined);
  if (lenders.length === 0) return null;
  const said = lender === undefined ? t("myself") : t("behalf", { name: lender.name });
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        selectable: true,
        selectedKeys: [lender?.behalf ?? MYSELF],
        onClick: ({ key }) => chooseBehalf(key === MYSELF ? null : key),
        items: [
          {
            type: "group",
            label: <div className="in-name-lead">{t("in_name_lead")}</div>,
            children: [
              { key: MYSELF, label: t("myself") },
              ...lenders.map(({ behalf, name }) => ({ key: behalf, label: t("behalf", { name }) })),
            ],
          },
        ],
      }}
    >
      <Button
        type={lender === undefined ? "text" : "default"}
        className={lender === undefined ? undefined : "in-name"}
        icon={<UserSwitchOutlined />}
        aria-label={`${t("in_name")}: ${said}`}
        title={`${t("in_name")}: ${said}`}
      >
        {lender !== undefined && <span>{said}</span>}
      </Button>
    </Dropdown>
  );
}

/** What was lent has come back: that the name changes is said. */
function useEnded(isEnded: boolean): void {
  const t = useTexts(access);
  const { message } = App.useApp();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is said once, when it ends
  useEffect(() => {
    if (!isEnded) return;
    chooseBehalf(null);
    message.warning(t("in_name_ended"));
  }, [isEnded]);
}
