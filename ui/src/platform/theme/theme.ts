import { theme as antd, type ThemeConfig } from "antd";
import { useSyncExternalStore } from "react";

export type Brightness = "light" | "dark";
/** What was chosen; `system` follows the machine. */
export type BrightnessChoice = Brightness | "system";

const KEPT = "lotproof.brightness";
const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function tell(): void {
  document.documentElement.dataset.brightness = brightness();
  for (const listener of listeners) listener();
}

dark.addEventListener("change", tell);

export function brightnessChoice(): BrightnessChoice {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function brightness(): Brightness {
  const choice = brightnessChoice();
  if (choice !== "system") return choice;
  return dark.matches ? "dark" : "light";
}

export function chooseBrightness(choice: BrightnessChoice): void {
  localStorage.setItem(KEPT, choice);
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useBrightness(): Brightness {
  return useSyncExternalStore(subscribe, brightness);
}

export function useBrightnessChoice(): BrightnessChoice {
  return useSyncExternalStore(subscribe, brightnessChoice);
}

const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const CODE_FONT =
  'ui-monospace, "Cascadia Mono", "SF Mono", Consolas, "DejaVu Sans Mono", monospace';

/** Quiet texts and hints must be readable, too. */
const LIGHT = {
  colorTextTertiary: "rgba(0,0,0,0.6)",
  colorTextDescription: "rgba(0,0,0,0.6)",
  colorTextPlaceholder: "rgba(0,0,0,0.54)",
};
const DARK = {
  // On our colour, which is light here, words are dark.
  colorTextLightSolid: "#06201e",
  colorBgContainer: "#161d1c",
  colorBgElevated: "#1d2725",
  colorTextTertiary: "rgba(255,255,255,0.62)",
  colorTextDescription: "rgba(255,255,255,0.62)",
  colorTextPlaceholder: "rgba(255,255,255,0.5)",
};

/** Ant's look in our colours; contrast of text is at least 4.5:1 in both brightnesses. */
export function themeOf(now: Brightness): ThemeConfig {
  const isDark = now === "dark";
  return {
    algorithm: isDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      fontFamily: FONT,
      fontFamilyCode: CODE_FONT,
      colorPrimary: isDark ? "#4fc1b8" : "#0b6e6e",
      colorPrimaryBg: isDark ? "#15302d" : "#e3f1f0",
      colorPrimaryBgHover: isDark ? "#1b3f3b" : "#cfe6e4",
      colorPrimaryBorder: isDark ? "#23655f" : "#9fcfcb",
      colorPrimaryHover: isDark ? "#6fd3cb" : "#148585",
      colorPrimaryActive: isDark ? "#3aa69d" : "#085656",
      controlItemBgActive: isDark ? "#15302d" : "#e3f1f0",
      controlItemBgActiveHover: isDark ? "#1b3f3b" : "#cfe6e4",
      colorLink: isDark ? "#5cc8be" : "#0b6e6e",
      colorInfo: isDark ? "#4fc1b8" : "#0b6e6e",
      colorInfoBg: isDark ? "#15302d" : "#e3f1f0",
      colorInfoBorder: isDark ? "#23655f" : "#9fcfcb",
      colorBgLayout: isDark ? "#0e1413" : "#f3f6f6",
      borderRadius: 6,
      ...(isDark ? DARK : LIGHT),
    },
    components: {
      Layout: { headerHeight: 52, headerPadding: "0 16px", bodyBg: "transparent" },
      Menu: {
        itemHeight: 34,
        itemMarginBlock: 2,
        groupTitleFontSize: 12,
        subMenuItemBg: "transparent",
      },
      Table: { cellPaddingBlockMD: 8, cellPaddingInlineMD: 10 },
      ...(isDark && {
        Tooltip: { colorTextLightSolid: "#fff" },
        Badge: { colorTextLightSolid: "#fff" },
      }),
      Descriptions: { itemPaddingBottom: 10 },
    },
  };
}

tell();
