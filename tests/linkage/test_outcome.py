"""A sealer leaves its limits, and what has to happen happens by itself.

With a real OPC UA server, a real broker, the collector and the plant's server as processes of their
own, and a real browser. In the same run the way between them is cut, both are killed, and messages
come late and twice.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx
import pytest
from playwright.sync_api import expect

from lotproof.entrypoints.demo.readings import GATEWAY
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant, instant
from lotproof.modules.monitoring.queries import Point, readings_between
from lotproof.modules.people.commands import CreateApiToken
from tests.api.door import LivingDoor
from tests.app.conftest import DESKTOP, enter, new_context
from tests.app.journey import Work
from tests.app.plant_work import done, one
from tests.collector.apart import Served
from tests.collector.broker import Broker, Publisher
from tests.collector.press import START, PressServer
from tests.collector.site import FOREVER, TOKEN, Machine, Wire, kill, until
from tests.linkage.sealing import Order, rule, sealing
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

POINT = "SEAL-01.T"
GIVE_BACK = "monitoring.give_start_back/1"
PARTS = """
[[opcua]]
source = "hall-1"
url = "opc.tcp://127.0.0.1:{press}/"
interval_ms = 50
history = true
[[opcua.tags]]
node = "ns=2;s=T"
tag = "SEAL-01.T"
decimals = 1
[[mqtt]]
source = "rooms"
host = "127.0.0.1"
port = {broker}
client_id = "rooms"
tags = [{{ topic = "room", value = "/t", at = "/at", tag = "room", decimals = 1 }}]
"""


class Plant(NamedTuple):
    """A plant at work; its server is a process of its own, asked over HTTP."""

    door: LivingDoor
    served: Served
    order: Order
    rule_id: str
    began: int

    def records(self, kind: str, **filters: object) -> list[Any]:
        query = "&".join(f"{name}={value}" for name, value in filters.items())
        found: list[Any] = self.door.get(f"/api/records/{kind}?{query}").json["records"]
        return found

    def excursions(self) -> list[Any]:
        """Those beyond action limits that go on."""
        return self.records("monitoring.excursion", state="open", level="action")

    def kept(self, code: str) -> list[tuple[int, int]]:
        """Second after the beginning and thousandths of degrees of what was read since."""
        with self.served.reader() as reader:
            (point,) = reader.find(Point, code=code)
            found = readings_between(reader, point.id, Instant(-FOREVER), Instant(FOREVER))
        begun = _at(self.began)
        return [((r.at - begun) // 1_000_000, r.value) for r in found if r.at >= begun]

    def ask(self, port: int) -> str:
        """From now on the server at this port is asked."""
        self.door.client.close()
        address = f"http://127.0.0.1:{port}"
        self.door.client = httpx.Client(base_url=address, timeout=60)  # type: ignore[assignment] # is used alike
        return address


def _at(n: int) -> Instant:
    """The n-th second of the press."""
    return instant(START + timedelta(seconds=n))


@pytest.fixture
def plant(tmp_path: Path, database_url: str) -> Iterator[Plant]:
    door = LivingDoor(tmp_path / "plant", 300, database_url)
    source = done(
        door, "engineer", "monitoring.register_source",
        code="rooms", name="Rooms", kind="mqtt", trust="instrument",
    )["source_id"]  # fmt: skip
    area = one(door, "sites.area", code="CR1")["id"]
    done(
        door, "engineer", "monitoring.register_point",
        code="ROOM.T", name="Room", unit="Cel", source_id=source, tag="room", area_id=area,
    )  # fmt: skip
    digest = sha256(TOKEN.encode()).hexdigest()
    ends = instant(datetime.now(UTC) + timedelta(days=3))
    gateway = door.users[GATEWAY]
    door.do(CreateApiToken(user_id=gateway, name="gw", digest=digest, expires_at=ends))
    order, rule_id = sealing(door), rule(door)
    for who in ("auditor", "operator", "engineer"):
        door.token(who)
    door.close()
    began = int((datetime.now(UTC) - START).total_seconds()) + 1
    served = Served(tmp_path / "plant", database_url)
    yield Plant(door, served, order, rule_id, began)
    door.client.close()
    served.database.close()


@pytest.mark.clause("ISO 13485 §7.5.6")
@pytest.mark.clause("ISO 13485 §8.2.5")
def test_a_sealer_that_leaves_its_limits_has_its_effects_whatever_is_cut_and_killed(
    plant: Plant, broker: Broker, tmp_path: Path, browser: "Browser"
) -> None:
    server, port = plant.served.start()
    plant.ask(port)
    press = PressServer(free_port())
    with press, Wire(port) as wire, Publisher(broker) as rooms:
        press.say(135.0, plant.began)
        parts = PARTS.format(press=press.port, broker=broker.port)
        machine = Machine(tmp_path / "machine", wire.url, parts)
        collector = machine.run()
        until(lambda: machine.said.count(": connected") == 2, machine)

        def seal(value: float, n: int) -> None:
            until(lambda: datetime.now(UTC) >= START + timedelta(seconds=plant.began + n), n)
            press.say(value, plant.began + n)

        def room(n: int) -> None:
            rooms.publish("room", {"t": 22 + n / 10, "at": clock.text(_at(plant.began + n))})

        room(2)
        until(lambda: plant.kept(POINT) == [(0, 135_000)], machine)
        assert plant.excursions() == []
        wire.cut()
        seal(135.4, 2)
        room(1)  # late
        room(2)  # twice
        kill(collector)
        room(3)  # the broker keeps it
        kill(server)
        seal(142.5, 4)  # the press keeps it
        collector = machine.run()
        server, port = plant.served.start()
        address = plant.ask(port)
        wire.target = port
        until(lambda: plant.excursions() != [], machine)

        (excursion,) = plant.excursions()
        assert plant.kept(POINT) == [(0, 135_000), (2, 135_400), (4, 142_500)]
        until(lambda: plant.kept("ROOM.T") == [(1, 22_100), (2, 22_200), (3, 22_300)], machine)
        caused = consequences(plant, excursion)

        address = f"http://127.0.0.1:{port}"
        quality = at_work(browser, address, plant.door, "zh")
        for each in caused:
            leads_back_to_the_reading(quality, each)
        assert start_again(plant) == "start_not_permitted"
        seal(135.2, 6)
        until(lambda: plant.kept(POINT)[-1] == (6, 135_200), machine)
        give_back(quality, caused[0])
        assert start_again(plant) is None
        collector.terminate()
        assert collector.wait(60) == 0, machine.said
    kill(server)
    plant.served.check()


def consequences(plant: Plant, excursion: Any) -> list[str]:
    """What the excursion led to; each has an owner or is about what it was at."""
    (held,) = plant.records("monitoring.affected_lot", excursion_id=excursion["id"])
    assert held["lot_id"] == plant.order.lot
    assert one(plant.door, "warehouse.lot", id=plant.order.lot)["holds"] == 1
    withdrawn = one(plant.door, "monitoring.start_withdrawal", excursion_id=excursion["id"])
    assert withdrawn["equipment_id"] == excursion["equipment_id"]
    firing = one(plant.door, "rules.firing", rule_id=plant.rule_id, state="done")
    role = one(plant.door, "people.role", code="engineer")["id"]
    opened = [
        one(plant.door, kind, owner_role_id=role, sort="-id", limit=1)
        for kind in ("nonconformance.review", "nonconformance.improvement")
    ]
    assert all(excursion["id"] in _concerned(plant, each["id"]) for each in opened)
    (alert,) = plant.records("alerts.alert", rule="rules.seal-hot", state="open")
    (notice,) = plant.records("notifications.notice", about=firing["id"])
    assert notice["told"] > 0
    return [withdrawn["id"], firing["id"], *(each["id"] for each in opened), alert["id"]]


def _concerned(plant: Plant, subject: str) -> set[str]:
    found = plant.records("nonconformance.concern", case_id=subject)
    return {each["subject"] for each in found}


def at_work(browser: "Browser", address: str, door: LivingDoor, language: str) -> Work:
    page = new_context(browser, address, language, DESKTOP).new_page()
    enter(page, "quality")
    work = Work(page, language, door)
    work.speak()
    return work


def leads_back_to_the_reading(work: Work, subject: str) -> None:
    """Its cause chain begins with the value that was read."""
    work.go(f"/chain/{subject}")
    expect(work.page.get_by_role("main")).to_contain_text("142.5")


def start_again(plant: Plant) -> str | None:
    """Why the operator may not begin another operation at the sealer; None if they may."""
    order = plant.order
    asked = {
        "work_order_id": order.id, "position": order.position, "workstation_id": order.station,
        "quantity": order.pieces, "unit": "pcs",
        "equipment_id": one(plant.door, "equipment.equipment", code="SEAL-01")["id"],
    }  # fmt: skip
    answer = plant.door.post("production.start_operation/1", asked, "operator")
    found: str | None = answer.json.get("code")
    return found


def give_back(work: Work, withdrawal: str) -> None:
    """Quality decides, with reason and signature."""
    work.go(f"/do/{GIVE_BACK}?withdrawal_id={withdrawal}")
    form = work.page.locator("form.command-form")
    form.locator("textarea").last.fill("热电偶已更换")
    form.locator("button[type=submit]").click()
    work.sign("quality")
    work.eventually(
        lambda: work.record("monitoring.start_withdrawal", id=withdrawal)["state"] == "given_back"
    )
