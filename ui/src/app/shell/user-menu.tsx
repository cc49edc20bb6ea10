import {
  DownOutlined,
  LogoutOutlined,
  MoonOutlined,
  SunOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { asProblem } from "@platform/api/problem";
import { useSay } from "@platform/i18n/language";
import { LanguageSwitch } from "@platform/i18n/language-choice";
import { signOut, usePerson } from "@platform/session/store";
import { usePlatformTexts } from "@platform/texts";
import { chooseBrightness, useBrightness } from "@platform/theme/theme";
import { App, Button, Dropdown } from "antd";
import type { ReactNode } from "react";
import { useNavigate } from "react-router-dom";

export function UserMenu(): ReactNode {
  const t = usePlatformTexts();
  const say = useSay();
  const person = usePerson();
  const brightness = useBrightness();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const isDark = brightness === "dark";
  const out = () => signOut().catch((error: unknown) => message.error(say(asProblem(error).text)));
  return (
    <>
      <LanguageSwitch />
      <Button
        type="text"
        aria-label={t(isDark ? "brightness_light" : "brightness_dark")}
        icon={isDark ? <SunOutlined /> : <MoonOutlined />}
        onClick={() => chooseBrightness(isDark ? "light" : "dark")}
      />
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "account", icon: <UserOutlined />, label: t("account") },
            { type: "divider" },
            { key: "out", icon: <LogoutOutlined />, label: t("sign_out") },
          ],
          onClick: ({ key }) => (key === "out" ? void out() : void navigate("/account")),
        }}
      >
        <Button type="text" className="who" aria-label={t("signed_in_as", { name: person.name })}>
          <span className="who-name">{person.name}</span> <DownOutlined />
        </Button>
      </Dropdown>
    </>
  );
}
