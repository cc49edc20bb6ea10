"""`lotproof identity`: providers of single sign-on, and who is who there."""

import sys
from typing import Annotated

import typer

from lotproof.adapters.identity.single_sign_on import (
    Provider,
    SingleSignOnFailed,
    keep_provider,
    providers,
)
from lotproof.entrypoints.cli.common import Data, Database, fail, opened
from lotproof.modules.credentials.commands import LinkIdentity
from lotproof.modules.people.queries import user_by_login
from lotproof.modules.people.vocabulary import UserId

identity = typer.Typer(help="Single sign-on (OpenID Connect).", no_args_is_help=True)


@identity.command("provider")
def provider(
    code: Annotated[str, typer.Argument(help="Short name: small letters, digits, -.")],
    data: Data,
    issuer: Annotated[str, typer.Option("--issuer", help="The provider's address.")],
    client_id: Annotated[str, typer.Option("--client-id", help="What it calls this program.")],
    title: Annotated[str, typer.Option("--title", help="What the button says.")],
    database: Database = None,
    secret_stdin: Annotated[
        bool, typer.Option("--secret-stdin", help="Read the client secret from standard input.")
    ] = False,
) -> None:
    """Let people sign in by a provider; its file in the data folder is for the owner only."""
    secret = sys.stdin.readline().rstrip("\n") if secret_stdin else None
    try:
        made = Provider(code, issuer, client_id, title, secret or None)
    except (SingleSignOnFailed, ValueError) as bad:
        fail(str(bad))
    with opened(data, database) as plant:
        path = keep_provider(plant.folder, made)
    typer.echo(f"{path}\nTell the provider: <address of the site>/api/single-sign-on/{code}/back")


@identity.command("link")
def link(
    login: Annotated[str, typer.Argument(help="Login name of a person.")],
    data: Data,
    code: Annotated[str, typer.Option("--provider", help="Short name of the provider.")],
    subject: Annotated[str, typer.Option("--subject", help="The `sub` it gives the person.")],
    database: Database = None,
) -> None:
    """Link a person to their identity at a provider; it is never given to anyone else."""
    with opened(data, database) as plant:
        known = providers(plant.folder)
        if code not in known:
            fail(f"there is no provider {code}; known: {', '.join(known) or 'none'}")
        with plant.reader() as reader:
            user = user_by_login(reader, login)
        if user is None:
            fail(f"nobody has the login name {login}")
        user_id = UserId(user.id)
        plant.do(
            LinkIdentity(user_id=user_id, provider=code, issuer=known[code].issuer, subject=subject)
        )
    typer.echo(f"{login} may sign in by {code}")
