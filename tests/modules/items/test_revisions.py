"""Bills of materials and routings: drafted by one, approved by another, one effective at a time."""

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotproof.kernel.quantity import Amount
from lotproof.modules.items.commands import (
    MakeBomEffective,
    MakeRoutingEffective,
    ParameterGiven,
    RetireItem,
    WithdrawBom,
    WithdrawRouting,
)
from lotproof.modules.items.queries import (
    Bom,
    Routing,
    bom_lines,
    bom_revisions,
    components,
    effective_bom,
    effective_routing,
    is_in_structure,
    operations,
    parameters,
    routing_revisions,
)
from lotproof.modules.items.vocabulary import BomId, ItemId, OperationKind, RevisionState
from lotproof.modules.sites.commands import CloseWorkstation, OpenArea, OpenWorkstation
from lotproof.modules.sites.vocabulary import AreaId, AreaKind, WorkstationId
from tests.modules.items.helpers import (
    APPROVER,
    MAKER,
    bom,
    draft_bom,
    draft_routing,
    line,
    operation,
    register,
    routing,
)
from tests.support.plant import Plant


def make_effective(plant: Plant, item_id: ItemId, *parts: ItemId, revision: str = "A") -> BomId:
    bom_id = draft_bom(plant, bom(item_id, *map(line, parts), revision=revision))
    plant.ok(MakeBomEffective(bom_id=bom_id), actor=APPROVER)
    return bom_id


def parameter(code: str, **more: Any) -> ParameterGiven:
    given: dict[str, Any] = {"code": code, "name": code, "unit": "Cel", "is_critical": False}
    return ParameterGiven(**(given | more))


# --- bills of materials -------------------------------------------------------------------------


def test_bill_keeps_its_lines_in_order_and_in_their_units(plant: Plant) -> None:
    device = register(plant, "D-1")
    resin, cap = register(plant, "M-1", unit="kg"), register(plant, "C-1")
    bom_id = draft_bom(plant, bom(device, line(cap, 2), line(resin, 12_500_000, "g")))
    with plant.reader() as reader:
        assert [
            (x.position, x.component_id, x.quantity, x.unit) for x in bom_lines(reader, bom_id)
        ] == [
            (1, cap, 2, "pcs"),
            (2, resin, 12_500_000, "g"),
        ]
        assert {x.number for x in components(reader, bom_id)} == {"M-1", "C-1"}
        assert effective_bom(reader, device) is None


def test_new_revision_takes_the_place_of_the_former(plant: Plant) -> None:
    device, part = register(plant, "D-1"), register(plant, "C-1")
    first = make_effective(plant, device, part)
    second = make_effective(plant, device, part, revision="B")
    with plant.reader() as reader:
        former, now = reader.get(Bom, first), reader.get(Bom, second)
        assert (former.state, now.state) == (RevisionState.SUPERSEDED, RevisionState.EFFECTIVE)
        assert (now.drafted_by, now.approved_by) == (MAKER, APPROVER)
        assert now.effective_at is not None
        assert effective_bom(reader, device) == now
        assert bom_revisions(reader, device) == [former, now]
    plant.refused("wrong_state", MakeBomEffective(bom_id=first), actor=APPROVER)
    plant.refused("duplicate", bom(device, line(part), revision="B"))


def test_maker_does_not_approve(sqlite_plant: Plant) -> None:
    device, part = register(sqlite_plant, "D-1"), register(sqlite_plant, "C-1")
    bom_id = draft_bom(sqlite_plant, bom(device, line(part)))
    sqlite_plant.refused("own_revision", MakeBomEffective(bom_id=bom_id), actor=MAKER)
    routing_id = draft_routing(sqlite_plant, routing(device, operation("10")))
    sqlite_plant.refused("own_revision", MakeRoutingEffective(routing_id=routing_id), actor=MAKER)


def test_what_cannot_stand_in_a_bill(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    device, part = register(plant, "D-1"), register(plant, "C-1")
    retired = register(plant, "C-2")
    plant.ok(RetireItem(item_id=retired), reason="old")
    plant.refused("empty_revision", bom(device))
    plant.refused("repeated_in_revision", bom(device, line(part), line(part, 2)))
    plant.refused("inexact_quantity", bom(device, line(part, 1, "kg")))
    plant.refused("inexact_quantity", bom(device, line(part), unit="kg"))
    plant.refused("not_found", bom(device, line(ItemId(99))))
    plant.refused("not_found", bom(ItemId(99), line(part)))
    plant.refused("wrong_state", bom(device, line(retired)))
    plant.refused("wrong_state", bom(retired, line(part)))
    plant.refused("circular_bom", bom(device, line(device)))
    with plant.reader() as reader:
        assert bom_revisions(reader, device) == []


def test_effective_bill_has_active_components(sqlite_plant: Plant) -> None:
    device, part = register(sqlite_plant, "D-1"), register(sqlite_plant, "C-1", active=False)
    bom_id = draft_bom(sqlite_plant, bom(device, line(part)))
    sqlite_plant.refused("item_not_active", MakeBomEffective(bom_id=bom_id), actor=APPROVER)


def test_circle_is_found_at_any_depth(plant: Plant) -> None:
    a, b, c, d = (register(plant, number) for number in "ABCD")
    make_effective(plant, a, b)
    make_effective(plant, b, c)
    waiting = draft_bom(plant, bom(d, line(a)))
    make_effective(plant, c, d)
    plant.refused("circular_bom", bom(c, line(a), revision="B"))
    plant.refused("circular_bom", MakeBomEffective(bom_id=waiting), actor=APPROVER)
    with plant.reader() as reader:
        assert is_in_structure(reader, waiting, d)
        assert not is_in_structure(reader, waiting, ItemId(99))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(edges=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_effective_bills_never_form_a_circle(
    sqlite_plant: Plant, edges: list[tuple[int, int]]
) -> None:
    """Whatever is tried in whatever order, against a search of all paths."""
    with sqlite_plant.reader() as reader:
        from lotproof.modules.items.queries import Item

        seen = len(reader.find(Item))
    items = [register(sqlite_plant, f"I-{seen}-{n}") for n in range(5)]
    uses: dict[int, set[int]] = {n: set() for n in range(5)}
    for index, (parent, child) in enumerate(edges):
        wanted = uses[parent] | {child}
        command = bom(items[parent], *(line(items[n]) for n in sorted(wanted)), revision=f"{index}")
        if reaches(uses, wanted, parent):
            sqlite_plant.refused("circular_bom", command)
            continue
        bom_id = draft_bom(sqlite_plant, command)
        sqlite_plant.ok(MakeBomEffective(bom_id=bom_id), actor=APPROVER)
        uses[parent] = wanted


def reaches(uses: dict[int, set[int]], start: set[int], target: int) -> bool:
    found = set(start)
    while True:
        more = found | set(itertools.chain.from_iterable(uses[n] for n in found))
        if more == found:
            return target in found
        found = more


def test_withdrawn_bill_leaves_none(sqlite_plant: Plant) -> None:
    device, part = register(sqlite_plant, "D-1"), register(sqlite_plant, "C-1")
    bom_id = make_effective(sqlite_plant, device, part)
    sqlite_plant.refused("reason_missing", WithdrawBom(bom_id=bom_id))
    sqlite_plant.ok(WithdrawBom(bom_id=bom_id), reason="wrong material")
    sqlite_plant.refused("wrong_state", WithdrawBom(bom_id=bom_id), reason="twice")
    with sqlite_plant.reader() as reader:
        assert effective_bom(reader, device) is None


# --- routings -----------------------------------------------------------------------------------


@pytest.fixture
def workstation(sqlite_plant: Plant) -> WorkstationId:
    """Give a workstation in use."""
    area = sqlite_plant.ok(OpenArea(code="CR1", name="Clean room", kind=AreaKind.PRODUCTION))
    area_id = AreaId.parse(area.value("area_id"))
    receipt = sqlite_plant.ok(OpenWorkstation(code="IM1", name="Moulding", area_id=area_id))
    return WorkstationId.parse(receipt.value("workstation_id"))


def test_routing_keeps_operations_and_parameters(
    sqlite_plant: Plant, workstation: WorkstationId
) -> None:
    device = register(sqlite_plant, "D-1")
    melt = parameter(
        "T1", is_critical=True, low=Amount(-500), high=Amount(215_000), target=Amount(210_000)
    )
    routing_id = draft_routing(
        sqlite_plant,
        routing(
            device,
            operation("10", kind=OperationKind.LINE_CLEARANCE),
            operation("20", workstation_id=workstation, parameters=[melt, parameter("T2")]),
        ),
    )
    sqlite_plant.ok(MakeRoutingEffective(routing_id=routing_id), actor=APPROVER)
    with sqlite_plant.reader() as reader:
        now = effective_routing(reader, device)
        assert now is not None
        assert (now.id, now.approved_by) == (routing_id, APPROVER)
        assert [(o.position, o.code, o.workstation_id) for o in operations(reader, routing_id)] == [
            (1, "10", None),
            (2, "20", workstation),
        ]
        first, second = parameters(reader, routing_id)
        assert (first.position, first.code, first.low, first.target, first.high) == (
            2,
            "T1",
            -500,
            210_000,
            215_000,
        )
        assert (first.is_critical, second.is_critical, second.low) == (True, False, None)


def test_new_routing_takes_the_place_of_the_former(plant: Plant) -> None:
    device = register(plant, "D-1")
    ids = []
    for revision in ("A", "B"):
        routing_id = draft_routing(plant, routing(device, operation("10"), revision=revision))
        plant.ok(MakeRoutingEffective(routing_id=routing_id), actor=APPROVER)
        ids.append(routing_id)
    with plant.reader() as reader:
        assert [r.state for r in routing_revisions(reader, device)] == [
            RevisionState.SUPERSEDED,
            RevisionState.EFFECTIVE,
        ]
    plant.refused("duplicate", routing(device, operation("10"), revision="B"))
    plant.ok(WithdrawRouting(routing_id=ids[1]), reason="tool broken")
    with plant.reader() as reader:
        assert effective_routing(reader, device) is None
        assert reader.get(Routing, ids[1]).state is RevisionState.SUPERSEDED
    plant.refused("wrong_state", MakeRoutingEffective(routing_id=ids[1]), actor=APPROVER)


def test_what_cannot_stand_in_a_routing(sqlite_plant: Plant, workstation: WorkstationId) -> None:
    plant, device = sqlite_plant, register(sqlite_plant, "D-1")
    plant.refused("empty_revision", routing(device))
    plant.refused("repeated_in_revision", routing(device, operation("10"), operation("10")))
    twice = operation("10", parameters=[parameter("T"), parameter("T")])
    plant.refused("repeated_in_revision", routing(device, twice))
    crossed = operation("10", parameters=[parameter("T", low=Amount(2), high=Amount(1))])
    plant.refused("limits_crossed", routing(device, crossed))
    plant.refused("not_found", routing(device, operation("10", workstation_id=WorkstationId(99))))
    plant.refused("not_found", routing(ItemId(99), operation("10")))


def test_closed_workstation_is_not_in_an_effective_routing(
    sqlite_plant: Plant, workstation: WorkstationId
) -> None:
    device = register(sqlite_plant, "D-1")
    command = routing(device, operation("10", workstation_id=workstation))
    routing_id = draft_routing(sqlite_plant, command)
    sqlite_plant.ok(CloseWorkstation(workstation_id=workstation), reason="moved")
    sqlite_plant.refused("wrong_state", MakeRoutingEffective(routing_id=routing_id), actor=APPROVER)
    sqlite_plant.refused(
        "wrong_state", routing(device, operation("10", workstation_id=workstation))
    )
