"""POST /api/exports: a list as a CSV or Excel file. That it leaves is sealed before it is made."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal, NamedTuple
from urllib.parse import quote
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from lotproof.adapters.databases.patience import limited
from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.spreadsheets import write_csv, write_xlsx
from lotproof.derive import listing as lists
from lotproof.derive.filters import order
from lotproof.derive.openapi import read_permission
from lotproof.derive.sheets import Sheet, rows, sheet_of
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.leaving import COMMAND_HEADER, seal_leaving
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.problems import (
    BadQuestion,
    Problem,
    language_of,
    of_refusal,
    refusal_response,
)
from lotproof.entrypoints.api.reading import as_problem, hide_from, may_of, seen_by
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.meaning import dump
from lotproof.kernel.record import Kind
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import Language, Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.governance.commands import ExportList
from lotproof.modules.governance.vocabulary import FileFormat
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserLanguage

ROWS_MAX = {"csv": 500_000, "xlsx": 200_000}
"""Some ten seconds of work, and a minute of somebody's patience."""
COUNT_SECONDS = 10.0
_FOLDER = "exports"
_MEDIA = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORMATS = {each.value: each for each in FileFormat}
_LANGUAGES = {each.value: each for each in UserLanguage}
_SOURCE = t("Source", "来源")
_DEMONSTRATION = t("DEMONSTRATION", "演示数据")
_EXPECTED = t(
    "Say kind, format (csv or xlsx), filters, columns, sort and search as JSON.",
    "请以 JSON 给出 kind、format（csv 或 xlsx）、filters、columns、sort、search。",
)


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/exports takes. `id` is made by the client before the first try; the same id
    again is the same export, and its file made anew."""

    kind: str
    format: Literal["csv", "xlsx"]
    filters: dict[str, str] = {}
    columns: list[str] = []
    sort: str = ""
    search: str = ""
    id: UUID | None = None


class Order(NamedTuple):
    """A list that may be exported, checked as far as it can be before it is sealed."""

    caller: sessions.Caller
    kind: Kind
    sheet: Sheet
    asked: Asked
    language: Language


def routes() -> list[Route]:
    return [Route("/api/exports", _export, methods=["POST"])]


async def _export(request: Request) -> Response:
    """The file, or what stands against it."""
    asked = await body_of(request, Asked, _EXPECTED)
    try:
        return await _answer(request, asked)
    except Problem:
        raise
    except Exception as error:
        problem = as_problem(error)
        if problem is None:
            raise
        raise problem from None


async def _answer(request: Request, asked: Asked) -> Response:
    plant: Plant = request.app.state.plant
    wanted = await run_in_threadpool(_checked, request, asked)
    body = dump(_command(wanted))
    receipt = await seal_leaving(request, ExportList.SPEC.kind, body, asked.id)
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    folder, path = await run_in_threadpool(_make, plant, wanted, receipt)
    return FileResponse(
        path,
        media_type=_MEDIA[_FORMATS[asked.format]],
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(path.name)}",
            COMMAND_HEADER: receipt.id,
        },
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )


def _checked(request: Request, asked: Asked) -> Order:
    """Who asks may read the list, the list exists, and it is not too long."""
    plant: Plant = request.app.state.plant
    with plant.reader() as reader:
        caller = sessions.require_current(sessions.caller_of(request, reader))
        request.app.state.limits.spend(caller.actor)
        kind = lists.kind_of(asked.kind)
        sessions.require(reader, caller, ExportList.SPEC.permission)
        sessions.require(reader, caller, read_permission(kind.name))
        language = language_of(request)
        hide_from(caller, reader)
        order(kind, asked.sort, reader.hides)
        sheet = sheet_of(kind, asked.columns, language, reader.site.zone)
        with limited(reader.connection, COUNT_SECONDS):
            count, is_all = lists.count(
                reader, kind, asked.filters, search=asked.search,
                within=seen_by(reader, caller, kind), bound=ROWS_MAX[asked.format],
            )  # fmt: skip
    if not is_all:
        expected = t("a list of at most {n} records", "不超过 {n} 条记录的列表").fill(n=count)
        raise of_refusal(BadQuestion(text=kind.name, expected=expected))
    return Order(caller, kind, sheet, asked, language)


def _command(wanted: Order) -> ExportList:
    asked = wanted.asked
    return ExportList(
        record_kind=wanted.kind.name,
        file_format=_FORMATS[asked.format],
        filters=[f"{name}={value}" for name, value in asked.filters.items()],
        columns=asked.columns,
        sorted_by=asked.sort,
        search_text=asked.search,
        language=_LANGUAGES[wanted.language],
    )


def _make(plant: Plant, wanted: Order, receipt: Receipt) -> tuple[Path, Path]:
    """Write the file into a folder of its own, which goes when the file has been sent."""
    above = plant.folder / _FOLDER
    above.mkdir(exist_ok=True, mode=0o700)
    folder = Path(mkdtemp(dir=above))
    try:
        with plant.reader() as reader:
            hide_from(wanted.caller, reader)
            within = seen_by(reader, wanted.caller, wanted.kind)
            return folder, _write(reader, wanted, within, receipt, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(
    reader: Reader,
    wanted: Order,
    within: ColumnElement[bool] | None,
    receipt: Receipt,
    folder: Path,
) -> Path:
    asked, sheet = wanted.asked, wanted.sheet
    records = lists.walk(
        reader, wanted.kind, asked.filters, sort=asked.sort, search=asked.search, within=within
    )
    cells = rows(reader, sheet, records, may_of(reader, wanted.caller))
    title = wanted.kind.label.in_(wanted.language)
    day = clock.day(clock.parse(receipt.recorded), reader.site.zone)
    path = folder / f"{title} {day.isoformat()}.{asked.format}".replace("/", "-")
    if asked.format == "csv":
        write_csv(path, sheet.headings, cells)
    else:
        write_xlsx(path, title, sheet.headings, cells, _source(reader, wanted, receipt))
    return path


def _source(reader: Reader, wanted: Order, receipt: Receipt) -> tuple[str, list[tuple[str, str]]]:
    """Where the rows come from, for whoever gets the file."""
    asked, language, site = wanted.asked, wanted.language, reader.site
    user = reader.get(User, wanted.caller.user_id)
    recorded = clock.moment(clock.parse(receipt.recorded), site.zone)
    said: list[tuple[Text, str]] = [
        (t("Site", "站点"), site.name),
        (t("List", "列表"), f"{wanted.kind.label.in_(language)} ({wanted.kind.name})"),
        (t("Filters", "筛选条件"), "; ".join(f"{k}={v}" for k, v in asked.filters.items())),
        (t("Search text", "搜索文本"), asked.search),
        (t("Exported by", "导出人"), f"{user.name} ({wanted.caller.actor})"),
        (t("Recorded at", "记录时间"), f"{recorded:%Y-%m-%d %H:%M:%S} {site.zone}"),
        (t("Command", "命令"), receipt.id),
        (t("Entries in the ledger", "账本记录数"), str(LedgerView(reader.connection).size)),
    ]
    lines = [(name.in_(language), value) for name, value in said if value]
    if site.is_demonstration:
        lines.insert(0, (_DEMONSTRATION.in_(language), "DEMONSTRATION 演示"))
    return _SOURCE.in_(language), lines
