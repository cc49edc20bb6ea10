import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/en-gb";
import "dayjs/locale/zh-cn";
import { useLanguage } from "@platform/i18n/language";
import { themeOf, useBrightness } from "@platform/theme/theme";
import type { ReactNode } from "react";
import { BrowserRouter } from "react-router-dom";
import { Entrance } from "./entrance";

const LOCALES = { en: enUS, zh: zhCN };

/** Language, colours, questions and addresses around everything. */
export function Application(): ReactNode {
  const language = useLanguage();
  const brightness = useBrightness();
  dayjs.locale(language === "zh" ? "zh-cn" : "en-gb");
  return (
    <ConfigProvider
      locale={LOCALES[language]}
      theme={themeOf(brightness)}
      button={{ autoInsertSpace: false }}
    >
      <App message={{ top: 60 }}>
        <BrowserRouter basename={import.meta.env.BASE_URL}>
          <Entrance />
        </BrowserRouter>
      </App>
    </ConfigProvider>
  );
}
