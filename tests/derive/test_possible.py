"""What may be done with a thing is told as the executor decides: any command, about anything."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from lotproof.derive.interface import kind_of
from lotproof.derive.possible import about, possible
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import catalogue, make_history
from lotproof.entrypoints.demo.signers import Signers
from lotproof.kernel.ids import parse_any
from lotproof.kernel.meaning import Field, Unusable, fields_of, parse
from lotproof.kernel.registry import CommandSpec
from lotproof.kernel.submission import Receipt, Submission
from lotproof.kernel.trial import why_not
from lotproof.kernel.work import Reader
from lotproof.modules.people.authority import RoleAuthority
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.queries import active_keys
from tests.every_module.declared import COMMAND_SPECS
from tests.support.sampling import LONG

OPERATIONS = 500
ASKED = 20_000 if LONG else 2_500
SEED = 20261122

STATE_OR_HOLD = frozenset({
    "not_permitted", "wrong_state", "on_fallback_hold", "lot_on_hold", "serial_on_hold",
    "lot_not_released", "lot_expired", "workstation_closed", "equipment_not_available",
})  # fmt: skip
"""What is refused because of who asks, or of how the thing is, whatever else is said."""
BY_BOTH = frozenset({
    "equipment.change_equipment/1",  # moved to a closed workstation; one it stands at may be closed
    "labelling.draft_template/1",  # in the place of a template of the same target
    "sites.change_workstation/1",  # moved to a closed area; one it is in may be closed
})  # fmt: skip
"""Where how two things stand to each other decides, so that none of them foretells it alone. May
only shrink."""

ENDING = frozenset({
    "people.deactivate_user/1", "people.revoke_role/1", "people.retire_role/1",
    "people.change_role/1", "people.change_grant/1", "people.move_user/1", "people.end_user/1",
    "signing.revoke_key/1", "signing.give_up_key/1", "signing.record_failed_signature/1",
    "people.change_user/1",  # a key signs under the name that it was confirmed for
})  # fmt: skip
"""Done at random, they would soon leave nobody who may do or sign anything."""

QUANTITIES = ("0", "1", "2", "5", "40", "0.5", "1000000")
UNITS = ("pcs", "kg", "g", "CNY")
TEXTS = ("A", "B-7", "C001", "文本")
DATES = ("2026-01-01", "2026-06-30", "2030-12-31")


class NothingThere(Exception):
    """The demonstration has no such thing."""


class Chance:
    """Inputs of the right form, about things that there are."""

    def __init__(self, reader: Reader, random: Random) -> None:
        self.reader, self.random = reader, random
        self._known: dict[str, list[str]] = {}

    def body(self, cls: type) -> dict[str, Any]:
        return {
            f.name: self._value(f)
            for f in fields_of(cls)
            if f.required or self.random.random() < 0.5
        }

    def _value(self, field: Field) -> Any:
        choose = self.random.choice
        if field.kind == "id":
            return choose(self.ids(field.type.prefix))
        if field.kind == "choice":
            return choose(list(field.type)).value
        if field.kind == "list":
            assert field.item is not None
            return [self._value(field.item) for _ in range(self.random.randrange(3))]
        if field.kind == "shape":
            return self.body(field.type)
        if field.kind == "text" and field.name in ("unit", "currency"):
            return choose(UNITS)
        simple: dict[str, Any] = {
            "amount": choose(QUANTITIES), "integer": self.random.randrange(5),
            "yesno": self.random.random() < 0.5, "date": choose(DATES),
            "instant": "2026-03-02T00:00:00Z", "text": choose(TEXTS), "map": {},
        }  # fmt: skip
        return simple[field.kind]

    def ids(self, prefix: str) -> list[str]:
        """All there are; NothingThere where there are none."""
        kind = kind_of(prefix)
        assert kind is not None
        if prefix not in self._known:
            rows = self.reader.connection.rows(f"SELECT id FROM {kind.table.name} ORDER BY id", [])
            self._known[prefix] = [f"{prefix}_{row[0]}" for row in rows]
        if not self._known[prefix]:
            raise NothingThere
        return self._known[prefix]


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    """Give a demonstration plant of this file's own."""
    opened = Plant(tmp_path_factory.mktemp("possible") / "site")
    make_history(opened, OPERATIONS, 11, lambda done, aim: None)
    yield opened
    opened.close()


class Comparison:
    """What was foretold of a command beside what came of it."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.unforeseen: Counter[tuple[str, str]] = Counter()
        self.foreseen: Counter[str] = Counter()

    def add(
        self,
        spec: CommandSpec,
        body: dict[str, Any],
        foretold: dict[str, str | None],
        receipt: Receipt,
    ) -> None:
        """Of two things that both forbid it, the executor names one."""
        codes = set(foretold.values())
        if not foretold or receipt.code == "invalid_input":
            return
        if codes != {None} and receipt.code not in codes - {None}:
            self.wrong.append(f"{spec.kind}: {foretold}, but it was {receipt.code}")
        if receipt.code in STATE_OR_HOLD:
            assert receipt.code is not None
            if receipt.code in codes:
                self.foreseen[receipt.code] += 1
            elif spec.kind not in BY_BOTH and not names_several(spec, body):
                self.unforeseen[spec.kind, receipt.code] += 1


def names_several(spec: CommandSpec, body: dict[str, Any]) -> bool:
    """Things in a list, of which one may be the reason, are not foretold one by one."""
    inner = [f.item for f in spec.fields if f.kind == "list" and body.get(f.name)]
    return any(f is not None and f.kind in ("id", "shape") for f in inner)


def foretell(
    reader: Reader, spec: CommandSpec, body: dict[str, Any], actor: str
) -> dict[str, str | None]:
    """Field → code of the refusal that is foretold of the thing it names."""
    found: dict[str, str | None] = {}
    for field in spec.fields:
        if field.kind == "id" and body.get(field.name) is not None:
            of, number = parse_any(body[field.name])
            if about(spec, of) == field:
                (each,) = (p for p in possible(reader, of, number, actor) if p.spec is spec)
                no = each.no
            else:
                no = why_not(reader, spec, {field.name: of(number)}, actor)
            found[field.name] = no.code if no else None
    return found


def by_choice(
    reader: Reader, spec: CommandSpec, body: dict[str, Any], actor: str
) -> dict[str, str | None]:
    """What is foretold once it is chosen as well, where not every choice is refused."""
    given = parse(spec.cls, body)
    kinds = ("id", "choice", "yesno")
    known = {f.name: getattr(given, f.name) for f in spec.fields if f.kind in kinds}
    no = why_not(reader, spec, known, actor)
    return {} if no is None else {"chosen": no.code}


def can_sign(reader: Reader, actor: str) -> bool:
    return bool(active_keys(reader, UserId.parse(actor)))


def usable(spec: CommandSpec, reader: Reader, random: Random) -> dict[str, Any] | None:
    """A body that can be read, about things that there are; None where chance gave another."""
    try:
        body = Chance(reader, random).body(spec.cls)
        parse(spec.cls, body)
    except (NothingThere, Unusable):
        return None
    return body


def actors(reader: Reader, spec: CommandSpec) -> tuple[list[str], list[str]]:
    """Who may send a command, and everybody."""
    rows = reader.connection.rows("SELECT id FROM people_user ORDER BY id", [])
    everybody = [f"usr_{row[0]}" for row in rows]
    authority = RoleAuthority().among(reader, everybody)
    may = [a for a in everybody if authority.role(reader, a, spec.permission) is not None]
    return may, everybody


def test_what_is_foretold_is_what_the_executor_decides(plant: Plant) -> None:
    random, compared = Random(SEED), Comparison()
    signers = Signers(plant, catalogue.SECRET)
    specs = [
        spec
        for kind, spec in COMMAND_SPECS.items()
        if kind not in ENDING
        and not spec.by_program  # nobody is offered it
        and any(f.kind == "id" for f in spec.fields)
    ]
    for number in range(ASKED):
        spec = random.choice(specs)
        with plant.reader() as reader:
            body = usable(spec, reader, random)
            if body is None:
                continue
            may, everybody = actors(reader, spec)
            if spec.signs is not None:  # an account without a key has nothing to send
                may, everybody = (
                    [a for a in each if can_sign(reader, a)] for each in (may, everybody)
                )
            actor = random.choice(may if may and random.random() < 0.9 else everybody)
            foretold = foretell(reader, spec, body, actor)
        receipt = signers.submit(
            Submission(kind=spec.kind, body=body, actor=actor, reason="A test asks",
                       id=f"00000000-0000-4000-8000-{number:012d}")
        ).result()  # fmt: skip
        # A trial does not ask for permission, which comes before all that it looks at.
        if receipt.code in STATE_OR_HOLD - {"not_permitted", *foretold.values()}:
            with plant.reader() as reader:
                foretold |= by_choice(reader, spec, body, actor)
        compared.add(spec, body, foretold, receipt)
    assert compared.wrong == []
    assert sum(compared.foreseen.values()) > ASKED // 10
    assert compared.unforeseen == Counter()
