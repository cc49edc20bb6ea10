import { BellOutlined, MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { InName } from "@platform/acting/in-name";
import { useInboxCount } from "@platform/inbox/use-inbox";
import { usePlatformTexts } from "@platform/texts";
import { Badge, Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { ScanBox } from "../search/scan-box";
import { UserMenu } from "./user-menu";

export function Header(props: { onMenu: () => void; isMenuOpen: boolean }): ReactNode {
  const t = usePlatformTexts();
  const count = useInboxCount();
  return (
    <header className="header">
      <Button
        type="text"
        aria-label={t("navigation")}
        aria-expanded={props.isMenuOpen}
        icon={props.isMenuOpen ? <MenuFoldOutlined /> : <MenuUnfoldOutlined />}
        onClick={props.onMenu}
      />
      <Link to="/" className="brand" aria-label={t("product")}>
        <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" width={26} height={26} />
        <span>{t("product")}</span>
      </Link>
      <ScanBox />
      <div className="header-end">
        <InName />
        <Link to="/inbox" className="bell" aria-label={`${t("inbox")} ${count}`}>
          <Badge count={count} size="small" overflowCount={99}>
            <BellOutlined aria-hidden />
          </Badge>
        </Link>
        <UserMenu />
      </div>
    </header>
  );
}
