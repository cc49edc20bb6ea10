"""GET /ca.crt: the certificate of the site's own authority, to be trusted on workstations."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.local_ca import LocalAuthority
from lotproof.entrypoints.api.problems import Problem
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.text import t


def trust_routes() -> list[Route]:
    return [Route("/ca.crt", _certificate)]


def authority_of(plant: Plant, hosts: tuple[str, ...] = ()) -> LocalAuthority:
    """The authority of a site, kept in its data folder; BadHostName for what is no host."""
    return LocalAuthority(plant.folder / "tls", plant.site().name, hosts)


async def _certificate(request: Request) -> Response:
    plant: Plant = request.app.state.plant

    def read() -> bytes:
        try:
            return authority_of(plant).certificate_file.read_bytes()
        except FileNotFoundError:
            raise Problem(
                404,
                "no_authority",
                t(
                    "This site has no certificate authority of its own: it is made by "
                    "`lotproof serve --tls`.",
                    "本站点没有自己的证书颁发机构：它由 `lotproof serve --tls` 创建。",
                ),
            ) from None

    return Response(
        await run_in_threadpool(read),
        media_type="application/x-x509-ca-cert",
        headers={"content-disposition": 'attachment; filename="lotproof-ca.crt"'},
    )
