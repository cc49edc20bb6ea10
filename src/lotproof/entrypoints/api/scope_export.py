"""POST /api/graph/{subject}/export: a scope as a CSV file. That it leaves is sealed, by digest."""

import uuid
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.spreadsheets import Cell, write_csv
from lotproof.derive.sheets import NO, YES
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.graph import PERMISSIONS, ways_of
from lotproof.entrypoints.api.leaving import COMMAND_HEADER, seal_leaving
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.prints import UNIT_FIELDS
from lotproof.entrypoints.api.problems import Problem, language_of, refusal_response
from lotproof.entrypoints.api.reading import read_by_caller
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.ids import parse_any
from lotproof.kernel.meaning import Unusable, parse
from lotproof.kernel.text import Language, t
from lotproof.kernel.work import Reader
from lotproof.modules.traceability.commands import ExportScope
from lotproof.modules.traceability.graph import Wanted, question, scope_rows
from lotproof.modules.traceability.queries import identify

_EXPECTED: Final = t(
    "Give direction (forward, backward or both) and, where wanted, depth, left_out, with_possible "
    "and id (a UUID) as JSON.",
    "请以 JSON 给出 direction（forward、backward 或 both），"
    "可另附 depth、left_out、with_possible 与 id（UUID）。",
)
_COLUMNS: Final = (
    (t("Id", "编号"), "id"),
    (t("Unit", "单元"), "unit"),
    (t("Number", "号码"), "name"),
    (t("Item", "物料"), "item"),
    (t("Item name", "物料名称"), "item_name"),
    (t("State", "状态"), "state_label"),
    (t("On hold", "暂扣"), "is_held"),
    (t("Only possibly concerned", "仅可能涉及"), "is_possible"),
    (t("Level", "层级"), "level"),
)


class ScopeRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What it takes; the same id again is the same export as long as the scope is the same."""

    direction: str = "both"
    depth: int | None = None
    left_out: list[str] = []
    with_possible: bool = True
    id: uuid.UUID | None = None


class Export(NamedTuple):
    """A file that is ready, and the input of the command by which it may leave."""

    subject: str
    body: dict[str, Any]
    content: bytes


def scope_export_routes() -> list[Route]:
    return [Route("/api/graph/{subject}/export", post_export, methods=["POST"])]


async def post_export(request: Request) -> Response:
    """The file, or the sealed refusal as a problem."""
    given = await body_of(request, ScopeRequest, _EXPECTED)
    made = await _made(request, given)
    receipt = await seal_leaving(request, ExportScope.SPEC.kind, made.body, given.id)
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    return Response(
        made.content,
        media_type="text/csv; charset=utf-8",
        headers={
            "content-disposition": f'attachment; filename="scope-{made.subject}.csv"',
            COMMAND_HEADER: receipt.id,
        },
    )


async def _made(request: Request, given: ScopeRequest) -> Export:
    """The file for somebody who may see and take what is in it."""

    def look(_: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Export:
        for permission in (*PERMISSIONS, ExportScope.SPEC.permission):
            sessions.require(reader, caller, permission)
        subject = identify(reader, request.path_params["subject"])
        language = language_of(request)
        question(subject)  # NotTraceable for anything but a unit
        body = _body(given, subject, language)
        content = _content(plant, reader, subject, _command(body), language)
        digest = sha256(content).hexdigest()
        return Export(subject, body | {"digest": digest}, content)

    return await read_by_caller(request, look)


def _body(given: ScopeRequest, subject: str, language: Language) -> dict[str, Any]:
    """The command's input; the digest in it is not known yet."""
    body: dict[str, Any] = {
        "direction": given.direction,
        "language": language,
        "digest": "0" * 64,
        "left_out": sorted(given.left_out),
        "with_possible": given.with_possible,
        UNIT_FIELDS[parse_any(subject)[0].prefix]: subject,
    }
    return body if given.depth is None else body | {"depth": given.depth}


def _command(body: dict[str, Any]) -> ExportScope:
    try:
        return parse(ExportScope, body)
    except Unusable:
        raise Problem(422, "invalid_input", _EXPECTED) from None


def _content(
    plant: Plant, reader: Reader, subject: str, command: ExportScope, language: Language
) -> bytes:
    """The file: every unit that is taken, in the order of the walk."""
    asked = question(subject, ways_of(command.direction.value), command.depth)
    wanted = Wanted(left_out=frozenset(command.left_out), with_possible=command.with_possible)
    _, units = scope_rows(reader, asked, wanted)
    rows = ([_cell(each.get(name), language) for _, name in _COLUMNS] for each in units)
    with TemporaryDirectory(dir=plant.folder) as folder:
        path = Path(folder) / "scope.csv"
        write_csv(path, [heading.in_(language) for heading, _ in _COLUMNS], rows)
        return path.read_bytes()


def _cell(value: Any, language: Language) -> Cell:
    if isinstance(value, bool):
        return (YES if value else NO).in_(language)
    if isinstance(value, dict):
        return str(value[language])
    return value  # type: ignore[no-any-return] # a text, a number or None
