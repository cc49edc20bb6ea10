"""Sheets as files: CSV and Excel, row by row, so that memory does not grow with the list.

A text is never taken for a formula: Excel files mark texts as such; in CSV, a text that a
spreadsheet would calculate is given an apostrophe before it (CWE-1236).
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped] # has no annotations

Cell = str | int | Decimal | date | datetime | None

EXCEL_ROWS_MAX = 1_048_575
"""Besides the headings."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_EXACT_DIGITS = 15
"""An Excel number has no more digits; a longer one stays text."""
_FORMATS = {
    "whole": "#,##0",
    "decimal": "#,##0.0#####",
    "instant": "yyyy-mm-dd hh:mm:ss",
    "day": "yyyy-mm-dd",
}
_WIDTH_MIN, _WIDTH_MAX = 10, 40
_TEXT_MAX = 32_767


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """UTF-8 with the mark that Excel needs to see it; the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_guarded(each) for each in headings])
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last is the answer
            writer.writerow([_plain(cell) for cell in row])
    return count


def _plain(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case str():
            return _guarded(cell)
        case Decimal():
            return _decimal(cell)
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date():
            return cell.isoformat()
        case int():
            return cell


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _decimal(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_xlsx(
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    source: tuple[str, Sequence[tuple[str, str]]],
) -> int:
    """One sheet with the rows and one, `source`, that says where they come from; how many."""
    options = {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_formulas": False,
               "strings_to_urls": False, "strings_to_numbers": False}  # fmt: skip
    book = xlsxwriter.Workbook(str(path), options)
    bold = book.add_format({"bold": True})
    formats = {name: book.add_format({"num_format": said}) for name, said in _FORMATS.items()}
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        width = min(max(len(heading.encode("gb18030")) + 2, _WIDTH_MIN), _WIDTH_MAX)
        sheet.set_column(column, column, width)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    count = 0
    for count, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, count, column, cell, formats)
    sheet.autofilter(0, 0, count, max(len(headings) - 1, 0))
    about = book.add_worksheet(_sheet_name(source[0]))
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 80)
    for row_number, (name, said) in enumerate(source[1]):
        about.write_string(row_number, 0, name, bold)
        about.write_string(row_number, 1, said)
    book.close()
    return count


def _sheet_name(title: str) -> str:
    """31 characters at most, and none of those that Excel refuses."""
    return "".join(" " if ch in "[]:*?/\\" else ch for ch in title)[:31].strip("' ") or "1"


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case str():
            is_long = len(cell) > _TEXT_MAX
            sheet.write_string(row, column, f"{cell[: _TEXT_MAX - 1]}…" if is_long else cell)
        case Decimal():
            if len(cell.normalize().as_tuple().digits) > _EXACT_DIGITS:
                sheet.write_string(row, column, _decimal(cell))
            else:
                is_whole = cell == cell.to_integral_value()
                style = formats["whole" if is_whole else "decimal"]
                sheet.write_number(row, column, float(cell), style)
        case datetime():
            sheet.write_datetime(row, column, cell, formats["instant"])
        case date():
            sheet.write_datetime(row, column, cell, formats["day"])
        case int():
            if abs(cell) < 10**_EXACT_DIGITS:
                sheet.write_number(row, column, cell)
            else:
                sheet.write_string(row, column, str(cell))
