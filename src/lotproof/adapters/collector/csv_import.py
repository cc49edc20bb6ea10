"""Files of loggers: columns mapped, times in a zone, bad lines named and kept."""

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lotproof.adapters.collector.config import Csv
from lotproof.adapters.collector.readings import Aside, Came, joined, take
from lotproof.adapters.collector.store import Store
from lotproof.adapters.collector.trouble import Trouble, unreadable
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary_readings import Quality

_WINDOW = 500


class Imported(NamedTuple):
    """What was taken from one file: lines, readings, empty cells, and lines that are bad."""

    file: str
    lines: int
    readings: int
    empty: int
    bad: tuple[str, ...]


class _BadLine(Exception):
    """A line that gives no reading; the text says why."""


class _Known(NamedTuple):
    """How far a file was read: bytes, their digest, and lines."""

    size: int
    digest: str
    lines: int


def import_files(config: Csv, folder: Path, store: Store, *, whole: bool) -> list[Imported]:
    """Keep what is new in the files of a source; a file again, or grown, gives nothing twice.

    Without `whole` a last line without an end is left until it has one. Trouble for a file that
    cannot be read or lacks a column.
    """
    paths = sorted(folder.glob(config.files))
    if not paths and whole:
        raise Trouble(
            t("There is no file {files} in {folder}.", "{folder} 中没有文件 {files}。").fill(
                files=config.files, folder=folder
            )
        )
    found = (
        import_file(config, path, path.relative_to(folder).as_posix(), store, whole=whole)
        for path in paths
    )
    return [each for each in found if each.lines]


def import_file(config: Csv, path: Path, name: str, store: Store, *, whole: bool) -> Imported:
    """Keep what is new in one file, known by its name, some hundred lines a transaction."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    content = content if whole else content[: content.rfind(b"\n") + 1]
    found = _header(config, path, content)
    total = Imported(name, 0, 0, 0, ())
    if found is None:
        return total
    header, known = found
    known = _known(store.state(config.source, f"file {name}"), content) or known
    digest = hashlib.sha256(content[: known.size])
    lines = _lines(content, known.size)
    while window := list(islice(lines, _WINDOW)):
        came, said = _window(config, name, header, window, known.lines)
        digest.update(b"".join(window))
        known = _Known(
            known.size + sum(map(len, window)), digest.hexdigest(), known.lines + len(window)
        )
        state = f"file {name}", json.dumps(known)
        store.keep(config.source, came, states=[state])
        total = _added(total, said)
    return total


def _window(
    config: Csv, name: str, header: Sequence[str], lines: Sequence[bytes], before: int
) -> tuple[list[Came], Imported]:
    """What some lines give; `before` them stand so many others."""
    came: list[Came] = []
    empty, bad = 0, []
    for number, raw in enumerate(lines, before + 1):
        place = f"{name}: line {number}"
        try:
            line = raw.decode(config.encoding).strip("\r\n")
            one, without = _came(config, header, line)
            one = one._replace(
                aside=tuple(Aside(f"{place}: {each.why}", line) for each in one.aside)
            )
            empty += without
        except (_BadLine, csv.Error, UnicodeDecodeError) as error:
            one = Came(aside=(Aside(f"{place}: {error}", raw.decode("latin-1")),))
        came.append(one)
        bad += [each.why for each in one.aside]
    readings = sum(len(each.readings) for each in came)
    return came, Imported(name, len(lines), readings, empty, tuple(bad))


def _added(first: Imported, then: Imported) -> Imported:
    return Imported(
        first.file,
        first.lines + then.lines,
        first.readings + then.readings,
        first.empty + then.empty,
        first.bad + then.bad,
    )


def _came(config: Csv, header: Sequence[str], line: str) -> tuple[Came, int]:
    """What one line gives, and how many of its cells are empty."""
    cells = next(csv.reader([line], delimiter=config.delimiter), [])
    if not cells:
        return Came(), 0
    if len(cells) != len(header):
        raise _BadLine(f"{len(cells)} columns, {len(header)} expected; 列数不符")
    row = dict(zip(header, cells, strict=True))
    at = _at(config, " ".join(row[name].strip() for name in config.at))
    given = [(column, row[column.column].strip()) for column in config.columns]
    came = [
        take(column.wanted(), _number(config, text), at, Quality.GOOD, line)
        for column, text in given
        if text
    ]
    return joined(came), sum(not text for _, text in given)


def _number(config: Csv, text: str) -> str:
    return text.replace(",", ".") if config.decimal == "," else text


def _at(config: Csv, text: str) -> Instant:
    """The instant of a time in the zone of the file, if there is exactly one."""
    try:
        read = (
            datetime.fromisoformat(text)
            if config.at_form == "iso"
            else datetime.strptime(text, config.at_form)  # noqa: DTZ007 - the zone comes below
        )
    except ValueError:
        raise _BadLine(f"{text!r} is no time of the form {config.at_form}; 时间格式不符") from None
    if read.tzinfo is not None:
        return clock.instant(read)
    zone = ZoneInfo(config.zone)
    first, second = (clock.instant(read.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    if clock.moment(first, config.zone).replace(tzinfo=None) != read:
        raise _BadLine(f"{text} does not exist in {config.zone}: clocks went on; 该时刻不存在")
    if first != second:
        raise _BadLine(f"{text} was twice in {config.zone}: clocks went back; 该时刻出现两次")
    return first


# --- files --------------------------------------------------------------------------------------


def _lines(content: bytes, start: int) -> Iterator[bytes]:
    """The lines from a place on, each with its end."""
    while start < len(content):
        end = content.find(b"\n", start) + 1 or len(content)
        yield content[start:end]
        start = end


def _header(config: Csv, path: Path, content: bytes) -> tuple[list[str], _Known] | None:
    """The names of the columns, and how far they reach; None while their line is not whole."""
    lines = list(islice(_lines(content, 0), config.skip_lines + 1))
    if len(lines) <= config.skip_lines or not lines[-1].endswith(b"\n"):
        return None
    try:
        text = lines[-1].decode("utf-8-sig" if config.encoding == "utf-8" else config.encoding)
    except UnicodeDecodeError as error:
        raise unreadable(path, error) from error
    header = [each.strip() for each in next(csv.reader([text], delimiter=config.delimiter))]
    for name in (*config.at, *(column.column for column in config.columns)):
        if header.count(name) != 1:
            raise Trouble(
                t(
                    "{path}: line {line}: there is not exactly one column {name}. Its columns: "
                    "{header}. Correct `at`, `columns`, `delimiter` or `skip_lines`.",
                    "{path}：第 {line} 行：列 {name} 不唯一或不存在。已有的列：{header}。"
                    "请更正 at、columns、delimiter 或 skip_lines。",
                ).fill(path=path, line=len(lines), name=name, header=", ".join(header))
            )
    size = sum(map(len, lines))
    return header, _Known(size, _digest(content[:size]), len(lines))


def _known(state: str | None, content: bytes) -> _Known | None:
    """How far this very file was read before; a file that begins differently is another one."""
    if state is None:
        return None
    known = _Known(*json.loads(state))
    is_same = len(content) >= known.size and _digest(content[: known.size]) == known.digest
    if is_same and content[known.size - 1 : known.size] != b"\n":
        # It had no end then; if it has one now, that is no line of its own.
        ended = content[known.size : known.size + 1] == b"\n"
        known = known._replace(size=known.size + ended)
    return known if is_same else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
