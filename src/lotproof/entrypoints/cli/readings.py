"""`lotproof import readings`: what a person brings in a file, in that person's name."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from lotproof.entrypoints.cli.common import AsJson, Data, Database, fail, opened, show
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.readings_file import BadReadings, Reading, readings_of, submission
from lotproof.kernel.executor import Receipt

_BATCH: Final = 1_000


def import_readings(
    source: Annotated[str, typer.Argument(help="Code of the registered source.")],
    file: Annotated[Path, typer.Argument(help="CSV file with the columns tag,at,value[,quality].")],
    data: Data,
    actor: Annotated[str, typer.Option("--as", help="Who brings them, such as usr_3.")],
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Record the readings of a file; if a line is wrong, nothing of the file is recorded."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            readings = readings_of(lines)
    except (OSError, UnicodeDecodeError, BadReadings) as error:
        fail(f"{file}: {error}")
    with opened(data, database) as plant:
        receipts = _record(plant, source, readings, actor)
    answer = _answer(receipts, len(readings))
    if as_json:
        show(answer)
    else:
        typer.echo(
            f"{answer['readings']} readings in {answer['done']} batches 条读数已记录; "
            f"deviations 偏差: {', '.join(answer['deviations']) or '–'}"
        )


def _record(plant: Plant, source: str, readings: list[Reading], actor: str) -> list[Receipt]:
    """One batch after the other; ends with the first refusal."""
    receipts: list[Receipt] = []
    for start in range(0, len(readings), _BATCH):
        given = submission(source, readings[start : start + _BATCH], actor, start)
        receipt = plant.submit(given).result()
        if receipt.outcome != "done":
            said = receipt.message or {}
            fail(
                f"{start} readings were recorded, then {receipt.code}: "
                f"{said.get('en', '')} {said.get('zh', '')}"
            )
        receipts.append(receipt)
    return receipts


def _answer(receipts: list[Receipt], readings: int) -> dict[str, Any]:
    deviations = {str(each["code"]) for receipt in receipts for each in receipt.deviations or ()}
    return {"done": len(receipts), "readings": readings, "deviations": sorted(deviations)}
