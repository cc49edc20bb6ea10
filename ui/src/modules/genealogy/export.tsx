import { DownloadOutlined } from "@ant-design/icons";
import { useTexts } from "@platform/i18n/texts";
import { useSealedFile } from "@platform/list/sealed-file";
import { useRegistry } from "@platform/registry/registry";
import { usePermission } from "@platform/session/store";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Selection } from "./scope";
import { genealogy } from "./texts";
import type { Graph } from "./types";
import type { View } from "./use-graph";

const EXPORT = "traceability.export_scope/1";

/** What is taken of the scope as a file; the server seals who took it. */
export function Export(props: { graph: Graph; view: View; selection: Selection }): ReactNode {
  const t = useTexts(genealogy);
  const { take, taking } = useSealedFile();
  const mayExport = usePermission(useRegistry().command(EXPORT)?.permission);
  const { graph, view, selection } = props;
  const file = {
    path: `/api/graph/${graph.subject}/export`,
    body: {
      direction: view.direction,
      ...(view.depth === null ? {} : { depth: view.depth }),
      left_out: [...selection.left],
      with_possible: selection.isPossibleTaken,
    },
    name: `scope-${graph.subject}.csv`,
  };
  if (graph.totals.units === 0 || !mayExport) return null;
  return (
    <Button
      size="small"
      icon={<DownloadOutlined />}
      loading={taking !== null}
      onClick={() => void take(file)}
    >
      {t("export")}
    </Button>
  );
}
