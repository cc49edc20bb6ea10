"""GET /api/ui: what the web application derives its screens from."""

import gzip
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.interface import interface
from lotproof.entrypoints.api.interface_form import shared
from lotproof.entrypoints.api.passwords import CURRENT, PLAIN, STORED, takes_password
from lotproof.kernel.text import Text, t

PASSWORD_MAX = 256


def interface_routes() -> list[Route]:
    return [Route("/api/ui", _ui)]


@cache
def _content() -> tuple[bytes, bytes, str]:
    """The answer, the same packed, and its tag; the registry does not change while we run."""
    content = msgspec.json.encode(shared(described()))
    return content, gzip.compress(content, mtime=0), f'"{sha256(content).hexdigest()[:32]}"'


async def _ui(request: Request) -> Response:
    content, packed, tag = _content()
    headers = {"etag": tag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["content-encoding"] = packed, "gzip"
    return Response(content, headers=headers, media_type="application/json")


def described() -> dict[str, Any]:
    """The interface with passwords where commands keep hashes: the door makes those."""
    found = interface()
    for command in found["commands"]:
        if takes_password(command["kind"]):
            command["fields"] = _with_passwords(command)
    return found


def _with_passwords(command: dict[str, Any]) -> list[dict[str, Any]]:
    stored = next(each for each in command["fields"] if each["name"] == STORED)
    rest = [each for each in command["fields"] if each is not stored]
    new = _password(stored, PLAIN, t("New password", "新密码"))
    if any(each["name"] == "user_id" for each in rest):
        return [*rest, new]
    return [*rest, _password(stored, CURRENT, t("Current password", "当前密码")), new]


def _password(stored: dict[str, Any], name: str, label: Text) -> dict[str, Any]:
    return stored | {
        "name": name,
        "label": label._asdict(),
        "help": t("", "")._asdict(),
        "length_max": PASSWORD_MAX,
        "pattern": None,
    }
