/** What a print answers with, by its format. */
export interface PrintFile {
  name: string;
  media_type: string;
  width: string;
  height: string;
  unit: string;
  labels?: { svg: string; copies: number }[];
  base64?: string;
  text?: string;
}

/** The file as it is kept on the disk. */
export function blobOf(file: PrintFile): Blob {
  if (file.base64 !== undefined) {
    const bytes = Uint8Array.from(atob(file.base64), (char) => char.charCodeAt(0));
    return new Blob([bytes], { type: file.media_type });
  }
  if (file.text !== undefined) return new Blob([file.text], { type: file.media_type });
  return new Blob([printPage(file)], { type: "text/html" });
}

/** Drawings have no file of their own: a page that prints them is kept. */
export function nameOf(file: PrintFile): string {
  return file.labels === undefined ? file.name : file.name.replace(/\.svg$/, ".html");
}

/** A page a label in real size, each as often as it has copies. */
export function printPage(file: PrintFile): string {
  const size = `${file.width}${file.unit} ${file.height}${file.unit}`;
  const pages = (file.labels ?? []).flatMap(({ svg, copies }) =>
    Array<string>(copies).fill(`<div>${svg}</div>`),
  );
  const style = `@page{size:${size};margin:0}body{margin:0}div{width:${file.width}${file.unit};height:${file.height}${file.unit};overflow:hidden;break-after:page}div:last-child{break-after:auto}svg{display:block;width:100%;height:100%}`;
  return `<!doctype html><meta charset="utf-8"><title>${file.name}</title><style>${style}</style>${pages.join("")}`;
}

/** What the browser can print by itself; ZPL is for the printer. */
export function canPrintHere(file: PrintFile): boolean {
  return file.labels !== undefined || file.base64 !== undefined;
}

export function download(file: PrintFile): void {
  const address = URL.createObjectURL(blobOf(file));
  const link = document.createElement("a");
  link.href = address;
  link.download = nameOf(file);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The browser's print dialog over the file, in a frame that the next one replaces. */
export function printHere(file: PrintFile): void {
  document.getElementById("label-to-print")?.remove();
  const frame = document.createElement("iframe");
  frame.id = "label-to-print";
  frame.title = file.name;
  // A hidden frame prints nothing in some browsers.
  frame.style.cssText = "position:fixed;inset:auto 0 0 auto;width:0;height:0;border:0";
  frame.onload = () => frame.contentWindow?.print();
  if (file.labels !== undefined) frame.srcdoc = printPage(file);
  else frame.src = URL.createObjectURL(blobOf(file));
  document.body.append(frame);
}
