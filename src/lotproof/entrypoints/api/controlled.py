"""/api/documents/…: controlled documents at the workplace, on a reviewer's desk, on paper.

`?use=work` says that somebody is about to work by what is asked for: what is not effective is
then refused, with what holds instead (ISO 13485 §4.2.4 h). A page always says on itself what it is.
"""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from lotproof.adapters.file_store import FileStore
from lotproof.adapters.stamping import Stamp, page_count, stamped_page, stamped_pdf
from lotproof.derive import controlled_documents as shown
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
from lotproof.entrypoints.api.reading import id_of, read_by_caller, reading, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.text import Language, t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.commands_control import PrintCopy
from lotproof.modules.documents.queries import (
    Document,
    DocumentCopy,
    DocumentRevision,
    revision,
)
from lotproof.modules.documents.vocabulary import (
    DocumentCopyId,
    DocumentId,
    DocumentRevisionId,
)

READ: Final = read_permission(Document.KIND.name)
_NOT_A_PDF: Final = t(
    "{name} is {media_type}, not PDF: it has no pages to show. Download it instead.",
    "{name} 为 {media_type}，不是 PDF，无法按页显示。请下载查看。",
)
_DAMAGED: Final = t(
    "The file is not there, or not what was stored. Tell whoever looks after the site.",
    "文件缺失或与存入时不符。请联系系统管理员。",
)
_EXPECTED: Final = t(
    "Give copy_id, language (en or zh) and, to be able to repeat it, id (a UUID) as JSON.",
    "请以 JSON 提供 copy_id、language（en 或 zh），需重试时另附 id（UUID）。",
)
_NO_PAGE: Final = t("The document has {n} pages.", "该文件共 {n} 页。")


class PrintRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/documents/prints takes."""

    copy_id: str
    language: Language = "en"
    id: UUID | None = None


def controlled_routes() -> list[Route]:
    return [
        Route("/api/documents/at", reading(_at)),
        Route("/api/documents/inbox", reading(_inbox)),
        Route("/api/documents/document/{id}", reading(_document)),
        Route("/api/documents/revision/{id}", reading(_revision)),
        Route("/api/documents/revision/{id}/file", reading(_original)),
        Route("/api/documents/revision/{id}/pdf", reading(_pdf)),
        Route("/api/documents/revision/{id}/pages/{page}", reading(_page)),
        Route("/api/documents/copy/{id}", reading(_copy)),
        Route("/api/documents/prints", post_print, methods=["POST"]),
    ]


# --- reads --------------------------------------------------------------------------------------


def _at(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What holds at a workplace, for a thing or at an operation, now or `at`, or `on` a day."""
    del plant
    sessions.require(reader, caller, READ)
    query = request.query_params
    subject = query.get("subject", "")
    id_of(subject)
    at = _moment(reader, query.get("at"), query.get("on"))
    found = shown.documents_at(reader, subject, query.get("operation"), at)
    return json_response(found | {"at": clock.text(at)})


def _moment(reader: Reader, at: str | None, on: str | None) -> Instant:
    try:
        if at is not None:
            return clock.parse(at)
        return reader.now if on is None else shown.end_of(date.fromisoformat(on), reader)
    except (ValueError, OverflowError):
        expected = t("a date, or a time with zone", "日期或带时区的时间")
        raise BadQuestion(text=(at or on or "")[:40], expected=expected) from None


def _inbox(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    sessions.require(reader, caller, READ)
    return json_response({"steps": shown.inbox(reader, caller.user_id)})


def _document(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del plant
    sessions.require(reader, caller, READ)
    document = reader.get(Document, _number(DocumentId, request))
    return json_response(shown.document_view(reader, document))


def _revision(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    found = _asked_for(request, reader, caller)
    answer = shown.revision_view(reader, found)
    pages = page_count(_path(plant, found)) if found.media_type == shown.PDF else None
    return json_response(answer | {"pages": pages})


def _original(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The file as it was stored, to be saved: drawings and sheets that have no pages to show."""
    found = _asked_for(request, reader, caller)
    return FileResponse(
        _path(plant, found),
        media_type=found.media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(found.name)}",
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )


def _pdf(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    found, stamp = _stamped(request, reader, caller)
    made = stamped_pdf(_path(plant, found), stamp, found.drafted_at)
    return _file(made, shown.PDF, found.name)


def _page(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    found, stamp = _stamped(request, reader, caller)
    path, page = _path(plant, found), whole(request.path_params["page"])
    count = page_count(path)
    if not 1 <= page <= count:
        raise Problem(404, "no_such_page", _NO_PAGE.fill(n=count))
    return _file(stamped_page(path, page, stamp), "image/png", f"{found.name}-{page}.png")


def _copy(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What is known of a copy on paper, from the id at its foot."""
    del plant
    sessions.require(reader, caller, READ)
    copy = reader.get(DocumentCopy, _number(DocumentCopyId, request))
    return json_response(shown.copy_view(reader, copy))


def _asked_for(request: Request, reader: Reader, caller: sessions.Caller) -> DocumentRevision:
    sessions.require(reader, caller, READ)
    found = revision(reader, DocumentRevisionId(_number(DocumentRevisionId, request)))
    said = shown.notice(reader, found)
    if said is not None and request.query_params.get("use") == "work":
        raise Problem(409, "document_not_effective", said)
    return found


def _stamped(
    request: Request, reader: Reader, caller: sessions.Caller
) -> tuple[DocumentRevision, Stamp]:
    found = _asked_for(request, reader, caller)
    if found.media_type != shown.PDF:
        text = _NOT_A_PDF.fill(name=found.name, media_type=found.media_type)
        raise Problem(422, "not_a_pdf", text)
    document = reader.get(Document, found.document_id)
    return found, Stamp(*shown.words_on_screen(document, found, reader.today))


def _number(kind: type[Id], request: Request) -> int:
    found, number = id_of(text := request.path_params["id"])
    if found is not kind:
        expected = t(f"an id like {kind.prefix}_1", f"形如 {kind.prefix}_1 的编号")
        raise BadQuestion(text=text[:40], expected=expected)
    return number


def _path(plant: Plant, found: DocumentRevision) -> Path:
    path = FileStore(plant.folder).path(found.digest)
    if not path.is_file() or path.stat().st_size != found.size_bytes:
        raise Problem(410, "file_damaged", _DAMAGED)
    return path


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(
        content,
        media_type=media_type,
        headers={"content-disposition": f"inline; filename*=UTF-8''{quote(name)}"},
    )


# --- on paper -----------------------------------------------------------------------------------


async def post_print(request: Request) -> Response:
    """A controlled copy as PDF. Its digest is sealed first; the same id gives the same bytes."""
    given = await body_of(request, PrintRequest, _EXPECTED)

    def look(_: Request, plant: Plant, reader: Reader, who: sessions.Caller) -> tuple[bytes, str]:
        sessions.require(reader, who, PrintCopy.SPEC.permission)
        return _printed(plant, reader, given.copy_id)

    content, name = await read_by_caller(request, look)
    body: dict[str, Any] = {
        "copy_id": given.copy_id,
        "digest": sha256(content).hexdigest(),
        "language": given.language,
    }
    receipt = await seal_leaving(request, PrintCopy.SPEC.kind, body, given.id)
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    answer = _file(content, shown.PDF, name)
    answer.headers[COMMAND_HEADER] = receipt.id
    return answer


def _printed(plant: Plant, reader: Reader, copy_id: str) -> tuple[bytes, str]:
    """The copy's pages with what stands on them, and the name of the file."""
    kind, number = id_of(copy_id)
    if kind is not DocumentCopyId:
        expected = t("an id like dcp_1", "形如 dcp_1 的编号")
        raise BadQuestion(text=copy_id[:40], expected=expected)
    copy = reader.get(DocumentCopy, number)
    found = revision(reader, copy.revision_id)
    if found.media_type != shown.PDF:
        text = _NOT_A_PDF.fill(name=found.name, media_type=found.media_type)
        raise Problem(422, "not_a_pdf", text)
    day = reader.today if copy.printed_at is None else clock.day(copy.printed_at, reader.site.zone)
    stamp = Stamp(*shown.words_on_copy(reader, copy, day))
    return stamped_pdf(_path(plant, found), stamp, found.drafted_at), f"{copy_id}-{found.name}"
