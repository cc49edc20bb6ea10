"""Verbs that run the product: demo, serve."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lotproof.adapters.local_ca import LocalAuthority
from lotproof.entrypoints.api.app import create_app
from lotproof.entrypoints.api.serving import Server
from lotproof.entrypoints.api.trust import authority_of
from lotproof.entrypoints.cli.common import Data, Database, fail, notes, opened, progress_bar
from lotproof.entrypoints.clockwork import Clockwork
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.delivering import Deliverer
from lotproof.entrypoints.demo import SIZES, catalogue, leave_work_open, make_history
from lotproof.entrypoints.demo.machines import Machines
from lotproof.entrypoints.demo.run import NotADemonstration
from lotproof.modules.people.completing import incomplete_roles

Host = Annotated[str, typer.Option("--host", help="Address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535)]
Witnesses = Annotated[
    list[str] | None,
    typer.Option("--witness", help="URL of a witness that cosigns; may be repeated."),
]
HostNames = Annotated[
    list[str] | None,
    typer.Option(
        "--host-name",
        help="Name or address by which workstations reach this machine; may be repeated.",
    ),
]
TRUST = """\
Each workstation has to trust the certificate authority of this site once:
  its certificate: {file}, also at /ca.crt
  SHA-256 {print}
  Compare the fingerprint, then, on the workstation as its administrator:
  Windows: certutil -addstore Root lotproof-ca.crt
  macOS:   security add-trusted-cert -d -k /Library/Keychains/System.keychain lotproof-ca.crt
  Debian:  cp lotproof-ca.crt /usr/local/share/ca-certificates/ && update-ca-certificates
  More: docs/operating/tls.md"""


class Size(StrEnum):
    """How much history the demonstration plant gets."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


def serve(
    data: Data,
    database: Database = None,
    host: Host = "127.0.0.1",
    port: Port = 8470,
    witness: Witnesses = None,
    tls: Annotated[
        bool, typer.Option("--tls", help="Speak TLS, by a certificate authority of the site's own.")
    ] = False,
    host_name: HostNames = None,
) -> None:
    """Serve an opened site: web pages, API, ledger."""
    names = tuple(host_name or ())
    if names and not tls:
        fail("--host-name is for --tls: it names this machine in its certificate")
    with opened(data, database, witnesses=tuple(witness or ())) as plant:
        _serve(plant, host, port, _authority(plant, names) if tls else None, names)


def demo(
    data: Data = Path("build/demo"),
    database: Database = None,
    size: Annotated[Size, typer.Option("--size")] = Size.SMALL,
    seed: Annotated[int, typer.Option("--seed", help="The same seed tells the same story.")] = 1,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Only make the history.")] = False,
    host: Host = "127.0.0.1",
    port: Port = 8470,
) -> None:
    """Make a living demonstration plant (or add to its history), and serve it."""
    with opened(data, database, must_exist=False) as plant:
        with progress_bar() as bar:
            task = bar.add_task("history", total=SIZES[size])
            try:
                make_history(
                    plant,
                    SIZES[size],
                    seed,
                    lambda done, aim: bar.update(task, completed=done, total=aim),
                )
            except NotADemonstration:
                fail(f"{data} holds a production site; name another folder with --data")
        total = leave_work_open(plant, seed)
        notes.print(f"{catalogue.NAME}: {total} sealed operations in {data}", highlight=False)
        if not no_serve:
            logins = ", ".join(person[0] for person in catalogue.PEOPLE)
            notes.print(
                f"sign in as one of: {logins}; password: {catalogue.PASSWORD}; "
                f"signing secret: {catalogue.SECRET}",
                highlight=False,
            )
            with Machines(plant):
                _serve(plant, host, port)


def _serve(
    plant: Plant,
    host: str,
    port: int,
    authority: LocalAuthority | None = None,
    names: tuple[str, ...] = (),
) -> None:
    if plant.site().is_demonstration:
        notes.print("DEMONSTRATION 演示: nothing here is real", style="yellow")
    if authority is None:
        notes.print(f"open http://{host}:{port}/app/", highlight=False)
    else:
        for name in names or ("localhost",):
            notes.print(
                f"open https://{f'[{name}]' if ':' in name else name}:{port}/app/", highlight=False
            )
        how = TRUST.format(file=authority.certificate_file, print=authority.fingerprint)
        notes.print(how, highlight=False, markup=False, soft_wrap=True)
    _say_incomplete_roles(plant)
    with Clockwork(plant), Deliverer(plant):
        Server(create_app(plant), host, port, authority).run()


def _say_incomplete_roles(plant: Plant) -> None:
    """Standard roles of an older site that lack what is new in this program; nothing is changed."""
    with plant.reader() as reader:
        found = incomplete_roles(reader)
    for each in found:
        lacking = ", ".join(each.lacking)
        notes.print(f"role {each.role.code} lacks {lacking}", style="yellow", highlight=False)
    if found:
        notes.print(
            "they stand in the inbox of whoever may change roles; "
            "to add all of them: lotproof user complete-roles",
            highlight=False,
        )


def _authority(plant: Plant, names: tuple[str, ...]) -> LocalAuthority:
    """The site's authority with certificates that are up to date."""
    try:
        authority = authority_of(plant, names)
        authority.renew()
    except (OSError, ValueError) as error:
        fail(str(error))
    return authority
