"""Import from CSV: the template of a command, and rows of a file as its inputs."""

import csv
import io
from collections.abc import Iterator
from typing import Any, NamedTuple, TextIO

from lotproof.kernel.meaning import Field
from lotproof.kernel.registry import CommandSpec

_NESTED = ("shape", "map")
ROW_BYTES_MAX = 100_000


class NotTabular(ValueError):
    """The command has nested inputs that a table cannot hold."""


class BadHeader(ValueError):
    """The file's first line is not the template's."""


class InputRow(NamedTuple):
    """One line of the file, numbered as a person counts: the header is line 1."""

    line: int
    body: dict[str, Any]


def columns(spec: CommandSpec) -> tuple[Field, ...]:
    """The fields that are the columns of a command's table."""
    for field in spec.fields:
        inner = field.item if field.kind == "list" else field
        if inner is not None and inner.kind in _NESTED:
            raise NotTabular(f"{spec.kind} has the nested field {field.name}")
    return spec.fields


def template(spec: CommandSpec) -> str:
    """A CSV file with the header alone."""
    out = io.StringIO()
    csv.writer(out).writerow(field.name for field in columns(spec))
    return out.getvalue()


def rows(spec: CommandSpec, file: TextIO) -> Iterator[InputRow]:
    """Each line as the input of a command; empty cells are absent fields. BadHeader at once."""
    fields = {field.name: field for field in columns(spec)}
    reader = csv.reader(file)
    header = [name.strip().lstrip("\ufeff") for name in next(reader, [])]
    unknown = [name for name in header if name not in fields]
    missing = [f.name for f in fields.values() if f.required and f.name not in header]
    if unknown or missing:
        raise BadHeader(
            f"unknown columns: {unknown}; missing columns: {missing}; the template is "
            + template(spec).strip()
        )
    for cells in reader:
        if cells:
            yield InputRow(
                reader.line_num,
                {
                    name: _cell(fields[name], cell.strip())
                    for name, cell in zip(header, cells, strict=False)
                    if cell.strip()
                },
            )


def _cell(field: Field, cell: str) -> Any:
    """A cell as the JSON value that its field expects; what does not fit is left to be refused."""
    if field.kind == "list" and field.item is not None:
        return [_cell(field.item, part.strip()) for part in cell.split(";") if part.strip()]
    if field.kind == "yesno":
        return {
            "true": True,
            "yes": True,
            "1": True,
            "是": True,
            "false": False,
            "no": False,
            "0": False,
            "否": False,
        }.get(cell.lower(), cell)
    if field.kind == "integer" and cell.lstrip("-").isascii() and cell.lstrip("-").isdecimal():
        return int(cell)
    return cell
