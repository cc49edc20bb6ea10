"""Whatever is asked is answered and sealed, done or refused; looking leaves no trace."""

import uuid
from collections.abc import Collection, Iterator
from typing import Any

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.listing import listing
from lotproof.derive.story import timeline
from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.permission_labels import permission_label
from lotproof.kernel.registry import Command, CommandSpec
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import trace
from tests.completeness.samples import body_of
from tests.every_module.declared import COMMAND_SPECS, KINDS
from tests.support.plant import Plant

COMMANDS = pytest.mark.parametrize("spec", COMMAND_SPECS.values(), ids=COMMAND_SPECS)


class Switched:
    """An authority under which everybody may do everything, or nobody anything."""

    kinds: frozenset[str] = frozenset()
    is_open = True

    def among(self, reader: Reader, actors: Collection[str]) -> "Switched":
        return self

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        del reader, actor, permission
        return "rol_1" if self.is_open else None

    def limited(
        self, reader: Reader, actor: str, behalf: str | None, command: Command
    ) -> str | None:
        del behalf, command
        return self.role(reader, actor, "")


@pytest.fixture(scope="module")
def switched() -> Switched:
    return Switched()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, switched: Switched) -> Iterator[Plant]:
    """Give one opened site on SQLite for all commands."""
    folder = tmp_path_factory.mktemp("sealing")
    plant = Plant(f"sqlite:///{folder / 'plant.sqlite'}", authority=switched)
    yield plant
    plant.check()
    plant.close()


def size(plant: Plant) -> int:
    with plant.database.snapshot() as connection:
        return LedgerView(connection).size


def send(plant: Plant, spec: CommandSpec, body: Any) -> tuple[Receipt, int]:
    """The answer, and by how many entries the ledger grew; the last of them is about it."""
    before = size(plant)
    given = Submission(
        kind=spec.kind, body=body, actor="usr_1", id=str(uuid.uuid4()), reason="A test asks"
    )
    receipt = plant.submit(given)[0]
    after = size(plant)
    with plant.database.snapshot() as connection:
        envelope = LedgerView(connection).of_command(given.id).envelope
    assert (envelope.kind, envelope.outcome, envelope.code) == (
        spec.kind,
        receipt.outcome,
        receipt.code,
    )
    return receipt, after - before


@pytest.mark.clause("21 CFR 11.10(e)")
@pytest.mark.clause("EU GMP Annex 11 §4.7")
@COMMANDS
def test_input_that_cannot_be_used_is_refused_and_sealed(opened: Plant, spec: CommandSpec) -> None:
    receipt, grown = send(opened, spec, {"no_such_field": 1})
    assert (receipt.outcome, receipt.code, grown) == ("refused", "invalid_input", 1)
    assert "no_such_field" in [problem["path"] for problem in receipt.problems]


@pytest.mark.clause("EU GMP Annex 11 §4.7")
@COMMANDS
def test_empty_input_names_every_missing_field(opened: Plant, spec: CommandSpec) -> None:
    required = [field.name for field in spec.fields if field.required]
    receipt, grown = send(opened, spec, {})
    assert grown >= 1
    if required:
        assert (receipt.outcome, receipt.code) == ("refused", "invalid_input")
        assert required == [problem["path"] for problem in receipt.problems]


@pytest.mark.clause("21 CFR 11.10(g)")
@COMMANDS
def test_whoever_may_not_is_refused_and_sealed(
    opened: Plant, switched: Switched, spec: CommandSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switched, "is_open", False)
    receipt, grown = send(opened, spec, body_of(spec, whole=True))
    assert (receipt.outcome, receipt.code, grown) == ("refused", "not_permitted", 1)
    assert permission_label(spec.permission).en in (receipt.message or {})["en"]


@pytest.mark.clause("21 CFR 11.10(e)")
@COMMANDS
@pytest.mark.parametrize("whole", [False, True], ids=["least", "whole"])
def test_usable_input_about_nothing_is_answered(
    opened: Plant, spec: CommandSpec, whole: bool
) -> None:
    """It is done or refused; it never crashes. (A defect would be raised here.)"""
    receipt, grown = send(opened, spec, body_of(spec, whole=whole))
    assert receipt.outcome in ("done", "refused"), receipt
    assert grown >= 1
    if receipt.outcome == "refused":
        assert receipt.code not in ("invalid_input", "not_permitted"), receipt.problems


@pytest.mark.clause("EU GMP Annex 11 §9")
@COMMANDS
def test_reason_is_demanded_where_it_is_declared(opened: Plant, spec: CommandSpec) -> None:
    given = Submission(kind=spec.kind, body=body_of(spec), actor="usr_1", id=str(uuid.uuid4()))
    receipt = opened.submit(given)[0]
    assert (receipt.code == "reason_missing") is spec.needs_reason


@pytest.mark.parametrize("name", KINDS)
def test_lists_leave_no_trace(opened: Plant, name: str) -> None:
    before = size(opened)
    with opened.reader() as reader:
        listing(reader, name)
    assert size(opened) == before


def test_timelines_and_traces_leave_no_trace(opened: Plant) -> None:
    before = size(opened)
    with opened.database.snapshot() as connection:
        view = LedgerView(connection)
        assert timeline(view, "sit", 1), "the opening of the ledger is about the site"
        list(view.entries(0, view.size))
    with opened.reader() as reader:
        trace(reader, 1, "forward")
        trace(reader, 1, "backward")
    assert size(opened) == before
