"""Verbs that run the product: demo, serve."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lotproof.entrypoints.api.app import create_app
from lotproof.entrypoints.api.serving import Server
from lotproof.entrypoints.cli.common import Data, Database, fail, notes, opened, progress_bar
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import SIZES, catalogue, make_history
from lotproof.entrypoints.demo.run import NotADemonstration

Host = Annotated[str, typer.Option("--host", help="Address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535)]
Witnesses = Annotated[
    list[str] | None,
    typer.Option("--witness", help="URL of a witness that cosigns; may be repeated."),
]


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
) -> None:
    """Serve an opened site: web pages, API, ledger."""
    with opened(data, database, witnesses=tuple(witness or ())) as plant:
        _serve(plant, host, port)


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
                total = make_history(
                    plant,
                    SIZES[size],
                    seed,
                    lambda done, aim: bar.update(task, completed=done, total=aim),
                )
            except NotADemonstration:
                fail(f"{data} holds a production site; name another folder with --data")
        notes.print(f"{catalogue.NAME}: {total} sealed operations in {data}", highlight=False)
        if not no_serve:
            logins = ", ".join(person[0] for person in catalogue.PEOPLE)
            notes.print(
                f"sign in as one of: {logins}; password: {catalogue.PASSWORD}", highlight=False
            )
            _serve(plant, host, port)


def _serve(plant: Plant, host: str, port: int) -> None:
    if plant.site().is_demonstration:
        notes.print("DEMONSTRATION 演示: nothing here is real", style="yellow")
    notes.print(f"open http://{host}:{port}", highlight=False)
    Server(create_app(plant), host, port).run()
