"""/api/labels: what a designer needs, previews (which seal nothing), and prints (commands).

A file is given once, as the answer to its command; sent again with the same id it is given again.
Whoever wants more labels later asks for a reprint, with a reason.
"""

from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.label_files import Sheet, file_of
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.commands import CommandRequest, read, run_command
from lotproof.entrypoints.api.limits import bounded_body
from lotproof.entrypoints.api.problems import (
    Problem,
    json_response,
    of_refusal,
    refusal_response,
)
from lotproof.entrypoints.api.reading import id_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import Unusable, dump, parse
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.refusals import InvalidInput, Refused
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.labelling import previews, signs
from lotproof.modules.labelling.commands import (
    DraftTemplate,
    PrintLabels,
    PrintLogisticLabels,
    ReprintLabels,
)
from lotproof.modules.labelling.contents import Label, labels_of
from lotproof.modules.labelling.drawing import Size, label_svg, micrometres
from lotproof.modules.labelling.fields import FIELDS
from lotproof.modules.labelling.previews import Preview, Subject
from lotproof.modules.labelling.queries import LabelRun, LabelTemplate
from lotproof.modules.labelling.vocabulary import (
    LabelRunId,
    LabelTemplateId,
    Sign,
    TemplateUse,
)
from lotproof.modules.warehouse.vocabulary import LotId, PackageId, SerialId

_PRINTS_NOTHING: Final = t("This command prints no labels.", "此命令不打印标签。")
READ: Final = "labelling.read"
Print = PrintLabels | ReprintLabels | PrintLogisticLabels
PRINTS: Final[dict[str, type[Print]]] = {
    cls.SPEC.kind: cls for cls in (PrintLabels, ReprintLabels, PrintLogisticLabels)
}
_SUBJECT: Final[dict[str, tuple[type[Id], str]]] = {
    "lot_id": (LotId, "warehouse.read"),
    "serial_id": (SerialId, "warehouse.read"),
    "package_id": (PackageId, "warehouse.read"),
}


def label_routes() -> list[Route]:
    return [
        Route("/api/labels/words", reading(_words)),
        Route("/api/labels/standard", reading(_standard)),
        Route("/api/labels/preview", reading(_preview)),
        Route("/api/labels/preview", post_preview, methods=["POST"]),
        Route("/api/labels/print/{name}/{version}", post_print, methods=["POST"]),
    ]


# --- what a designer needs ----------------------------------------------------------------------


def _words(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What can be filled in, by the use of the label, and the symbols as drawings."""
    del request, plant
    sessions.require(reader, caller, READ)
    return json_response(
        {
            "fields": {
                use.value: [
                    {"name": name, "label": each.label._asdict(), "sample": each.sample}
                    for name, each in FIELDS[use].items()
                ]
                for use in TemplateUse
            },
            "signs": [
                {"value": sign.value, "label": sign.label._asdict(), "svg": _sign(sign)}
                for sign in Sign
            ],
        }
    )


def _sign(sign: Sign) -> str:
    drawn = signs.drawing(sign)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {drawn.width} {signs.HEIGHT}">{drawn.body}</svg>'
    )


def _standard(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The standard design as `labelling.draft_template` takes one, to begin with."""
    del plant
    sessions.require(reader, caller, READ)
    sessions.require(reader, caller, "items.read")
    asked = _parsed(DraftTemplate, dict(request.query_params))
    design = previews.standard_for(reader, asked.use, asked.item_id, asked.package_level_id)
    return json_response(
        {
            "width": amount_text(design.width, "mm"),
            "height": amount_text(design.height, "mm"),
            "unit": "mm",
            "elements": [dump(each) for each in design.elements],
        }
    )


# --- previews -----------------------------------------------------------------------------------


def _preview(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """A template with sample values, or with those of a lot, a serial or a package."""
    del plant
    query = dict(request.query_params)
    query.pop("lang", None)
    template_id = LabelTemplateId(_id(LabelTemplateId, query.pop("template_id", "")))
    subject = _subject(reader, caller, query)
    return _specimen(previews.preview_of_template(reader, template_id, subject))


async def post_preview(request: Request) -> Response:
    """A label that is not drafted yet; it seals nothing."""
    body = await bounded_body(request)

    def look(_: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
        del plant
        try:
            given = msgspec.json.decode(body, type=dict[str, Any])
        except (msgspec.DecodeError, ValueError, RecursionError):
            given = {"body": None}
        subject = _subject(reader, caller, {n: given.pop(n) for n in _SUBJECT if n in given})
        return _specimen(previews.preview_of_draft(reader, _parsed(DraftTemplate, given), subject))

    return await reading(look)(request)


def _subject(reader: Reader, caller: sessions.Caller, given: dict[str, Any]) -> Subject:
    """What the label is shown for; the caller may read it, and labels and items."""
    sessions.require(reader, caller, READ)
    sessions.require(reader, caller, "items.read")
    found = {}
    for name, text in given.items():
        if name not in _SUBJECT:
            raise Problem(422, "invalid_input", _unknown(name))
        kind, permission = _SUBJECT[name]
        sessions.require(reader, caller, permission)
        found[name] = kind(_id(kind, text))
    return Subject(**found)  # type: ignore[arg-type] # each name with the id of its kind


def _unknown(name: str) -> Text:
    return Text(
        f"{name[:40]} is not known here. Give lot_id, serial_id or package_id.",
        f"无法识别 {name[:40]}。可填写 lot_id、serial_id 或 package_id。",
    )


def _id(kind: type[Id], text: object) -> int:
    found, number = id_of(str(text))
    if found is not kind:
        raise Problem(422, "invalid_input", _wrong_id(kind, str(text)))
    return number


def _wrong_id(kind: type[Id], text: str) -> Text:
    return Text(
        f"{text[:40]} is not an id like {kind.prefix}_1.",
        f"{text[:40]} 不是形如 {kind.prefix}_1 的编号。",
    )


def _specimen(preview: Preview) -> Response:
    size = Size(micrometres(preview.design.width), micrometres(preview.design.height))
    svg = label_svg(size, preview.design.elements, preview.values, is_specimen=True)
    return Response(svg, media_type="image/svg+xml")


def _parsed(cls: type[DraftTemplate], raw: dict[str, Any]) -> DraftTemplate:
    try:
        return parse(cls, raw)
    except Unusable as bad:
        problems = Text(
            "; ".join(f"{p.path} {p.text.en}" for p in bad.problems),
            "；".join(f"{p.path} {p.text.zh}" for p in bad.problems),
        )
        raise InvalidInput(kind=cls.SPEC.label, problems=problems) from None


# --- prints -------------------------------------------------------------------------------------


async def post_print(request: Request) -> Response:
    """A print command like POST /api/commands/…, answered with the receipt and the file."""
    kind = f"{request.path_params['name']}/{request.path_params['version']}"
    if kind not in PRINTS:
        raise Problem(404, "no_such_command", _PRINTS_NOTHING)
    caller = await run_in_threadpool(sessions.signed_in, request)
    request.app.state.limits.spend(caller.actor)
    given = read(await bounded_body(request))
    plant: Plant = request.app.state.plant
    await run_in_threadpool(_try_first, plant, caller, PRINTS[kind], given)
    receipt = await run_command(request, caller, kind, given)
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    answer = await run_in_threadpool(_file, plant, receipt.value("run_id"))
    return json_response({"receipt": receipt, **answer})


def _try_first(
    plant: Plant, caller: sessions.Caller, cls: type[Print], given: CommandRequest
) -> None:
    """Make the file of the first label before anything is counted as printed.

    What only the file can tell, a letter that the font has not or a module too narrow for the
    printer's dots, is said now. Every other no is the command's own to say, sealed.
    """
    try:
        command = parse(cls, given.body)
        with plant.reader() as reader:
            sessions.require(reader, caller, cls.SPEC.permission)
            preview = previews.preview_of_print(reader, command)
    except (Unusable, Refused, Problem):
        return
    if preview is None:
        return
    size = Size(micrometres(preview.design.width), micrometres(preview.design.height))
    sheet = Sheet(size, preview.design.elements, [Label(preview.values, 1)])
    try:
        file_of(sheet, command.format, Instant(0))
    except Refused as no:
        raise of_refusal(no) from None


def _file(plant: Plant, run_text: str) -> dict[str, Any]:
    """The run as its labels were asked for: drawings, PDF or ZPL."""
    with plant.reader() as reader:
        run = reader.get(LabelRun, LabelRunId.parse(run_text))
        template = reader.get(LabelTemplate, run.template_id)
        given, labels = labels_of(reader, run)
    size = Size(micrometres(template.width), micrometres(template.height))
    made = file_of(Sheet(size, given, labels), run.format, run.printed_at)
    name = f"labels-{run_text}.{made.pop('extension')}"
    return {
        "run": dump(run),
        "file": {
            "name": name,
            "width": amount_text(template.width, "mm"),
            "height": amount_text(template.height, "mm"),
            "unit": "mm",
            **made,
        },
    }
