"""A site for measurements: people with the standard roles, and the master data of one device.

Everything is entered by commands, as a plant would.  Each client of a measurement gets a crew of
its own, so that no client waits for another's rate limit.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench import scratch_dir
from bench.postgres import PostgresServer, throwaway_postgres
from bench.raw import Engine
from lotproof.entrypoints.compose import CONSOLE, Plant
from lotproof.entrypoints.demo.signers import Signers
from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.site import Source
from lotproof.modules.inspection.queries import characteristics
from lotproof.modules.inspection.vocabulary import CharacteristicId, PlanId
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import SetPassword, StartSession
from lotproof.modules.people.default_roles import default_role_commands
from lotproof.modules.people.passwords import hash_password, new_token
from lotproof.modules.people.vocabulary import UserId

MATERIALS = 5
PIECES = "10"
"""How much of each material is received and used for one lot of as many devices."""
DATABASE = "site"

CREW = {
    "keeper": "warehouse_keeper",
    "inspector": "inspector",
    "quality": "quality_manager",
    "planner": "planner",
    "planner2": "planner",
    "operator": "operator",
    "sales": "sales",
}
"""Who it takes to run the chain; two planners, because none releases an order of their own."""
SECRET = "a secret of one's own"
FIRST_SIGNER = "quality.0"
_SETTING_UP = {
    "engineer": "engineer",
    "engineer2": "engineer",
    "quality": "quality_manager",
    "quality2": "quality_manager",
}

Events = list[dict[str, Any]]


class CommandFailed(RuntimeError):
    """A command that a measurement needs was refused: what would be timed is not the work."""


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, and the token of the session."""

    user_id: str
    token: str


Crew = Mapping[str, Person]


@dataclass(frozen=True)
class Masters:
    """Ids, as text, of the master data that every client uses."""

    materials: tuple[str, ...]
    device: str
    quarantine: str
    storage: str
    workstation: str
    supplier: str
    customer: str
    characteristics: Mapping[str, str]
    """Item → the one characteristic that its inspection plan asks for."""


@dataclass(frozen=True)
class Site:
    """A site that is set up, and how any process opens it."""

    folder: Path
    url: str | None
    server: PostgresServer | None
    masters: Masters
    crews: tuple[Crew, ...]

    @contextmanager
    def opened(self) -> Iterator[Plant]:
        """Open it as an application process does, and close it afterwards."""
        plant = Plant(self.folder, self.url)
        try:
            yield plant
        finally:
            plant.close()

    def cpu_s(self) -> float:
        """Return the CPU seconds used so far by this process and the database's."""
        return time.process_time() + (0.0 if self.server is None else self.server.cpu_s())


@contextmanager
def new_site(engine: Engine, crews: int) -> Iterator[Site]:
    """Set up a site on a new database, with its people and master data; remove it afterwards.

    Raises PostgresUnavailableError when there is no server, CommandFailed when setting up fails.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_dir()) / "site"
        server, url = None, None
        if engine == "postgresql":
            server = stack.enter_context(throwaway_postgres())
            server.create_database(DATABASE)
            url = server.url(DATABASE)
        plant = Plant(folder, url)
        try:
            plant.open_ledger(
                "Benchmark", "demo.lotproof.example/bench", "Asia/Shanghai", is_demonstration=True
            )
            masters, people = _set_up(plant, crews)
        finally:
            plant.close()
        yield Site(folder, url, server, masters, people)


def submission(actor: str, kind: str, body: dict[str, Any], **envelope: Any) -> Submission:
    """Return a new command as a client sends it; `kind` without its version."""
    return Submission(
        kind=f"{kind}/1",
        body=body,
        actor=actor,
        id=str(uuid.uuid4()),
        source=Source.API,
        **envelope,
    )


def settled(receipt: Receipt) -> Events:
    """Return the events of a command that was done as it should; CommandFailed otherwise."""
    if receipt.outcome != "done" or receipt.deviations:
        raise CommandFailed(
            f"{receipt.kind}: {receipt.code} {receipt.message} {receipt.problems}"
            f" {receipt.deviations}"
        )
    return receipt.events


def value(events: Events, name: str) -> str:
    """Return the first event field of that name."""
    return str(next(event[name] for event in events if name in event))


def signed_in(plant: Plant, user_id: str) -> str:
    """Give a person a password and a session; the token of the session."""
    user = UserId.parse(user_id)
    settled(plant.do(SetPassword(user_id=user, password_hash=_password(), is_temporary=False)))
    token, digest = new_token()
    settled(plant.do(StartSession(user_id=user, digest=digest), actor=API))
    return token


@cache
def _password() -> str:
    """One hash for everybody, since it is slow to make on purpose."""
    return hash_password("Benchmark-2026")


class _Setting:
    """Commands one after the other, each of which must be done."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.signers = Signers(plant, SECRET, FIRST_SIGNER)
        self.roles = {
            each.code: value(settled(plant.do(each)), "role_id") for each in default_role_commands()
        }
        self.crew: dict[str, Person] = {}

    def do(self, who: str, kind: str, /, *, reason: str | None = None, **body: Any) -> Events:
        actor = self.crew[who].user_id if who in self.crew else who
        return settled(self.signers.submit(submission(actor, kind, body, reason=reason)).result())

    def make(self, id_: str, who: str, kind: str, /, **body: Any) -> str:
        return value(self.do(who, kind, **body), id_)

    def people(self, roles: Mapping[str, str], number: int) -> dict[str, Person]:
        """Register one person for each name, with its role, who is signed in."""
        found = {}
        for name, role in roles.items():
            login = f"{name}.{number}"
            user_id = self.make(
                "user_id", CONSOLE, "people.register_user", login=login, name=login, language="en"
            )
            self.do(CONSOLE, "people.grant_role", user_id=user_id, role_id=self.roles[role])
            found[name] = Person(user_id, signed_in(self.plant, user_id))
        return found


def _set_up(plant: Plant, crews: int) -> tuple[Masters, tuple[Crew, ...]]:
    setting = _Setting(plant)
    setting.crew = setting.people(_SETTING_UP, 0)
    workstation, quarantine, storage = _places(setting)
    supplier, customer = (_party(setting, code) for code in ("supplier", "customer"))
    materials = tuple(_item(setting, f"RM-{n}", "material") for n in range(1, MATERIALS + 1))
    device = _item(setting, "DEVICE", "device")
    _recipe(setting, device, materials, workstation)
    plans = {item: _plan(setting, item, "iqc") for item in materials}
    plans[device] = _plan(setting, device, "fqc")
    masters = Masters(
        materials, device, quarantine, storage, workstation, supplier, customer, plans
    )
    return masters, tuple(setting.people(CREW, number) for number in range(1, crews + 1))


def _places(setting: _Setting) -> tuple[str, str, str]:
    area = setting.make(
        "area_id", CONSOLE, "sites.open_area", code="A1", name="Shop", kind="production"
    )
    workstation = setting.make(
        "workstation_id",
        CONSOLE,
        "sites.open_workstation",
        code="W1",
        name="Assembly",
        area_id=area,
    )
    quarantine, storage = (
        setting.make(
            "location_id",
            CONSOLE,
            "warehouse.create_location",
            code=kind.upper(),
            name=kind,
            kind=kind,
        )
        for kind in ("quarantine", "storage")
    )
    return workstation, quarantine, storage


def _party(setting: _Setting, role: str) -> str:
    party = setting.make(
        "party_id",
        CONSOLE,
        "parties.register_party",
        code=role.upper(),
        name=role,
        country="CN",
        **{f"is_{role}": True},
    )
    setting.do("quality", "parties.approve_party", party_id=party, reason="audited")
    return party


def _item(setting: _Setting, number: str, kind: str) -> str:
    item = setting.make(
        "item_id",
        "engineer",
        "items.register_item",
        number=number,
        name=number,
        kind=kind,
        tracking="lot",
        unit="pcs",
    )
    setting.do("quality", "items.activate_item", item_id=item)
    return item


def _recipe(setting: _Setting, device: str, materials: tuple[str, ...], workstation: str) -> None:
    """One of each material makes one device, in one operation."""
    bom = setting.make(
        "bom_id",
        "engineer",
        "items.draft_bom",
        item_id=device,
        revision="A",
        quantity="1",
        unit="pcs",
        lines=[{"component_id": each, "quantity": "1", "unit": "pcs"} for each in materials],
    )
    setting.do("engineer2", "items.make_bom_effective", bom_id=bom)
    assembly = {"code": "ASM", "name": "Assembly", "kind": "process"}
    routing = setting.make(
        "routing_id",
        "engineer",
        "items.draft_routing",
        item_id=device,
        revision="A",
        operations=[assembly | {"workstation_id": workstation}],
    )
    setting.do("engineer2", "items.make_routing_effective", routing_id=routing)


def _plan(setting: _Setting, item: str, stage: str) -> str:
    """An inspection plan of one measured characteristic of one piece; the characteristic."""
    length = {"code": "LEN", "name": "Length", "kind": "measured", "unit": "mm"}
    plan = setting.make(
        "plan_id",
        "quality",
        "inspection.define_plan",
        item_id=item,
        stage=stage,
        revision="A",
        sample_size=1,
        characteristics=[length | {"low": "9", "high": "11"}],
    )
    setting.do("quality2", "inspection.make_plan_effective", plan_id=plan)
    with setting.plant.reader() as reader:
        (found,) = characteristics(reader, PlanId.parse(plan))
    return CharacteristicId.text(found.id)
