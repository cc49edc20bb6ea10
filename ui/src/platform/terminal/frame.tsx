import {
  ArrowLeftOutlined,
  CheckCircleOutlined,
  DisconnectOutlined,
  HomeOutlined,
  MoonOutlined,
  MutedOutlined,
  SoundOutlined,
  SunOutlined,
  SwapOutlined,
} from "@ant-design/icons";
import { App, Button, ConfigProvider } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link } from "react-router-dom";
import { InName } from "../acting/in-name";
import { useReachable } from "../api/connection";
import { asProblem } from "../api/problem";
import { useSay } from "../i18n/language";
import { LanguageSwitch } from "../i18n/language-choice";
import { useTexts } from "../i18n/texts";
import { useFacts } from "../offline/facts";
import { useScan } from "../scanning/scanning";
import { isSilent, setSilent, signal } from "../scanning/signal";
import { signOut, usePerson } from "../session/store";
import { usePlatformTexts } from "../texts";
import { chooseBrightness, useBrightness } from "../theme/theme";
import style from "./terminal.module.css";
import { terminal } from "./texts";

/** The whole window of a terminal: where one is, who works here, whether the line is there. */
export function TerminalFrame(props: {
  title: string;
  /** Beside the title: the workstation, the order. */
  beside?: ReactNode;
  onBack?: () => void;
  children: ReactNode;
}): ReactNode {
  const t = useTexts(terminal);
  const product = usePlatformTexts()("product");
  useEscape(props.onBack);
  useEffect(() => {
    document.title = `${props.title} · ${product}`;
  }, [props.title, product]);
  return (
    <ConfigProvider componentSize="large">
      <div className={style.frame}>
        <StrayScans />
        <header className={style.head}>
          {props.onBack ? (
            <Button
              size="large"
              icon={<ArrowLeftOutlined />}
              onClick={props.onBack}
              aria-keyshortcuts="Escape"
            >
              {t("back")}
            </Button>
          ) : (
            <Link to="/" className={style.home} aria-label={t("leave")} title={t("leave")}>
              <HomeOutlined aria-hidden />
            </Link>
          )}
          <h1 className={style.title}>{props.title}</h1>
          <div className={style.beside}>{props.beside}</div>
          <Tools />
        </header>
        <main className={style.main}>{props.children}</main>
      </div>
    </ConfigProvider>
  );
}

/**
 * A scan that no step wants does not lead away from the terminal. It stands before the steps, so
 * that whatever they listen to comes later and goes first.
 */
function StrayScans(): ReactNode {
  const t = useTexts(terminal);
  const { message } = App.useApp();
  useScan((scan) => {
    signal("bad");
    message.warning(t("stray", { text: scan.data.slice(0, 60) }));
  });
  return null;
}

function Tools(): ReactNode {
  const t = useTexts(terminal);
  const p = usePlatformTexts();
  const isReachable = useReachable();
  const isDark = useBrightness() === "dark";
  const [isQuiet, setQuiet] = useState(isSilent);
  return (
    <div className={style.tools}>
      <span className={isReachable ? style.line : style.lineLost} role="status">
        {isReachable ? <CheckCircleOutlined aria-hidden /> : <DisconnectOutlined aria-hidden />}{" "}
        {isReachable ? t("line_there") : t("line_lost")}
      </span>
      <InName />
      <Button
        type="text"
        size="large"
        icon={isQuiet ? <MutedOutlined /> : <SoundOutlined />}
        aria-label={isQuiet ? t("sound_on") : t("sound_off")}
        title={isQuiet ? t("sound_on") : t("sound_off")}
        onClick={() => {
          setSilent(!isQuiet);
          setQuiet(!isQuiet);
        }}
      />
      <LanguageSwitch />
      <Button
        type="text"
        size="large"
        aria-label={p(isDark ? "brightness_light" : "brightness_dark")}
        icon={isDark ? <SunOutlined /> : <MoonOutlined />}
        onClick={() => chooseBrightness(isDark ? "light" : "dark")}
      />
      <HandOver />
    </div>
  );
}

/** The next person signs in on the same screen; whoever was here is named until then. */
function HandOver(): ReactNode {
  const t = useTexts(terminal);
  const say = useSay();
  const person = usePerson();
  const { modal, message } = App.useApp();
  const { snapshot } = useFacts();
  const own = snapshot.waiting.filter((fact) => fact.userId === person.userId).length;
  const ask = () =>
    modal.confirm({
      title: t("hand_over_title"),
      content: (
        <>
          <p>{t("hand_over_lead")}</p>
          {own > 0 && <p className="odd">{t("hand_over_waiting", { count: own })}</p>}
        </>
      ),
      okText: t("hand_over"),
      onOk: () =>
        signOut().catch((error: unknown) => {
          message.error(say(asProblem(error).text));
        }),
    });
  return (
    <Button size="large" icon={<SwapOutlined />} onClick={ask} title={t("hand_over_title")}>
      <span className={style.who}>{person.name}</span>
      <span className={style.whoDo}>{t("hand_over")}</span>
    </Button>
  );
}

/** Esc leaves a step, unless something open above it takes the key. */
function useEscape(back: (() => void) | undefined): void {
  const latest = useRef(back);
  latest.current = back;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      const isCovered = document.querySelector(
        ".ant-modal-wrap:not([style*='none']), .ant-select-open, .ant-drawer-open, .ant-picker-dropdown:not(.ant-picker-dropdown-hidden)",
      );
      if (isCovered === null) latest.current?.();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
