"""POST /api/prints: the page of a unit as PDF. Printing is a command; the paper carries its proof.

The command seals the digest of what the page says before there is a page. Sent again with the
same id, the same page is given again; if the unit has changed meanwhile, a new id is needed.
"""

import time
import uuid
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView, NotSealed
from lotproof.adapters.overview_pdf import Receipt as Foot
from lotproof.adapters.overview_pdf import overview_pdf
from lotproof.derive.overview_paper import Paper, paper
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.leaving import COMMAND_HEADER, seal_leaving
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.problems import BUSY, Problem, refusal_response
from lotproof.entrypoints.api.reading import read_by_caller
from lotproof.entrypoints.api.units import overview_for
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import parse_any
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import Language, t
from lotproof.kernel.work import Reader
from lotproof.ledger.entry import Sealed
from lotproof.ledger.text import to_base64
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.traceability.commands import PrintOverview

UNIT_FIELDS: Final = {
    LotId.prefix: "lot_id",
    SerialId.prefix: "serial_id",
    PackageId.prefix: "package_id",
}
_SEALED_WITHIN_S: Final = 10.0
_PAGE: Final = {"en": ("Page ", " of ", ""), "zh": ("第 ", " 页，共 ", " 页")}
_EXPECTED: Final = t(
    "Give subject, language (en or zh) and, to be able to repeat it, id (a UUID) as JSON.",
    "请以 JSON 提供 subject、language（en 或 zh），需重试时另附 id（UUID）。",
)


class PrintRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/prints takes; `subject` may be a number or a barcode."""

    subject: str
    language: Language = "en"
    id: uuid.UUID | None = None


def print_routes() -> list[Route]:
    return [Route("/api/prints", post_print, methods=["POST"])]


async def post_print(request: Request) -> Response:
    """The PDF, or the sealed refusal as a problem."""
    given = await body_of(request, PrintRequest, _EXPECTED)
    shown, subject = await _content(request, given)
    body: dict[str, Any] = {"language": given.language, "digest": shown.digest}
    body[UNIT_FIELDS[parse_any(subject)[0].prefix]] = subject
    receipt = await seal_leaving(request, PrintOverview.SPEC.kind, body, given.id)
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    made = await run_in_threadpool(_made, request.app.state.plant, shown, receipt)
    name = f"{subject}-{given.language}.pdf"
    return Response(
        made,
        media_type="application/pdf",
        headers={
            "content-disposition": f'inline; filename="{name}"',
            COMMAND_HEADER: receipt.id,
        },
    )


async def _content(request: Request, given: PrintRequest) -> tuple[Paper, str]:
    """What the page will say, and the id of what it is about; drawn once, in case a letter is
    missing in the font, before anything is sealed."""

    def look(
        _: Request, plant: Plant, reader: Reader, caller: sessions.Caller
    ) -> tuple[Paper, str]:
        del plant
        overview = overview_for(reader, caller, given.subject)
        shown = paper(overview, reader.site, given.language)
        overview_pdf(shown.as_json(), Foot(_PAGE[given.language], []), Instant(0))
        return shown, overview["subject"]

    return await read_by_caller(request, look)


def _made(plant: Plant, shown: Paper, receipt: Receipt) -> bytes:
    """The PDF with the receipt of its command and the head of the ledger right after it."""
    sealed, root, origin = _sealed(plant, receipt.id)
    recorded = clock.parse(sealed.envelope.recorded)
    moment = f"{clock.moment(recorded, shown.zone):%Y-%m-%d %H:%M:%S} {shown.zone}"
    lines = [
        t("Printed {at} by {who} · command {id}", "打印时间 {at} · 打印人 {who} · 命令 {id}").fill(
            at=moment, who=sealed.envelope.actor, id=receipt.id
        ),
        t("Sealed as entry #{seq} of {origin} · SHA-256 of the content {digest}",
          "账本 {origin} 第 #{seq} 条 · 内容 SHA-256 {digest}").fill(
            seq=sealed.seq, origin=origin, digest=shown.digest
        ),
        t("Ledger head: {size} entries, root {root}", "账本头：{size} 条，根 {root}").fill(
            size=sealed.seq + 1, root=root
        ),
    ]  # fmt: skip
    foot = Foot(_PAGE[shown.language], [line.in_(shown.language) for line in lines])
    return overview_pdf(shown.as_json(), foot, recorded)


def _sealed(plant: Plant, command_id: str) -> tuple[Sealed, str, str]:
    """The entry, the root of the ledger that ends with it, and the ledger's name.

    Where another process numbers the entries it may take a moment; Problem 503 if it takes long.
    """
    deadline = time.monotonic() + _SEALED_WITHIN_S
    while True:
        with plant.reader() as reader:
            view = LedgerView(reader.connection)
            try:
                sealed = view.of_command(command_id)
                return sealed, to_base64(view.root_at(sealed.seq + 1)), reader.site.origin
            except NotSealed:
                if time.monotonic() > deadline:
                    raise Problem(503, "overloaded", BUSY, retry_after="1") from None
        time.sleep(0.05)
