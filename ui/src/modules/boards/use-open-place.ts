import { call } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { useRegistry } from "@platform/registry/registry";
import { signal } from "@platform/scanning/signal";
import { listPath, recordPath } from "@platform/screens/paths";
import { App } from "antd";
import { useNavigate } from "react-router-dom";
import { placeOf } from "./places";
import { boards } from "./texts";
import type { MapArea } from "./types";

/** A location by its code leads to its stock; any other code to what the server says it names. */
export function useOpenPlace(areas: readonly MapArea[]): (text: string) => Promise<void> {
  const t = useTexts(boards);
  const say = useSay();
  const registry = useRegistry();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const pathOf = async (text: string): Promise<string | null> => {
    const place = placeOf(areas, text);
    if (place !== undefined) return listPath("warehouse.stock", place.filters);
    const { subject } = await call<{ subject: string }>("/api/scan", { query: { text } });
    const kind = registry.kindOfId(subject);
    return kind === undefined ? null : recordPath(kind.name, subject);
  };
  return async (text) => {
    try {
      const path = await pathOf(text);
      signal(path === null ? "bad" : "good");
      if (path === null) message.warning(t("map_unknown", { text }));
      else void navigate(path);
    } catch (error) {
      const problem = asProblem(error);
      signal("bad");
      message.warning(problem.isConnectionLost ? say(problem.text) : t("map_unknown", { text }));
    }
  };
}
