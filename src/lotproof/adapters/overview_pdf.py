"""A printed overview as PDF: A4 pages, numbered, with the receipt and the ledger's head."""

import json
from collections.abc import Mapping
from typing import Final, NamedTuple

from lotproof.adapters.typesetting import pdf
from lotproof.kernel.clock import Instant

_SOURCE: Final = r"""
#let it = json("paper.json")
#let foot = json("receipt.json")
#set document(title: it.title + " " + it.name, author: it.site)
#set text(font: "Noto Sans SC", size: 7.5pt, lang: it.language)
#set page(
  paper: "a4",
  margin: (x: 14mm, top: 16mm, bottom: 27mm),
  header: [
    #set text(size: 7pt, fill: luma(90))
    #grid(columns: (1fr, auto), it.site, it.title + " · " + it.name)
    #v(-4pt) #line(length: 100%, stroke: 0.4pt + luma(160))
  ],
  footer: [
    #set text(size: 6pt, fill: luma(60))
    #line(length: 100%, stroke: 0.4pt + luma(160)) #v(-4pt)
    #grid(
      columns: (1fr, auto),
      column-gutter: 6mm,
      foot.lines.map(each => each).join(linebreak()),
      context [#foot.page.at(0)#counter(page).display()#foot.page.at(1)#(
          counter(page).final().first())#foot.page.at(2)],
    )
  ],
)
#set par(leading: 0.5em)
#show heading: set text(size: 9.5pt)
#show heading: set block(above: 1.1em, below: 0.6em)

#grid(
  columns: (1fr, auto),
  [
    #text(size: 17pt, weight: "bold", it.name) \
    #text(size: 9pt, it.item)
  ],
  align(right, stack(spacing: 4pt, ..it.marks.map(each =>
    box(stroke: 0.6pt, inset: 3pt, radius: 2pt, text(weight: "bold", each))))),
)

#for section in it.sections {
  heading(level: 2, section.title)
  if section.type == "pairs" {
    grid(
      columns: (32mm, 1fr, 32mm, 1fr),
      row-gutter: 4pt,
      ..section.pairs.map(pair => (text(fill: luma(90), pair.at(0)), pair.at(1))).flatten(),
    )
  } else if section.rows.len() == 0 {
    text(fill: luma(110), it.empty)
  } else {
    table(
      columns: section.shares.map(share => share * 1fr),
      stroke: (x, y) => (bottom: 0.3pt + luma(190)),
      inset: (x: 2pt, y: 2.5pt),
      table.header(..section.head.map(each => text(weight: "bold", fill: luma(70), each))),
      ..section.rows.flatten(),
    )
  }
}
"""

_ATTACHED: Final = r"""
#let attach = pdf.attach.with(relationship: "supplement", mime-type: "text/plain")
#show regex("[\w+/=-]{20,}"): long => {
  long.text.clusters().chunks(4).map(each => each.join()).join(h(0pt))
}
"""
"""Keys and digests break anywhere; a character put between would be copied with them."""


class Receipt(NamedTuple):
    """What stands at the foot of every page, in the language of the paper."""

    page: tuple[str, str, str]
    """What stands before, between and after the number of the page and that of the last."""
    lines: list[str]


def overview_pdf(
    paper: bytes, receipt: Receipt, at: Instant, attached: Mapping[str, str] | None = None
) -> bytes:
    """The paper, as `Paper.as_json` gives it, as PDF/A-2b; NotInFont.

    With text files attached, by their names, it is PDF/A-3b.
    """
    files = {"paper.json": paper.decode(), "receipt.json": json.dumps(receipt._asdict())}
    if not attached:
        return pdf(_SOURCE, files, at)
    attach = [f"#attach({name}, description: {name})\n" for name in map(json.dumps, attached)]
    return pdf("".join([_ATTACHED, *attach, _SOURCE]), {**files, **attached}, at, "a-3b")
