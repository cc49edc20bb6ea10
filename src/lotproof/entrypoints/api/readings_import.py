"""POST /api/monitoring/imports: a CSV file of readings, in the name of who brings it."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.limits import bounded_body
from lotproof.entrypoints.api.problems import (
    Problem,
    json_response,
    language_of,
    problem_body,
    refusal_response,
)
from lotproof.entrypoints.api.submitting import submit
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.readings_file import BadLine, BadReadings, readings_of, submission
from lotproof.kernel.text import Language, Text, t
from lotproof.modules.monitoring.commands_readings import RecordReadings

READINGS_MAX: Final = 10_000
"""As many as one command takes, so that the file is one entry or none."""
_NOT_TAKEN: Final = t(
    "Nothing of the file was recorded. Correct the lines that are named and bring it again.",
    "文件未记录任何内容。请更正所列的行后重新导入。",
)
_NO_TEXT: Final = t(
    "The file is no text in UTF-8. Save it as CSV in UTF-8.",
    "文件不是 UTF-8 文本。请以 UTF-8 编码保存为 CSV。",
)
_NO_SOURCE: Final = t("Say from which source the readings are.", "请说明读数的来源。")
_TOO_MANY: Final = t(
    "The file has {found} readings; {most} are taken at once. Cut it in parts.",
    "文件有 {found} 个读数，一次最多 {most} 个。请拆分文件。",
)
_LINE: Final = t("Line {line}", "第 {line} 行")
_FILE: Final = t("File", "文件")


def readings_import_routes() -> list[Route]:
    return [Route("/api/monitoring/imports", _import, methods=["POST"])]


async def _import(request: Request) -> Response:
    """?source= the code of the source; the body is the file. The receipt, or 422 with each line
    that is wrong under `fields`, and then nothing is recorded."""
    caller = await run_in_threadpool(_allowed, request)
    request.app.state.limits.spend(caller.actor)
    source = request.query_params.get("source", "")
    if not source:
        raise Problem(422, "invalid_input", _NO_SOURCE)
    try:
        readings = readings_of(_lines(await bounded_body(request)))
    except BadReadings as bad:
        return _bad(request, bad)
    if len(readings) > READINGS_MAX:
        raise Problem(
            422, "too_many_readings", _TOO_MANY.fill(found=len(readings), most=READINGS_MAX)
        )
    plant: Plant = request.app.state.plant
    receipt = await submit(plant, submission(source, readings, caller.actor))
    await sessions.extend_if_due(plant, caller)
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    return json_response({"readings": len(readings), "receipt": receipt})


def _allowed(request: Request) -> sessions.Caller:
    plant: Plant = request.app.state.plant
    with plant.reader() as reader:
        caller = sessions.require_current(sessions.caller_of(request, reader))
        sessions.require(reader, caller, RecordReadings.SPEC.permission)
        return caller


def _lines(content: bytes) -> list[str]:
    try:
        return content.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError:
        raise Problem(422, "invalid_input", _NO_TEXT) from None


def _bad(request: Request, bad: BadReadings) -> Response:
    body = problem_body(request, Problem(422, "bad_readings", _NOT_TAKEN))
    language = language_of(request)
    body["fields"] = [_field(each, language) for each in bad.lines]
    return json_response(body, 422)


def _field(bad: BadLine, language: Language) -> dict[str, object]:
    label: Text = _LINE.fill(line=bad.line) if bad.line else _FILE
    return {
        "path": f"line {bad.line}",
        "label": label.in_(language),
        "message": bad.why.in_(language),
        "texts": {"label": label._asdict(), "message": bad.why._asdict()},
    }
