"""Makes the plant, or goes on with its history; the same seed makes the same story."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import (
    access,
    catalogue,
    chamber,
    courses,
    findings,
    labels,
    linkage,
    notices,
    papers,
    readings,
    setup,
    upkeep,
    validity,
    watch,
    writing,
)
from lotproof.entrypoints.demo.changes import prepare_changes
from lotproof.entrypoints.demo.incidents import Incidents
from lotproof.entrypoints.demo.life import Life
from lotproof.entrypoints.demo.signers import Signers
from lotproof.entrypoints.demo.world import World
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.meaning import dump
from lotproof.kernel.record import RECORDS
from lotproof.kernel.work import Reader
from lotproof.modules.people.default_roles import default_role_commands

SIZES = {"small": 3_000, "medium": 100_000, "large": 1_000_000}
"""About so many sealed operations."""
HISTORY = timedelta(days=240)
_HOURS_A_YEAR = 10 * 5 * 52
_PACE_MIN_S = 0.001
_FIRST = 600
"""About so many operations come before the first week of a plant, however short its history."""
_SLOWER = 0.9
"""Of a story some time passes between operations, too, such as that of sterilisation."""


class NotADemonstration(Exception):
    """The folder holds a production site; its history is not made up."""


def make_history(plant: Plant, size: int, seed: int, progress: Callable[[int, int], None]) -> int:
    """Add about `size` sealed operations; gives how many the ledger now has."""
    look = look_into(plant)
    with plant.ledger() as view:
        before = view.size
        last = clock.parse(view.entry(before - 1).envelope.recorded) if before else None
    now = plant.clock.now()
    start = last or Instant(now - int(HISTORY.total_seconds()) * 1_000_000)
    signers = Signers(plant, catalogue.SECRET)
    world = World(signers.submit, seed + before, start, now, catalogue.ZONE)
    world.pace_s = _pace(world, size if before else max(size, _FIRST))
    if before == 0:
        roles = _open(plant, world)
        signers.enrol_everybody(clock.instant(world.moment))
        prepare_changes(world, roles)
    elif not plant.site().is_demonstration:
        raise NotADemonstration(str(plant.folder))
    else:
        world.base = before
        remember(world, look)
    labels.prepare(world, look)
    validity.prepare(world, look)
    watch.prepare(world, look)
    readings.prepare(world, look)
    papers.prepare(plant, world, look)
    courses.prepare(world, look)
    upkeep.prepare(world, look)
    chamber.prepare(world)
    life = Life(world, look)
    incidents = Incidents(life)
    life.recall()
    findings.prepare(life)
    done = before
    while done - before < size:
        world.pace_s = _pace(world, size - (done - before))
        incidents.week()
        with plant.ledger() as view:
            done = view.size
        progress(min(done - before, size), size)
    upkeep.finish(world, life)
    validity.finish(world, look)
    access.finish(world)
    readings.last_hours(world, look)
    notices.finish(world, look)
    linkage.finish(world, look)
    writing.finish(world, look)
    with plant.ledger() as view:
        return view.size


def _pace(world: World, operations: int) -> float:
    """Seconds of working time between operations, so that so many more of them end at the
    present; a longer wait on the way shortens the pace of what follows."""
    left_s = max((world.end - world.moment).total_seconds(), 0.0)
    return max(left_s * _HOURS_A_YEAR / (365 * 24) / operations * _SLOWER, _PACE_MIN_S)


def _open(plant: Plant, world: World) -> dict[str, str]:
    plant.open_ledger(
        catalogue.NAME,
        catalogue.ORIGIN,
        catalogue.ZONE,
        is_demonstration=True,
        at=clock.instant(world.moment),
    )
    roles = {}
    for command in default_role_commands():
        receipt = world.do(setup.CONSOLE, command.SPEC.kind.removesuffix("/1"), **_body(command))
        roles[command.code] = receipt.value("role_id")
    setup.all_of_it(world, roles)
    access.prepare(world, roles)
    return roles


def _body(command: Any) -> dict[str, Any]:
    return dump(command)


def look_into(plant: Plant) -> Callable[[Callable[[Reader], Any]], Any]:
    """Answers each question over a fresh snapshot."""

    def look(question: Callable[[Reader], Any]) -> Any:
        with plant.reader() as reader:
            return question(reader)

    return look


def remember(world: World, look: Callable[[Callable[[Reader], Any]], Any]) -> None:
    """Who and what there is already, by the names the story uses."""
    named = {
        "people.user": "login",
        "sites.area": "code",
        "sites.workstation": "code",
        "equipment.equipment": "code",
        "warehouse.location": "code",
        "parties.party": "code",
        "items.item": "number",
    }
    for kind_name, field in named.items():
        kind = RECORDS[kind_name]
        assert kind.id_field is not None
        for record in look(partial(_all, kind_name)):
            ids = world.users if kind_name == "people.user" else world.ids
            ids[getattr(record, field)] = kind.id_field.type.text(record.id)


def _all(kind_name: str, reader: Reader) -> list[Any]:
    return list(reader.find(RECORDS[kind_name].cls))
