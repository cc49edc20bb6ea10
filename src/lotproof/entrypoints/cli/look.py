"""Verbs that look: list, trace, timeline."""

from typing import Annotated, Any, Literal

import typer

from lotproof.derive.listing import NoSuchKind, listing
from lotproof.derive.story import timeline as story
from lotproof.entrypoints.cli.common import AsJson, Data, Database, fail, opened, show
from lotproof.kernel.ids import parse_any
from lotproof.modules.traceability.queries import Ambiguous, Unknown, identify, trace_from

Subject = Annotated[
    str, typer.Argument(help="An id like lot_12, a lot or serial number, or the text of a barcode.")
]


def list_records(
    kind: Annotated[str, typer.Argument(help="Kind of record, such as warehouse.lot.")],
    data: Data,
    database: Database = None,
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000)] = 100,
    where: Annotated[
        list[str] | None, typer.Option("--where", help="FIELD=VALUE; may be repeated.")
    ] = None,
) -> None:
    """List records of a kind."""
    filters = dict(pair.split("=", 1) for pair in where or () if "=" in pair)
    with opened(data, database) as plant, plant.reader() as reader:
        try:
            page = listing(reader, kind, filters=filters, limit=limit)
        except (NoSuchKind, ValueError) as error:
            fail(str(error))
    if as_json:
        show(page.records)
        return
    for record in page.records:
        typer.echo("  ".join(f"{name}={value}" for name, value in record.items()))


def trace(
    subject: Subject,
    data: Data,
    database: Database = None,
    as_json: AsJson = False,
    direction: Annotated[Literal["forward", "backward"], typer.Option("--direction")] = "forward",
) -> None:
    """Where a lot or serial went (forward), or what it came from (backward)."""
    with opened(data, database) as plant, plant.reader() as reader:
        found = trace_from(reader, _identified(reader, subject), direction)
    if as_json:
        show(found)
        return
    for node in found["nodes"]:
        certain = "" if node["exact"] else "  possible"
        typer.echo(f"{'  ' * node['level']}{node['id']}  {node.get('number', '')}{certain}")


def timeline(
    subject: Subject,
    data: Data,
    database: Database = None,
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000)] = 200,
) -> None:
    """Everything the ledger says about a lot, serial, order, machine or person."""
    with opened(data, database) as plant, plant.reader() as reader, plant.ledger() as view:
        id_text = _identified(reader, subject)
        kind, number = parse_any(id_text)
        events = story(view, kind.prefix, number, limit=limit)
    if as_json:
        show(events)
        return
    for event in events:
        typer.echo(
            f"{event['seq']:>8}  {event['occurred'][:19]}  {event['actor']:<12} "
            f"{event['outcome']:<8} {event['label']['en']}"
        )


def _identified(reader: Any, subject: str) -> str:
    try:
        return identify(reader, subject)
    except (Unknown, Ambiguous) as error:
        fail(str(error))
