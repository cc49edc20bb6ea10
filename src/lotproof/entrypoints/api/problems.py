"""Errors as RFC 9457 problem details, in the caller's language."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lotproof.kernel.executor import Receipt
from lotproof.kernel.refusals import REFUSALS
from lotproof.kernel.text import Language, Text, t

_encode = msgspec.json.Encoder().encode


class Problem(Exception):
    """Something that ends a request; `code` is stable, `text` tells a person what to do."""

    def __init__(self, status: int, code: str, text: Text, **headers: str) -> None:
        super().__init__(text.en)
        self.status, self.code, self.text = status, code, text
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


NOT_SIGNED_IN = Problem(401, "not_signed_in", t("Sign in first.", "请先登录。"),
                        www_authenticate="Bearer")
NO_SUCH_PLACE = t("There is nothing at this address.", "此地址没有内容。")


def language_of(request: Request) -> Language:
    """`?lang=` first, then the first of Accept-Language that we speak."""
    asked = request.query_params.get("lang") or request.cookies.get("lang") or ""
    for part in (asked, *request.headers.get("accept-language", "").split(",")):
        if part.strip().lower().startswith("zh"):
            return "zh"
        if part.strip().lower().startswith("en"):
            return "en"
    return "en"


def json_response(value: Any, status: int = 200, **headers: str) -> Response:
    return Response(_encode(value), status, headers, "application/json")


def problem_response(request: Request, problem: Problem) -> Response:
    return _response(problem.status, problem.code, problem.text.in_(language_of(request)),
                     problem.headers, {})


def refusal_response(request: Request, receipt: Receipt) -> Response:
    """A sealed refusal: the receipt's own text, field by field where input was bad."""
    language = language_of(request)
    refusal = REFUSALS.get(receipt.code or "")
    fields = [{"path": p["path"], "label": p["label"][language], "message": p["message"][language]}
              for p in receipt.problems]
    more: dict[str, Any] = {"instance": f"/api/receipts/{receipt.id}", "recorded": receipt.recorded}
    if fields:
        more["fields"] = fields
    return _response(refusal.http_status if refusal else 409, receipt.code or "refused",
                     (receipt.message or {}).get(language, ""), {}, more)


def _response(
    status: int, code: str, detail: str, headers: dict[str, str], more: dict[str, Any]
) -> Response:
    body = {"type": f"/problems/{code}", "title": code.replace("_", " "), "status": status,
            "detail": detail, "code": code, **more}
    return Response(_encode(body), status, headers, "application/problem+json")
