import { DownloadOutlined } from "@ant-design/icons";
import { callRaw } from "@platform/api/client";
import { asProblem } from "@platform/api/problem";
import { newId } from "@platform/api/uuid";
import { useSay } from "@platform/i18n/language";
import { useTexts } from "@platform/i18n/texts";
import { save } from "@platform/list/export";
import { useRegistry } from "@platform/registry/registry";
import { usePermission } from "@platform/session/store";
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";
import type { ReactNode } from "react";
import type { Selection } from "./scope";
import { genealogy } from "./texts";
import type { Graph } from "./types";
import type { View } from "./use-graph";

const EXPORT = "traceability.export_scope/1";

/** What is taken of the scope as a file; the server seals who took it. */
export function Export(props: { graph: Graph; view: View; selection: Selection }): ReactNode {
  const t = useTexts(genealogy);
  const say = useSay();
  const { message } = App.useApp();
  const mayExport = usePermission(useRegistry().command(EXPORT)?.permission);
  const { graph, view, selection } = props;
  const writing = useMutation({
    mutationFn: async () => {
      const body = {
        direction: view.direction,
        ...(view.depth === null ? {} : { depth: view.depth }),
        left_out: [...selection.left],
        with_possible: selection.isPossibleTaken,
        id: newId(),
      };
      const path = `/api/graph/${graph.subject}/export`;
      const response = await callRaw(path, { method: "POST", body });
      save(await response.blob(), `scope-${graph.subject}.csv`);
    },
    onError: (error) => void message.error(say(asProblem(error).text)),
  });
  if (graph.totals.units === 0 || !mayExport) return null;
  return (
    <Button
      size="small"
      icon={<DownloadOutlined />}
      loading={writing.isPending}
      onClick={() => writing.mutate()}
    >
      {t("export")}
    </Button>
  );
}
