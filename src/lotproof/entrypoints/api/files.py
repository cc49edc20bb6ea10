"""POST /api/files and GET /api/files/{digest}: files come in, are kept by digest, and go out.

A file is stored before it is attached, so that a long transfer and the command that seals it are
two things. It goes out as a download that no browser opens by itself.
"""

import re
import uuid
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from lotproof.adapters.file_store import FileStore, Incoming
from lotproof.derive.interface import kind_of
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import (
    Problem,
    json_response,
    of_refusal,
    refusal_response,
)
from lotproof.entrypoints.api.reading import may_of
from lotproof.entrypoints.api.submitting import submit
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.meaning import dump
from lotproof.kernel.refusals import Refused
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Submission
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.commands import AttachFile, StoreFile
from lotproof.modules.documents.queries import (
    Attachment,
    File,
    attachments_of_file,
    file_by_digest,
    taken_as,
)
from lotproof.modules.documents.vocabulary import FILE_BYTES_MAX
from lotproof.modules.people.authority import API

_DIGEST = re.compile(r"[0-9a-f]{64}")
_GONE = t("There is no such file, or you may not read what it belongs to.",
          "没有该文件，或您无权查看其所属对象。")  # fmt: skip
_DAMAGED = t(
    "The file is not there, or not what was stored. Tell whoever looks after the site.",
    "文件缺失或与存入时不符。请联系系统管理员。",
)


def routes() -> list[Route]:
    return [
        Route("/api/files", _receive, methods=["POST"]),
        Route("/api/files/{digest}", _send, methods=["GET"]),
    ]


# --- in -----------------------------------------------------------------------------------------


async def _receive(request: Request) -> Response:
    """Keep the body as it is; the digest is what an attachment names it by."""
    caller = await run_in_threadpool(_allowed, request)
    request.app.state.limits.spend(caller.actor)
    plant: Plant = request.app.state.plant
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    _require_size(request.headers.get("content-length", "0"))
    store = FileStore(plant.folder)
    with store.incoming() as incoming:
        async for chunk in request.stream():
            incoming.write(chunk)
            _require_size(str(incoming.size_bytes))
        media_type = _taken_as(said, incoming)
        known = await run_in_threadpool(_known, plant, incoming.digest)
        await run_in_threadpool(store.keep, incoming)
        if known is None:
            command = StoreFile(
                digest=incoming.digest,
                size_bytes=incoming.size_bytes,
                media_type=media_type,
                user_id=caller.user_id,
            )
            receipt = await submit(
                plant,
                Submission(
                    kind=command.SPEC.kind,
                    body=dump(command),
                    actor=API,
                    behalf=caller.actor,
                    id=str(uuid.uuid4()),
                    source=Source.SYSTEM,
                ),
            )
            # Somebody else may have brought the same content in the same moment.
            if receipt.outcome == "refused" and receipt.code != "duplicate":
                return refusal_response(request, receipt)
        kept_as = known.media_type if known is not None else media_type
        return json_response(
            {"digest": incoming.digest, "size": incoming.size_bytes, "media_type": kept_as}
        )


def _allowed(request: Request) -> sessions.Caller:
    """Whoever may attach files may bring them."""
    plant: Plant = request.app.state.plant
    with plant.reader() as reader:
        caller = sessions.require_current(sessions.caller_of(request, reader))
        sessions.require(reader, caller, AttachFile.SPEC.permission)
        return caller


def _require_size(size: str) -> None:
    if size.isdecimal() and int(size) > FILE_BYTES_MAX:
        text = t("The file is larger than {n} bytes. Send it in parts, or compressed.",
                 "文件超过 {n} 字节。请拆分或压缩后上传。")  # fmt: skip
        raise Problem(413, "too_large", text.fill(n=FILE_BYTES_MAX))


def _taken_as(media_type: str, incoming: Incoming) -> str:
    if incoming.size_bytes == 0:
        raise Problem(422, "empty_file", t("The file is empty.", "文件为空。"))
    try:
        return taken_as(media_type, incoming.head)
    except Refused as refusal:
        raise of_refusal(refusal) from None


def _known(plant: Plant, digest: str) -> File | None:
    with plant.reader() as reader:
        return file_by_digest(reader, digest)


# --- out ----------------------------------------------------------------------------------------


async def _send(request: Request) -> Response:
    """The file, for who may read something that it belongs to, or has brought it."""
    file, name = await run_in_threadpool(_readable, request)
    plant: Plant = request.app.state.plant
    path = FileStore(plant.folder).path(file.digest)
    if not path.is_file() or path.stat().st_size != file.size_bytes:
        raise Problem(410, "file_damaged", _DAMAGED)
    return FileResponse(
        path,
        media_type=file.media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "content-security-policy": "default-src 'none'; sandbox",
            "cache-control": "private, max-age=31536000, immutable",
            "etag": f'"{file.digest}"',
        },
    )


def _readable(request: Request) -> tuple[File, str]:
    """The file and the name to save it under; Problem 404 tells nothing of others' files."""
    plant: Plant = request.app.state.plant
    digest = request.path_params["digest"]
    with plant.reader() as reader:
        caller = sessions.require_current(sessions.caller_of(request, reader))
        request.app.state.limits.spend(caller.actor)
        sessions.require(reader, caller, read_permission(Attachment.KIND.name))
        file = file_by_digest(reader, digest) if _DIGEST.fullmatch(digest) else None
        name = _name(reader, caller, file) if file is not None else None
        if file is None or name is None:
            raise Problem(404, "not_found", _GONE)
        return file, name


def _name(reader: Reader, caller: sessions.Caller, file: File) -> str | None:
    may = may_of(reader, caller)
    for attachment in attachments_of_file(reader, file.digest):
        kind = kind_of(attachment.subject.rpartition("_")[0])
        if kind is not None and may(read_permission(kind.name)):
            return attachment.name
    return file.digest if file.user_id == caller.user_id else None
