"""Errors as RFC 9457 problem details, in the caller's language."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lotproof.kernel.refusals import REFUSALS, Refused
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import Language, Text, t
from lotproof.modules.identification.problems import UnreadableCarrier

_encode = msgspec.json.Encoder().encode


class Problem(Exception):
    """Something that ends a request; `code` is stable, `text` tells a person what to do."""

    def __init__(self, status: int, code: str, text: Text, **headers: str) -> None:
        super().__init__(text.en)
        self.status, self.code, self.text = status, code, text
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


NO_SUCH_PLACE = t("There is nothing at this address.", "此地址没有内容。")
NOT_IN_LEDGER = t(
    "The ledger has no such entry, or no signed checkpoint covers it yet. Try again in a moment.",
    "账本中没有该记录，或尚无已签名的检查点覆盖它。请稍后再试。",
)
FAILED = t(
    "The program failed; nothing was recorded. Tell whoever looks after it.",
    "程序出错，未记录任何内容。请联系系统管理员。",
)
BUSY = t(
    "Too much at once. Send it again in a moment, with the same id.",
    "系统繁忙。请稍后以相同编号重试。",
)


class BadQuestion(
    Refused,
    code="bad_question",
    en="{text} is not {expected}. Correct the address and ask again.",
    zh="{text} 不是{expected}。请更正后重新查询。",
    http_status=400,
):
    """A part of an address has the wrong form."""


def not_signed_in() -> Problem:
    return Problem(
        401, "not_signed_in", t("Sign in first.", "请先登录。"), www_authenticate="Bearer"
    )


def of_refusal(refusal: Refused) -> Problem:
    return Problem(refusal.http_status, refusal.code, Text(refusal.text("en"), refusal.text("zh")))


def of_carrier(error: UnreadableCarrier) -> Problem:
    return Problem(422, error.code, Text(error.message("en"), error.message("zh")))


def language_of(request: Request) -> Language:
    """`?lang=` first, then what was chosen before, then Accept-Language in its order."""
    asked = (request.query_params.get("lang", ""), request.cookies.get("lang", ""))
    for part in (*asked, *request.headers.get("accept-language", "").split(",")):
        if part.strip().lower().startswith("zh"):
            return "zh"
        if part.strip().lower().startswith("en"):
            return "en"
    return "en"


def json_response(value: Any, status: int = 200) -> Response:
    return Response(_encode(value), status, media_type="application/json")


def problem_response(request: Request, problem: Problem) -> Response:
    return _response(problem_body(request, problem), problem.headers)


def problem_body(request: Request, problem: Problem) -> dict[str, Any]:
    """The problem details of something that ended a request."""
    return _body(problem.status, problem.code, problem.text._asdict(), language_of(request))


def refusal_response(request: Request, receipt: Receipt) -> Response:
    return _response(refusal_body(request, receipt), {})


def refusal_body(request: Request, receipt: Receipt) -> dict[str, Any]:
    """A sealed refusal: the receipt's own text, field by field where input was bad."""
    language = language_of(request)
    refusal = REFUSALS.get(receipt.code or "")
    status = refusal.http_status if refusal else 409
    message = receipt.message or {"en": "", "zh": ""}
    body = _body(status, receipt.code or "refused", message, language) | {
        "instance": f"/api/receipts/{receipt.id}",
        "id": receipt.id,
        "recorded": receipt.recorded,
    }
    if receipt.problems:
        body["fields"] = [
            {
                "path": p["path"],
                "label": p["label"][language],
                "message": p["message"][language],
                "texts": {"label": p["label"], "message": p["message"]},
            }
            for p in receipt.problems
        ]
    return body


def _body(status: int, code: str, message: dict[str, str], language: Language) -> dict[str, Any]:
    """`detail` is in the caller's language; `message` in both, for screens that change theirs."""
    return {
        "type": f"/problems/{code}",
        "title": code.replace("_", " "),
        "status": status,
        "detail": message[language],
        "message": message,
        "code": code,
    }


def _response(body: dict[str, Any], headers: dict[str, str]) -> Response:
    return Response(_encode(body), body["status"], headers, "application/problem+json")
