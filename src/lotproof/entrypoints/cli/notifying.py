"""`lotproof deliver` and `lotproof channel`: what waits in the outbox, and the keys of channels."""

import base64
import secrets
import sys
from typing import Annotated

import typer

from lotproof.adapters.notifying.keys import Keys, KeysUnusable, keep_keys
from lotproof.entrypoints.cli.common import Data, Database, fail, opened
from lotproof.entrypoints.delivering import Deliverer

_TEXTS = ("token", "secret", "user", "password")
_SECRET_BYTES = 32

channel = typer.Typer(
    help="Keys of the channels by which messages leave the plant.", no_args_is_help=True
)


def deliver(data: Data, database: Database = None) -> None:
    """Send what is due in the outbox now, once; `lotproof serve` does it by itself."""
    with opened(data, database) as plant:
        sent = Deliverer(plant).tick()
    typer.echo(f"{sent} sent")


@channel.command("keys")
def keys(
    code: Annotated[str, typer.Argument(help="Code of the channel.")],
    host: Annotated[str, typer.Argument(help="The host that the keys may be sent to.")],
    data: Data,
    private_network: Annotated[
        bool,
        typer.Option(
            "--private-network", help="Its address may be in the private network of this server."
        ),
    ] = False,
    make_secret: Annotated[
        bool,
        typer.Option("--make-secret", help="Make a signing secret for a webhook and print it."),
    ] = False,
) -> None:
    """Keep a channel's keys, read from standard input as lines like `token=…`.

    Names: token (of a robot), secret (to sign with), user and password (for mail). A channel whose
    address leads to another host gets nothing until its keys are kept for that one.
    """
    given = _lines()
    if make_secret:
        made = base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
        given["secret"] = f"whsec_{made}"
    try:
        path = keep_keys(data, code, Keys(host, **given, is_private_allowed=private_network))
    except (KeysUnusable, OSError) as error:
        fail(str(error))
    typer.echo(str(path), err=True)
    if make_secret:
        typer.echo(given["secret"])


def _lines() -> dict[str, str]:
    """What stands on standard input; nothing is asked of a person at a terminal."""
    given: dict[str, str] = {}
    for line in () if sys.stdin.isatty() else sys.stdin.read().splitlines():
        name, equals, value = line.partition("=")
        if not line.strip():
            continue
        if name not in _TEXTS or not equals or not value or name in given:
            fail(f"a line is one of {', '.join(_TEXTS)}, once, followed by = and the value")
        given[name] = value
    return given
