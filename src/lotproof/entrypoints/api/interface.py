"""GET /api/ui/{language}: what the web application derives its screens from, in its words."""

import gzip
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.interface import interface
from lotproof.entrypoints.api.interface_form import shared
from lotproof.entrypoints.api.passwords import CURRENT, PLAIN, STORED, takes_password
from lotproof.entrypoints.api.problems import NO_SUCH_PLACE, Problem
from lotproof.kernel.text import Text, t

PASSWORD_MAX = 256


def interface_routes() -> list[Route]:
    return [Route("/api/ui/{language}", _ui)]


class Content(NamedTuple):
    """An answer and the same packed; the registry does not change while we run."""

    plain: bytes
    packed: bytes
    digest: str

    @classmethod
    def of(cls, answer: object) -> "Content":
        plain = msgspec.json.encode(answer)
        return cls(plain, gzip.compress(plain, mtime=0), sha256(plain).hexdigest()[:32])

    def answer(self, request: Request) -> Response:
        headers = {
            "etag": f'"{self.digest}"',
            "cache-control": "no-cache",
            "vary": "accept-encoding",
        }
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            return Response(self.packed, headers=headers, media_type="application/json")
        return Response(self.plain, headers=headers, media_type="application/json")


@cache
def _contents() -> dict[str, Content]:
    """The registry in the words of each language.

    `form` is the same in all that have the same places, so that words of one fit the other.
    """
    registry, texts = shared(described())
    form = sha256(msgspec.json.encode([registry, len(texts["en"])])).hexdigest()[:32]
    return {
        language: Content.of(registry | {"form": form, "texts": said})
        for language, said in texts.items()
    }


async def _ui(request: Request) -> Response:
    found = _contents().get(request.path_params["language"])
    if found is None:
        raise Problem(404, "not_found", NO_SUCH_PLACE)
    return found.answer(request)


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
