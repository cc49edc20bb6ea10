"""Labels in the story: approved before the first print, scanned back, every one accounted for."""

from collections.abc import Callable
from functools import partial
from typing import Any

from lotproof.entrypoints.demo import catalogue, facts
from lotproof.entrypoints.demo.world import World
from lotproof.kernel.site import Source
from lotproof.kernel.work import Reader
from lotproof.modules.identification.gs1 import GS, ElementString
from lotproof.modules.items.queries import package_levels
from lotproof.modules.items.vocabulary import ItemId, PackageLevelId
from lotproof.modules.labelling.coding import coded
from lotproof.modules.labelling.contents import labels_of
from lotproof.modules.labelling.queries import LabelRun, approved_template
from lotproof.modules.labelling.vocabulary import LabelRunId
from lotproof.modules.sites.queries import company_prefix

Look = Callable[[Callable[[Reader], Any]], Any]
_COMPANY_PREFIX = "6948000"


def prepare(world: World, look: Look) -> None:
    """What printing needs, where an earlier history has not left it."""
    if look(company_prefix) is None:
        world.do(
            "engineer",
            "sites.set_company_prefix",
            prefix=_COMPANY_PREFIX,
            reason="Demonstration certificate 演示证书",
        )
    boxed = facts.number_of(world.ids["DV-IVSET"])
    levels = look(lambda reader: [each.id for each in package_levels(reader, ItemId(boxed))])
    wanted: list[tuple[str, dict[str, str]]] = [
        (world.ids[item["number"]], {"item_id": world.ids[item["number"]]})
        for item in catalogue.ITEMS
    ]
    for level in levels:
        text = PackageLevelId.text(level)
        wanted.append((text, {"use": "package", "package_level_id": text}))
    wanted.append(("sscc", {"use": "logistic"}))
    for target, what in wanted:
        if look(partial(approved_template, target=target)) is None:
            drafted = world.do("engineer", "labelling.draft_template", **what)
            world.do(
                "quality",
                "labelling.approve_template",
                template_id=drafted.value("template_id"),
            )


def label_lot(world: World, look: Look, lot_id: str, good: int, serials: list[str]) -> str:
    """Labels of a lot: printed with a few to spare, one scanned back, the rest destroyed."""
    spare = 0 if serials else world.chance.randrange(1, 4)
    run = world.do(
        "operator",
        "labelling.print_labels",
        lot_id=lot_id,
        format="zpl_300",
        printer="PACK-1",
        copies=1 if serials else good + spare,
        serial_ids=serials,
        station="PACK-1",
    )
    run_id: str = run.value("run_id")
    check(world, look, run_id)
    world.do(
        "operator2",
        "labelling.reconcile_labels",
        lot_id=lot_id,
        used=good,
        destroyed=spare,
        station="PACK-1",
    )
    return run_id


def check(world: World, look: Look, run_id: str, *, shows: str | None = None) -> Any:
    """Scan a label of a run, or one that is `shows` of another; the receipt."""
    return world.do(
        "operator2",
        "labelling.check_label",
        run_id=run_id,
        scanned=scan_of(look, shows or run_id),
        source=Source.SCAN,
        station="PACK-1",
    )


def scan_of(look: Look, run_id: str) -> str:
    """What a scanner transmits of the first label of a run."""

    def first(reader: Reader) -> ElementString | str:
        run = reader.get(LabelRun, LabelRunId.parse(run_id))
        return coded(labels_of(reader, run)[1][0].values)

    data = look(first)
    return data if isinstance(data, str) else "]d2" + data.data.replace(GS, "<GS>")


def task_of(look: Look, subject: str) -> str:
    """The open task of what the last deviation held."""
    return str(look(lambda reader: facts.open_task(reader, subject)))
