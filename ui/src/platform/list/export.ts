import { callRaw } from "../api/client";
import { newId } from "../api/uuid";

export type ExportFormat = "xlsx" | "csv";

/** A list as a file; the server seals who took what. Throws Problem. */
export async function exportList(
  kind: string,
  filters: Readonly<Record<string, string>>,
  columns: readonly string[],
  format: ExportFormat,
): Promise<void> {
  const body = { kind, filters, columns, format, id: newId() };
  const response = await callRaw("/api/exports", { method: "POST", body });
  save(await response.blob(), `${kind}.${format}`);
}

/** Hand a file to the browser's downloads. */
export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
