"""Pages of a PDF with a stamp over them: what they are, and whether they may be worked by.

The pages stay as they are; the same file and stamp give the same bytes.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pylopdf_fonts_zh_cn
import typst

from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused

PAGES_MAX: Final = 2_000
_DOTS_AN_INCH: Final = 110.0
_FONTS: Final = [pylopdf_fonts_zh_cn.sans_path().parent]
_SOURCE: Final = rb"""
#let it = json(bytes(sys.inputs.stamp))
#let ink = if it.warns { rgb(190, 20, 20, 100) } else { rgb(20, 90, 160, 70) }
#set text(font: "Noto Sans SC")
#set page(width: auto, height: auto, margin: 0mm, foreground: layout(size => {
  let short = calc.min(size.width, size.height)
  box(width: size.width, height: size.height, {
    if it.mark != "" {
      place(center + horizon, rotate(-35deg,
        text(size: short / 13, weight: "bold", fill: ink, it.mark)))
    }
    place(bottom + center, dy: -short / 90, block(fill: rgb(255, 255, 255, 230), inset: 2pt,
      text(size: short / 85, fill: rgb(60, 60, 60), it.line)))
  })
}))
#for n in range(it.first, it.last + 1) {
  if n > it.first { pagebreak() }
  image(it.file, format: "pdf", page: n)
}
"""


class NotStampable(
    Refused,
    code="pdf_not_stampable",
    en="{name} cannot be shown with its state on it: {why}. Store it as a plain PDF.",
    zh="{name} 无法加盖状态标识：{why}。请存为普通 PDF。",
    http_status=422,
):
    """Encrypted, damaged, or no PDF."""


class Stamp(NamedTuple):
    """What stands on every page: across it (or nothing), and in the line at its foot."""

    mark: str
    line: str
    warns: bool


@lru_cache(maxsize=256)
def page_count(path: Path) -> int:
    """How many pages a stored PDF has; files are never changed. NotStampable."""
    low, high = 1, 2
    _require_page(path, 1)
    while high <= PAGES_MAX and _has_page(path, high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _has_page(path, middle) else (low, middle)
    return low


def stamped_pdf(path: Path, stamp: Stamp, at: Instant) -> bytes:
    """All pages with the stamp, dated at a moment; NotStampable."""
    asked = stamp._asdict() | {"first": 1, "last": page_count(path)}
    timestamp = datetime.fromtimestamp(at // 1_000_000, tz=UTC)
    return _compiled(path, asked, format="pdf", timestamp=timestamp)


def stamped_page(path: Path, page: int, stamp: Stamp) -> bytes:
    """One page with the stamp as PNG; NotStampable."""
    asked = stamp._asdict() | {"first": page, "last": page}
    return _compiled(path, asked, format="png", ppi=_DOTS_AN_INCH)


def _has_page(path: Path, page: int) -> bool:
    try:
        _require_page(path, page)
    except NotStampable:
        return False
    return True


def _require_page(path: Path, page: int) -> None:
    asked = Stamp("", "", warns=False)._asdict() | {"first": page, "last": page}
    _compiled(path, asked, format="pdf")


def _compiled(path: Path, asked: Mapping[str, Any], **how: Any) -> bytes:
    given = dict(asked) | {"file": path.name}
    try:
        made: Any = typst.compile(
            _SOURCE,
            root=str(path.parent),
            font_paths=_FONTS,
            ignore_system_fonts=True,
            sys_inputs={"stamp": json.dumps(given)},
            **how,
        )
        return bytes(made)
    except typst.TypstError as error:
        why = str(error).replace(path.name, "").strip()[:120]
        raise NotStampable(name=path.name[:12], why=why) from None
