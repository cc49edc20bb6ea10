import { expect, it } from "vitest";
import { blobOf, canPrintHere, nameOf, type PrintFile, printPage } from "./files";

const file = (more: Partial<PrintFile>): PrintFile => ({
  name: "labels-lrn_7.svg",
  media_type: "image/svg+xml",
  width: "80",
  height: "50",
  unit: "mm",
  ...more,
});
const drawn = file({
  labels: [
    { svg: "<svg>a</svg>", copies: 2 },
    { svg: "<svg>b</svg>", copies: 1 },
  ],
});

it("the browser prints a page a label in real size", () => {
  const page = printPage(drawn);
  expect(page.match(/<svg>/g)).toHaveLength(3);
  expect(page).toContain("@page{size:80mm 50mm;margin:0}");
  expect(page.indexOf("b</svg>")).toBeGreaterThan(page.lastIndexOf("a</svg>"));
});

it("PDF and ZPL are kept as they came", async () => {
  const pdf = file({ name: "l.pdf", media_type: "application/pdf", base64: btoa("%PDF") });
  expect(await blobOf(pdf).text()).toBe("%PDF");
  const zpl = file({ name: "l.zpl", media_type: "application/zpl", text: "^XA批^XZ" });
  expect(await blobOf(zpl).text()).toBe("^XA批^XZ");
  expect([canPrintHere(drawn), canPrintHere(pdf), canPrintHere(zpl)]).toEqual([true, true, false]);
  expect([nameOf(drawn), nameOf(zpl)]).toEqual(["labels-lrn_7.html", "l.zpl"]);
});
