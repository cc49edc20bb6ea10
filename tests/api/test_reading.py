"""No address that is only looked at seals anything: all of them, found in the application."""

import re
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from starlette.routing import BaseRoute, Mount, Route

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.queries import readings_between
from lotproof.modules.monitoring.vocabulary import PointId
from tests.api.door import LivingDoor

STATUS = {
    "/api/jobs/{id}": 404,
    "/api/entries/{seq}/items/{part}/{index}": 404,
    "/api/single-sign-on/{code}": 404,
    "/api/single-sign-on/{code}/back": 404,
    "/api/transmissions": 403,
    "/app": 308,
    "/ca.crt": 404,
    "/find": 303,
}
"""What is answered where it is not 200: ways to elsewhere, what this plant has not, what only a
gateway is told."""
ELSEWHERE = {
    "/api/live": "a stream without end; tests/api/test_live.py counts what is sealed meanwhile",
}
QUERIES = {
    "/api/scan": "?text={lot}",
    "/api/carrier": "?text={item}",
    "/api/chain": "?about=exc_1",
    "/api/monitoring/points/{id}/proof": "?at={read_at}",
    "/api/rules/check": "?trigger=monitoring.excursion_began/1&condition=true",
    "/api/rules/trial": "?trigger=monitoring.excursion_began/1&condition=true",
    "/api/rules/words": "?trigger=monitoring.excursion_began/1",
    "/api/differences": "?old={old}&new={new}",
    "/api/documents/at": "?subject=wst_1",
    "/api/names": "?ids={lot},usr_1",
    "/api/board/stock/lots": "?item_id=itm_1&unit=pcs&status=released",
    "/api/graph/{subject}/group": "?of={group}&nodes_max=1000",
    "/api/labels/standard": "?use=logistic",
    "/api/labels/preview": "?template_id={template}",
    "/api/entries": "?kind=warehouse.release_lot/1",
    "/api/permissions/conflicts": "?user=usr_1",
    "/api/permissions/of": "?user=usr_1",
    "/api/permissions/use": "?review=arv_1",
    "/api/permissions/who": "?command=warehouse.release_lot/1",
    "/api/signatures": "?subject={lot}",
    "/find": "?text={lot}",
}


IDS = {
    "/api/changes/{id}": "changes.order",
    "/api/documents/document/{id}": "documents.document",
    "/api/documents/revision/{id}": "documents.revision",
    "/api/documents/copy/{id}": "documents.copy",
    "/api/items/{id}/device-file": "items.item",
    "/api/monitoring/points/{id}": "monitoring.point",
    "/api/spc/charts/{id}": "spc.chart",
    "/api/equipment/{id}": "equipment.equipment",
}
"""Of which kind the `{id}` is below an address; elsewhere it is the id of a job."""


def looked_at(routes: Iterable[BaseRoute], above: str = "") -> Iterator[str]:
    """Every address that answers GET, with its places: `/api/record/{kind}/{key}`."""
    for route in routes:
        if isinstance(route, Mount):
            yield from looked_at(route.routes, above + route.path)
        elif isinstance(route, Route) and "GET" in (route.methods or ()):
            yield above + re.sub(r":\w+}", "}", route.path)


def some(door: LivingDoor, kind: str, query: str = "") -> Any:
    return door.get(f"/api/records/{kind}?limit=1&{query}").json["records"][0]


@pytest.fixture(scope="module")
def known(living_door: LivingDoor) -> dict[str, str]:
    """Something that there is for every place of an address, by the place's name."""
    door = living_door
    stored = door.ask(
        "POST", "/api/files", "quality",
        content=b"%PDF-1.7\n", headers={"content-type": "application/pdf"},
    )  # fmt: skip
    assert stored.status == 200, stored.json
    lot = widest(door)
    nodes = door.get(f"/api/graph/{lot}?nodes_max=1000").json["nodes"]
    draft = some(door, "items.routing", "state=draft")
    return {
        "kind": "warehouse.lot",
        "key": lot,
        "subject": lot,
        "lot": lot,
        "seq": "5",
        "number": "000",
        "level": "0",
        "moment": "20",
        "prefix": "lot",
        "command_id": door.last(5).envelope.id,
        "digest": stored.json["digest"],
        "id": "6f1c2f0e-0000-4000-8000-000000000000",
        "item": some(door, "items.item")["number"],
        "group": next(each["id"] for each in nodes if "group" in each),
        "template": some(door, "labelling.template", "state=approved")["id"],
        "page": "1",
        "code": "none",
        "name": "warehouse.place_hold",
        "version": "1",
        "part": "input_readings",
        "index": "0",
        "read_at": last_read(door),
        "language": "en",
        "new": draft["id"],
        "old": some(door, "items.routing", f"state=effective&item_id={draft['item_id']}")["id"],
        "revision_id": some(door, "documents.revision", "state=effective")["id"],
        "training_id": some(door, "training.training")["id"],
    } | {above: some(door, kind)["id"] for above, kind in IDS.items()}


def last_read(door: LivingDoor) -> str:
    """When the first point was read last."""
    of = PointId.parse(some(door, "monitoring.point")["id"])
    with door.plant.reader() as reader:
        return clock.text(readings_between(reader, of, Instant(0), Instant(2**62))[-1].at)


def filled(place: str, known: dict[str, str]) -> str:
    """The address with something that there is in each of its places."""
    above = next((each for each in IDS if place.startswith(each)), "id")
    return (place + QUERIES.get(place, "")).format(**known | {"id": known[above]})


def widest(door: LivingDoor) -> str:
    """The lot that went into most."""
    used = door.get("/api/records/production.consumption?limit=1000").json["records"]
    lots = [each["lot_id"] for each in used]
    return str(max(sorted(set(lots)), key=lots.count))


def answered(door: LivingDoor, address: str) -> int:
    """The status once the answer is there: sums of the past are made after a start."""
    deadline = time.monotonic() + 30
    while (status := door.get(address, "quality").status) == 202 and time.monotonic() < deadline:
        time.sleep(0.05)
    return status


def test_looking_anywhere_seals_nothing(living_door: LivingDoor, known: dict[str, str]) -> None:
    door = living_door
    addresses = sorted({each for each in looked_at(door.app.routes) if each not in ELSEWHERE})
    assert "/api/graph/{subject}" in addresses
    assert "/ledger/tile/{level}/{number}" in addresses
    door.token("quality")
    before, wrong = door.size, []
    for place in addresses:
        address = filled(place, known)
        status = answered(door, address)
        if status != STATUS.get(place, 200):
            wrong.append(f"{address}: {status}")
        if door.size != before:
            wrong.append(f"{address}: sealed {door.last().envelope.kind}")
            before = door.size
    assert wrong == [], "\n".join(wrong)


def test_exceptions_are_still_there(living_door: LivingDoor) -> None:
    there = set(looked_at(living_door.app.routes))
    assert {*STATUS, *ELSEWHERE, *QUERIES, *IDS} <= there
