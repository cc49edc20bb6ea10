"""/app/…: the built web application, with its own addresses falling back to its one page."""

import gzip
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from lotproof.entrypoints.api.problems import Problem
from lotproof.kernel.text import t

BUILT: Final = Path(__file__).parent / "built"
"""Made by `make ui`; part of the wheel."""
_ASSETS: Final = "assets"
"""Files here have a digest of their content in their names."""
_FOREVER: Final = "public, max-age=31536000, immutable"
_PACKED_MIN_BYTES: Final = 1_000
_PACKED: Final = frozenset({".html", ".js", ".css", ".svg", ".wasm", ".json", ".webmanifest"})
_FILES_MAX: Final = 512


def application_routes(built: Path) -> list[BaseRoute]:
    """Routes that serve the built application in the folder `built`."""
    return [Route("/app", _to_application), Mount("/app", Application(built))]


async def _to_application(request: Request) -> Response:
    del request
    return RedirectResponse("/app/", 308)


class Application(StaticFiles):
    """Files of the built application; Problem 503 as long as it has not been built."""

    def __init__(self, built: Path) -> None:
        super().__init__(directory=built, check_dir=False)
        self._page = built / "index.html"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._page.is_file():
            raise Problem(
                503,
                "not_built",
                t(
                    "The web application has not been built. Run `make ui` in the source folder "
                    "(it needs Node 20 or newer), or install the released package.",
                    "Web 应用尚未构建。请在源码目录运行 `make ui`（需要 Node 20 或更新版本），"
                    "或安装正式发布的软件包。",
                ),
            )
        await super().__call__(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or the application's page for an address of its own making."""
        is_asset = PurePosixPath(path).parts[:1] == (_ASSETS,)
        try:
            response = await super().get_response(path, scope)
        except HTTPException as missing:
            # A file of an earlier build is gone; a page in its place would be read as a script.
            if missing.status_code != 404 or is_asset:
                raise
            response = await super().get_response("index.html", scope)
        response.headers["cache-control"] = _FOREVER if is_asset else "no-cache"
        if isinstance(response, FileResponse):
            return _as_asked(response, scope)
        return response


def _as_asked(response: FileResponse, scope: Scope) -> Response:
    """The file packed where that is taken: packed once, not for each who asks."""
    path = Path(response.path)
    if path.suffix not in _PACKED or path.stat().st_size < _PACKED_MIN_BYTES:
        return response
    response.headers["vary"] = "accept-encoding"
    if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return response
    content = _packed(path, path.stat().st_mtime_ns)
    of_the_file = ("content-length", "accept-ranges")
    headers = {k: v for k, v in response.headers.items() if k not in of_the_file}
    return Response(content, headers=headers | {"content-encoding": "gzip"})


@lru_cache(_FILES_MAX)
def _packed(path: Path, changed_ns: int) -> bytes:
    del changed_ns  # a file that changed is another
    return gzip.compress(path.read_bytes(), mtime=0)
