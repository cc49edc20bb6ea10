"""What every verb shares: where the site is, how answers are printed, how failures end."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lotproof.entrypoints.compose import CommandRefused, Plant, SiteNotOpened

DAMAGED, COULD_NOT_RUN = 1, 2

Data = Annotated[
    Path,
    typer.Option(
        "--data",
        help="Folder with keys, signer memory and the SQLite database.",
        envvar="LOTPROOF_DATA",
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        help="postgresql://… instead of the SQLite file in the data folder.",
        envvar="LOTPROOF_DATABASE",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value.")]

notes = Console(stderr=True)


def fail(message: str, code: int = COULD_NOT_RUN) -> NoReturn:
    """End with a sentence on stderr."""
    notes.print(f"lotproof: {message}", style="red", markup=False, highlight=False)
    raise typer.Exit(code)


@contextmanager
def opened(
    data: Path, database: str | None, *, must_exist: bool = True, witnesses: tuple[str, ...] = ()
) -> Iterator[Plant]:
    """The site in `data`; failures end the program with a sentence, not a traceback."""
    if must_exist and not data.is_dir():
        fail(f"there is no data folder {data}; make one with `lotproof demo` or `lotproof init`")
    try:
        plant = Plant(data, database, witnesses=witnesses)
    except (OSError, ValueError) as error:
        fail(f"cannot open {data}: {error}")
    try:
        if must_exist:
            plant.site()
        yield plant
    except SiteNotOpened:
        fail(f"{data} holds no site; make one with `lotproof demo` or `lotproof init`")
    except CommandRefused as refused:
        fail(str(refused), 1)
    finally:
        plant.close()


def show(value: Any) -> None:
    """One JSON value on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on stderr; silent when nobody watches."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=notes,
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        yield bar
