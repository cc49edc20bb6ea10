"""POST /api/signed-copies/KIND/KEY: a signed record as a sealed PDF, with its receipts attached.

The command seals the digest of what the pages say before there are pages. Sent again with the same
id, the same pages are made again; if the record has changed meanwhile, a new id is needed.
"""

import uuid
from typing import Final, NamedTuple

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView, NotSealed
from lotproof.adapters.overview_pdf import Receipt as Foot
from lotproof.adapters.overview_pdf import overview_pdf
from lotproof.adapters.pdf_seal import SiteSeal
from lotproof.derive import listing as lists
from lotproof.derive.names import names
from lotproof.derive.openapi import read_permission
from lotproof.derive.overview_paper import Paper
from lotproof.derive.signed_paper import HISTORY_MAX, Found, Given, ids_in, signed_paper
from lotproof.derive.story import timeline
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.leaving import COMMAND_HEADER, seal_leaving
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.problems import (
    BUSY,
    Problem,
    language_of,
    of_refusal,
    refusal_response,
)
from lotproof.entrypoints.api.reading import id_of, may_of, read_by_caller, require_story, seen_by
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.record import Kind
from lotproof.kernel.refusals import Refused
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.ledger.proof import SUFFIX
from lotproof.modules.governance.commands import ExportSignedRecord
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.queries import signatures_on
from lotproof.modules.traceability.queries import Unknown

_FOLDER: Final = "seal"
_PAGE: Final = {"en": ("Page ", " of ", ""), "zh": ("第 ", " 页，共 ", " 页")}
_EXPECTED: Final = t(
    "Give, to be able to repeat it, id (a UUID) as JSON.", "需重试时，请以 JSON 提供 id（UUID）。"
)


class NotSigned(
    Refused,
    code="record_not_signed",
    en="{key} carries no signature, so there is no signed copy of it. Print its list or page.",
    zh="{key} 尚无签名，无法导出签名副本。请打印其列表或页面。",
    http_status=409,
):
    """A signed copy was asked of a record that nobody signed."""


class CopyRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/signed-copies takes; the language is that of the reader."""

    id: uuid.UUID | None = None


class Shown(NamedTuple):
    """What the pages say, and the receipts that go with them by the names of their files."""

    paper: Paper
    receipts: dict[str, str]


def routes() -> list[Route]:
    return [Route("/api/signed-copies/{kind}/{key}", post_copy, methods=["POST"])]


async def post_copy(request: Request) -> Response:
    """The PDF, or the sealed refusal as a problem."""
    given = await body_of(request, CopyRequest, _EXPECTED)
    shown = await _content(request)
    kind, key = request.path_params["kind"], request.path_params["key"]
    asked = {
        "record_kind": kind,
        "record_key": key,
        "digest": shown.paper.digest,
        "language": shown.paper.language,
    }
    receipt = await seal_leaving(request, ExportSignedRecord.SPEC.kind, asked, given.id)
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    made = await run_in_threadpool(_made, request.app.state.plant, shown, receipt)
    name = f"{kind}-{key.replace('|', '-')}-{shown.paper.language}.pdf"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        COMMAND_HEADER: receipt.id,
    }
    return Response(made, media_type="application/pdf", headers=headers)


async def _content(request: Request) -> Shown:
    """What the pages will say; drawn once, in case a letter is missing in the font, before
    anything is sealed."""

    def look(_: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Shown:
        del plant
        shown = _shown(request, reader, caller)
        foot = Foot(_PAGE[shown.paper.language], [])
        overview_pdf(shown.paper.as_json(), foot, Instant(0), shown.receipts)
        return shown

    return await read_by_caller(request, look)


def _shown(request: Request, reader: Reader, caller: sessions.Caller) -> Shown:
    """The record with its signatures and history, as far as the caller may read them."""
    kind, key = lists.kind_of(request.path_params["kind"]), request.path_params["key"]
    sessions.require(reader, caller, ExportSignedRecord.SPEC.permission)
    sessions.require(reader, caller, read_permission(kind.name))
    subject, number = id_of(key.split("|")[0])
    require_story(reader, caller, subject)
    record = lists.one(reader, kind, key, seen_by(reader, caller, kind))
    if record is None:
        raise Unknown(text=f"{kind.name} {key}"[:120])
    view = LedgerView(reader.connection)
    signatures, receipts = _signatures(reader, view, kind, key)
    if not signatures:
        raise of_refusal(NotSigned(key=key))
    story = timeline(view, subject.prefix, number, limit=HISTORY_MAX, hides=reader.hides)
    known = names(reader, ids_in(kind.name, record, story), may_of(reader, caller))
    found = Found(kind.name, key, record, signatures, story, known)
    return Shown(signed_paper(found, reader.site, language_of(request)), receipts)


def _signatures(
    reader: Reader, view: LedgerView, kind: Kind, key: str
) -> tuple[list[Given], dict[str, str]]:
    """The signatures on a record, and the receipts of the entries in which they were given.

    Problem 503 while the newest is not under a signed checkpoint, which takes a moment.
    """
    found, receipts = [], {}
    for signature, covered in signatures_on(reader, kind.name, key):
        try:
            seq = view.of_command(signature.command_id).seq
            receipts[f"{seq}{SUFFIX}"] = view.proof(seq)
        except NotSealed:
            raise Problem(503, "overloaded", BUSY, retry_after="1") from None
        meaning = Text(signature.meaning, signature.meaning_zh)
        at, user = clock.text(signature.signed_at), UserId.text(signature.user_id)
        found.append(Given(signature.name, user, at, meaning, covered.content, seq))
    return found, receipts


def _made(plant: Plant, shown: Shown, receipt: Receipt) -> bytes:
    """The sealed PDF, the same pages for the same command."""
    recorded = clock.parse(receipt.recorded)
    paper = shown.paper
    moment = f"{clock.moment(recorded, paper.zone):%Y-%m-%d %H:%M:%S} {paper.zone}"
    lines = [
        t("Exported {at} · command {id}", "导出时间 {at} · 命令 {id}").fill(
            at=moment, id=receipt.id
        ),
        t("SHA-256 of the content {digest}", "内容 SHA-256 {digest}").fill(digest=paper.digest),
        t("Receipts of the signatures are attached: {files}", "签名回执见附件：{files}").fill(
            files=", ".join(shown.receipts)
        ),
    ]
    foot = Foot(_PAGE[paper.language], [line.in_(paper.language) for line in lines])
    made = overview_pdf(paper.as_json(), foot, recorded, shown.receipts)
    seal = SiteSeal(plant.folder / _FOLDER, paper.site)
    return seal.seal(made, f"Signed record, command {receipt.id}")
