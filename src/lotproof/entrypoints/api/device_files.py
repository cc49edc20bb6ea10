"""/api/items/{id}/device-file: the medical device file of an item as of a day, and its export.

The export is a ZIP of what the file says (JSON) and of every document as it was stored. The
digest of what it says is sealed first; the same id again gives the same file again.
"""

import json
import shutil
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote
from uuid import UUID

import msgspec
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from lotproof.adapters.file_store import FileStore
from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.device_file import content, content_digest, device_file, without_hidden
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.leaving import COMMAND_HEADER, seal_leaving
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.problems import (
    BadQuestion,
    Problem,
    json_response,
    refusal_response,
)
from lotproof.entrypoints.api.reading import id_of, may_of, read_by_caller, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.commands_control import ExportDeviceFile
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import ItemId

READ: Final = read_permission(Item.KIND.name)
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""ZIP knows no earlier time; one for all makes the same content the same file."""
_DAMAGED: Final = t(
    "The file {name} is not there, or not what was stored. Tell whoever looks after the site.",
    "文件 {name} 缺失或与存入时不符。请联系系统管理员。",
)
_EXPECTED: Final = t(
    "Give on (a date) and, to be able to repeat it, id (a UUID) as JSON.",
    "请以 JSON 提供 on（日期），需重试时另附 id（UUID）。",
)


class ExportRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/items/{id}/device-file takes; `id` is made before the first try."""

    on: date
    id: UUID | None = None


class Taken(NamedTuple):
    """What goes into the export."""

    item_id: str
    found: dict[str, Any]


def device_file_routes() -> list[Route]:
    return [
        Route("/api/items/{id}/device-file", reading(_show), methods=["GET"]),
        Route("/api/items/{id}/device-file", post_export, methods=["POST"]),
    ]


def _show(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del plant
    text = request.query_params.get("on")
    try:
        on = reader.today if text is None else date.fromisoformat(text)
    except ValueError:
        expected = t("a date like 2026-01-31", "形如 2026-01-31 的日期")
        raise BadQuestion(text=(text or "")[:40], expected=expected) from None
    return json_response(_seen(request, reader, caller, on).found)


def _seen(request: Request, reader: Reader, caller: sessions.Caller, on: date) -> Taken:
    """The device file as far as the caller may read it."""
    sessions.require(reader, caller, READ)
    kind, number = id_of(text := request.path_params["id"])
    if kind is not ItemId:
        expected = t("an id like itm_1", "形如 itm_1 的编号")
        raise BadQuestion(text=text[:40], expected=expected)
    found = device_file(reader, LedgerView(reader.connection), ItemId(number), on)
    return Taken(text, without_hidden(found, may_of(reader, caller)))


async def post_export(request: Request) -> Response:
    """The ZIP, or the sealed refusal as a problem."""
    given = await body_of(request, ExportRequest, _EXPECTED)

    def look(_: Request, plant: Plant, reader: Reader, who: sessions.Caller) -> Taken:
        sessions.require(reader, who, ExportDeviceFile.SPEC.permission)
        taken = _seen(request, reader, who, given.on)
        _require_whole(plant, taken.found)
        return taken

    taken = await read_by_caller(request, look)
    body = {
        "subject": taken.item_id,
        "on": given.on.isoformat(),
        "digest": content_digest(taken.found),
    }
    receipt = await seal_leaving(request, ExportDeviceFile.SPEC.kind, body, given.id)
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    plant: Plant = request.app.state.plant
    path = await run_in_threadpool(_zip, plant, taken, receipt)
    return FileResponse(
        path,
        media_type="application/zip",
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(path.name)}",
            COMMAND_HEADER: receipt.id,
        },
        background=BackgroundTask(shutil.rmtree, path.parent, ignore_errors=True),
    )


def _require_whole(plant: Plant, found: dict[str, Any]) -> None:
    """Before anything is sealed: every document is there as it was stored."""
    store = FileStore(plant.folder)
    for each in found.get("documents", ()):
        held = each["revision"]
        if store.damage(held["digest"], held["size_bytes"]) is not None:
            raise Problem(410, "file_damaged", _DAMAGED.fill(name=held["name"]))


def _zip(plant: Plant, taken: Taken, receipt: Receipt) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="device-file-"))
    path = folder / f"device-file-{taken.item_id}-{taken.found['on']}.zip"
    store = FileStore(plant.folder)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("device-file.json", _OLDEST), content(taken.found))
        said = {"command_id": receipt.id, "digest": content_digest(taken.found)}
        made.writestr(zipfile.ZipInfo("receipt.json", _OLDEST), json.dumps(said, indent=1))
        for each in taken.found.get("documents", ()):
            held = each["revision"]
            name = f"documents/{held['id']}-{held['name']}"
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with store.path(held["digest"]).open("rb") as source, made.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
    return path
