"""Verbs that set up: init, import."""

import uuid
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from lotproof.derive.tabular import BadHeader, NotTabular, rows, template
from lotproof.entrypoints import gudid
from lotproof.entrypoints.cli.common import AsJson, Data, Database, fail, opened, progress_bar, show
from lotproof.entrypoints.compose import CONSOLE, Plant
from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.site import Source
from lotproof.modules.identification.gudid import BadDevice, UnreadableFile
from lotproof.modules.notifications.default_duties import default_duty_commands
from lotproof.modules.people.default_roles import default_role_commands
from lotproof.modules.people.default_separations import default_separation_commands
from lotproof.modules.people.queries import roles
from lotproof.modules.people.vocabulary import RoleId

importing = typer.Typer(help="Bring in master data from files.", no_args_is_help=True)

_IMPORTED = uuid.UUID("b6f2f0a6-5a3e-5d53-9f0c-6f9f3f0d7c11")
"""Name space of the command ids of imports: the same row again is the same command."""
_WINDOW = 256


def init(
    data: Data,
    name: Annotated[str, typer.Option("--name", help="Name of the site.")],
    origin: Annotated[
        str,
        typer.Option(
            "--origin", help="Name of its ledger: a URL without scheme, like plant.example/ledger."
        ),
    ],
    database: Database = None,
    zone: Annotated[str, typer.Option("--zone", help="IANA time zone.")] = "Asia/Shanghai",
) -> None:
    """Open a production site: its key, the first entry of its ledger, standard roles, and who has
    to know of what."""
    with opened(data, database, must_exist=False) as plant:
        plant.open_ledger(name, origin, zone, is_demonstration=False)
        for command in (*default_role_commands(), *default_separation_commands()):
            plant.do(command)
        with plant.reader() as reader:
            known = {each.code: RoleId(each.id) for each in roles(reader)}
        for duty in default_duty_commands(known):
            plant.do(duty)
    typer.echo(f"{name} is open; next: lotproof user add LOGIN --data {data}")


@importing.command("csv")
def import_csv(
    kind: Annotated[str, typer.Argument(help="Command, such as items.register_item/1.")],
    data: Data,
    file: Annotated[Path | None, typer.Argument(help="CSV file; without it the template.")] = None,
    database: Database = None,
    as_json: AsJson = False,
    actor: Annotated[str, typer.Option("--as", help="Who imports.")] = CONSOLE,
) -> None:
    """Run one command for each line of a CSV file; refused lines are reported, good ones kept."""
    with opened(data, database) as plant:
        spec = COMMANDS.get(kind)
        if spec is None:
            fail(f"there is no command {kind}")
        try:
            if file is None:
                typer.echo(template(spec), nl=False)
                return
            with file.open(encoding="utf-8-sig", newline="") as lines:
                found = [
                    (f"line {row.line}", _submission(kind, row.body, actor))
                    for row in rows(spec, lines)
                ]
        except (BadHeader, NotTabular, OSError, UnicodeDecodeError) as error:
            fail(str(error))
        _report(_run(plant, found), as_json=as_json)


@importing.command("gudid")
def import_gudid(
    file: Annotated[Path, typer.Argument(help="FDA GUDID release XML, plain or .gz.")],
    data: Data,
    database: Database = None,
    as_json: AsJson = False,
    limit: Annotated[int | None, typer.Option("--limit", help="Only the first N devices.")] = None,
) -> None:
    """Register real devices with their package levels; dirty records are named one by one."""
    answer: dict[str, Any] = {"done": 0, "refused": [], "unusable": []}
    with opened(data, database) as plant, progress_bar() as bar:
        task = bar.add_task("import", total=limit)
        try:
            for window in _windows(islice(gudid.read(file), limit)):
                _import_devices(plant, window, answer)
                bar.advance(task, len(window))
        except (OSError, UnreadableFile) as error:
            fail(f"{file}: {error}")
        _report(answer, as_json=as_json)


def _windows(found: Iterator[Any]) -> Iterator[list[Any]]:
    while window := list(islice(found, _WINDOW)):
        yield window


def _import_devices(plant: Plant, window: list[Any], answer: dict[str, Any]) -> None:
    """Register the good ones of a window, then their packages; name the others."""
    registered = []
    for found in window:
        if isinstance(found, BadDevice):
            message = {"en": found.message_en, "zh": found.message_zh}
            answer["unusable"].append(
                {
                    "record": found.record_number,
                    "di": found.primary_di,
                    "code": found.code,
                    "message": message,
                }
            )
        else:
            submission = _submission(gudid.REGISTER, gudid.item(found), CONSOLE)
            registered.append((found, plant.submit(submission)))
    added = []
    for device, future in registered:
        receipt = future.result()
        _note(answer, device.primary_di, receipt)
        if receipt.outcome != "refused":
            for body in gudid.packages(device, receipt.value("item_id")):
                submission = _submission(gudid.ADD_PACKAGE, body, CONSOLE)
                added.append((body["di"], plant.submit(submission)))
    for di, waiting in added:
        _note(answer, di, waiting.result())


def _note(answer: dict[str, Any], name: str, receipt: Receipt) -> None:
    if receipt.outcome == "refused":
        answer["refused"].append({"record": name, "code": receipt.code, "message": receipt.message})
    else:
        answer["done"] += 1


def _submission(kind: str, body: dict[str, Any], actor: str) -> Submission:
    name = f"{kind}\n{sorted(body.items())!r}\n{actor}"
    return Submission(
        kind=kind,
        body=body,
        actor=actor,
        source=Source.IMPORT,
        id=str(uuid.uuid5(_IMPORTED, name)),
    )


def _run(plant: Plant, found: list[tuple[str, Submission]]) -> dict[str, Any]:
    """Keep a window of commands under way; the order of the file is kept by the queue."""
    answer: dict[str, Any] = {"done": 0, "refused": []}
    with progress_bar() as bar:
        task = bar.add_task("import", total=len(found))
        for window in _windows(iter(found)):
            for name, future in [(name, plant.submit(each)) for name, each in window]:
                _note(answer, name, future.result())
                bar.advance(task)
    return answer


def _report(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        show(answer)
        return
    for problem in (*answer["refused"], *answer.get("unusable", ())):
        message = (problem["message"] or {}).get("en", "")
        typer.echo(f"{problem['record']}: {problem['code']}: {message}", err=True)
    typer.echo(
        f"{answer['done']} done, {len(answer['refused'])} refused, "
        f"{len(answer.get('unusable', ()))} unusable"
    )
