"""A CSV file of readings that a person brings, at a screen or by the command line.

The file is taken whole or not at all: every line that is wrong is named with its reason.
"""

import csv
import uuid
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from lotproof.kernel import clock
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Submission
from lotproof.kernel.text import Text, t
from lotproof.modules.monitoring.vocabulary_readings import Quality

KIND: Final = "monitoring.record_readings/1"
COLUMNS: Final = ("tag", "at", "value", "quality")
_IMPORTED: Final = uuid.UUID("0d3f5f53-7b0e-5c57-8f4e-2f3b6d0f6a52")
"""Name space of the command ids: the same lines again are the same command."""
_NAMED_MAX: Final = 100

Reading = dict[str, str]

_HEADER: Final = t("the first line must be {columns}", "首行须为该标题：{columns}")
_EMPTY: Final = t("there is no reading in it", "文件中没有读数")
_CELLS: Final = t("{found} cells, {expected} expected", "列数不符：{found} 列，应为 {expected} 列")
_BLANK: Final = t("{name} is empty", "{name} 为空")
_TIME: Final = t(
    "{given!r} is no time with its zone, such as 2026-03-02T08:00:00+08:00",
    "{given!r} 不是带时区的时间，例如 2026-03-02T08:00:00+08:00",
)
_QUALITY: Final = t("quality is one of {words}", "质量须为 {words} 之一")
_BROKEN: Final = t("{error}: no CSV", "不是 CSV：{error}")
_MORE: Final = t("and {count} further lines", "以及另外 {count} 行")


class BadLine(NamedTuple):
    """A line by its number, from 1, and what is wrong with it; 0 for the file as a whole."""

    line: int
    why: Text

    def said(self) -> str:
        """In one text: the reason in both languages."""
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.why.en}; {self.why.zh}"


class BadReadings(ValueError):
    """A file that is not taken: `lines` names what is wrong in it, at most 100 lines."""

    def __init__(self, lines: Sequence[BadLine]) -> None:
        more = len(lines) - _NAMED_MAX
        shown = [*lines[:_NAMED_MAX], *([BadLine(0, _MORE.fill(count=more))] if more > 0 else [])]
        super().__init__("\n".join(each.said() for each in shown))
        self.lines = tuple(shown)


def readings_of(lines: Iterable[str]) -> list[Reading]:
    """The readings of a CSV file, as monitoring.record_readings/1 takes them.

    BadReadings, with every line that is wrong, for another header, a missing cell, a time that is
    not ISO 8601 with its zone, a word for quality that is not known, and a file without readings.
    """
    rows = csv.reader(lines, strict=True)
    found: list[Reading] = []
    bad: list[BadLine] = []
    try:
        header = next(rows, [])
        if tuple(header) not in (COLUMNS, COLUMNS[:3]):
            raise BadReadings([BadLine(0, _HEADER.fill(columns=",".join(COLUMNS)))])
        for row in rows:
            why = _wrong_with(header, row)
            if why is not None:
                bad.append(BadLine(rows.line_num, why))
            elif row:
                found.append(_reading(header, row))
    except csv.Error as error:
        bad.append(BadLine(rows.line_num, _BROKEN.fill(error=error)))
    if bad:
        raise BadReadings(bad)
    if not found:
        raise BadReadings([BadLine(0, _EMPTY)])
    return found


def submission(source: str, readings: Sequence[Reading], actor: str, start: int = 0) -> Submission:
    """One batch of a file, that begins with its reading `start`, in the name of who brings it."""
    body = {"sent_from": source, "readings": list(readings)}
    name = f"{actor}\n{start}\n{msgspec.json.encode(body).decode()}"
    return Submission(
        kind=KIND,
        body=body,
        actor=actor,
        source=Source.IMPORT,
        id=str(uuid.uuid5(_IMPORTED, name)),
    )


def _reading(header: Sequence[str], row: Sequence[str]) -> Reading:
    return dict(zip(header, (cell.strip() for cell in row), strict=True))


def _wrong_with(header: Sequence[str], row: Sequence[str]) -> Text | None:
    """Why a row gives no reading; an empty row is none and is not wrong."""
    if not row:
        return None
    if len(row) != len(header):
        return _CELLS.fill(found=len(row), expected=len(header))
    reading = _reading(header, row)
    for name, cell in reading.items():
        if not cell:
            return _BLANK.fill(name=name)
    try:
        clock.parse(reading["at"])
    except ValueError:
        return _TIME.fill(given=reading["at"])
    words = [each.value for each in Quality]
    if reading.get("quality", words[0]) not in words:
        return _QUALITY.fill(words=", ".join(words))
    return None
