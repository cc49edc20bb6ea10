"""Prepared statements over libpq: each text is parsed once a connection, many travel together.

psycopg's cursors plan, adapt and look up types anew for every statement; here the types are
always the same few (whole numbers, texts, bytes, yes and no), and that work cost more than the
server's own. psycopg still connects, waits, reads rows and names errors.
"""

import re
import struct
from collections.abc import Generator, Sequence
from functools import cache
from typing import Any

import psycopg
from psycopg import errors, waiting
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, ExecStatus, Format
from psycopg.waiting import Ready, Wait

from lotproof.kernel.database import Row

Call = tuple[str, Sequence[Any]]
"""SQL text with %s places, and a value for each."""

_PLACE = re.compile("%[%s]")
_ENCODING = "utf-8"
_LOOK_S = 0.1
"""While waiting for the server, how often to look for signals; by default psycopg never rests."""
_ARRAY = struct.Struct(">iiIii")
"""Dimensions, whether there are nulls, type of the items, how many, number of the first."""
_BYTEA = 17
_NULL = b"\xff\xff\xff\xff"
_QUIET = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)


class Prepared:
    """The statements of one connection. Raises what psycopg raises."""

    def __init__(self, raw: "psycopg.Connection[Any]") -> None:
        self._pgconn = raw.pgconn
        self._names: dict[str, bytes] = {}
        self._rows = Transformer(raw)

    def run(self, sql: str, values: Sequence[Any]) -> list[Row]:
        """One statement, one round trip; its rows."""
        name = self._names.get(sql) or self._prepare(sql)
        given, formats = _encoded(values)
        result = self._pgconn.exec_prepared(name, given, formats, Format.BINARY)
        if result.status not in _QUIET:
            raise self._error(result)
        return self._read(result)

    def run_all(self, calls: Sequence[Call]) -> list[Row]:
        """Several statements in one round trip; the rows of the last. The first error is raised."""
        new = next((n for n, (sql, _) in enumerate(calls) if n and sql not in self._names), 0)
        if new:
            # A text that cannot be parsed fails where it stands, after those before it.
            self.run_all(calls[:new])
            return self.run_all(calls[new:])
        if len(calls) == 1:
            return self.run(*calls[0])
        named = [(self._names.get(sql) or self._prepare(sql), values) for sql, values in calls]
        self._pgconn.enter_pipeline_mode()
        try:
            for name, values in named:
                given, formats = _encoded(values)
                self._pgconn.send_query_prepared(name, given, formats, Format.BINARY)
            self._pgconn.pipeline_sync()
            results = waiting.wait(self._answers(), self._pgconn.socket, _LOOK_S)
        finally:
            if self._pgconn.status == ConnStatus.OK:
                self._pgconn.exit_pipeline_mode()
        for result in results:
            if result.status not in _QUIET:
                raise self._error(result)
        return self._read(results[-1])

    def _answers(self) -> Generator[Wait, int, list[Any]]:
        """Every result up to the sync, reading while the rest is still being sent."""
        results: list[Any] = []
        while self._pgconn.flush():
            if (yield Wait.RW) & Ready.R:
                self._pgconn.consume_input()
        while True:
            while self._pgconn.is_busy():
                yield Wait.R
                self._pgconn.consume_input()
            result = self._pgconn.get_result()
            if result is None:
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                return results
            results.append(result)

    def _prepare(self, sql: str) -> bytes:
        name = b"s%d" % len(self._names)
        result = self._pgconn.prepare(name, _numbered(sql))
        if result.status != ExecStatus.COMMAND_OK:
            raise self._error(result)
        self._names[sql] = name
        return name

    def _read(self, result: Any) -> list[Row]:
        if not result.ntuples:
            return []
        self._rows.set_pgresult(result)
        return self._rows.load_rows(0, result.ntuples, tuple)

    def _error(self, result: Any) -> psycopg.Error:
        if self._pgconn.status != ConnStatus.OK:
            return psycopg.OperationalError(result.get_error_message(_ENCODING))
        return errors.error_from_result(result, encoding=_ENCODING)


@cache
def _numbered(sql: str) -> bytes:
    """`%s` places as $1, $2…; `%%` is one percent sign."""
    count = 0

    def place(found: re.Match[str]) -> str:
        nonlocal count
        if found[0] == "%%":
            return "%"
        count += 1
        return f"${count}"

    return _PLACE.sub(place, sql).encode()


def _encoded(values: Sequence[Any]) -> tuple[list[Any], list[Format]]:
    """Values as libpq takes them: bytes, alone and in lists, as they are, all else as text."""
    formats = [Format.BINARY if _is_binary(value) else Format.TEXT for value in values]
    return [None if value is None else _bytes(value) for value in values], formats


def _is_binary(value: Any) -> bool:
    if type(value) is list:
        return type(next((item for item in value if item is not None), None)) is bytes
    return type(value) is bytes


def _bytes(value: Any) -> bytes:
    kind = type(value)
    if kind is int:
        return b"%d" % value
    if kind is str:
        return value.encode()  # type: ignore[no-any-return] # exactly a str
    if kind is bytes:
        return value  # type: ignore[no-any-return] # exactly bytes
    if kind is bool:
        return b"t" if value else b"f"
    if kind is list:
        if _is_binary(value):
            return _array(value)
        return b"{" + b",".join(map(_item, value)) + b"}"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, str):
        return str.encode(value)
    raise TypeError(f"{kind.__name__} has no place in a statement")


def _array(values: list[bytes | None]) -> bytes:
    """A bytea[] as the server sends and receives it: array_recv of its arrayfuncs.c."""
    pieces = [_ARRAY.pack(1, int(None in values), _BYTEA, len(values), 1)]
    for value in values:
        pieces += (_NULL,) if value is None else (len(value).to_bytes(4, "big"), value)
    return b"".join(pieces)


def _item(value: Any) -> bytes:
    """One item of an array literal (PostgreSQL manual, 8.15.6)."""
    if value is None:
        return b"NULL"
    if isinstance(value, str):
        return b'"' + str.encode(value).replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    return _bytes(value)
