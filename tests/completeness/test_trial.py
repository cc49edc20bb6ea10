"""A trial of a command foretells no refusal that does not come, and changes nothing."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import make_history
from lotproof.kernel.clock import Instant
from lotproof.kernel.meaning import Unusable, parse
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.submission import Receipt, Submission
from lotproof.kernel.trial import NOT_GIVEN, FarEnough, why_not
from lotproof.modules.warehouse.commands import PlaceHold, ReleaseLot
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LotState

OPERATIONS = 500


class Foretelling:
    """Tries every command before it is submitted, with each of its ids alone and as a whole."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self._submit = plant, plant.submit
        self.tried: Counter[bool] = Counter()
        self.wrong: list[str] = []

    def submit(self, submission: Submission) -> "Future[Receipt]":
        foretold = self._foretell(submission)
        future = self._submit(submission)
        receipt = future.result()
        for given, code in foretold.items():
            self.tried[code is not None] += 1
            if code is not None and receipt.outcome != "refused":
                self.wrong.append(f"{submission.kind} with {given}: {code}, but it was done")
            # Permission comes before everything that a trial looks at.
            told = receipt.code in (code, "not_permitted")
            if given == "everything" and code is not None and not told:
                self.wrong.append(f"{submission.kind}: {code}, but it was {receipt.code}")
        return future

    def _foretell(self, submission: Submission) -> dict[str, str | None]:
        spec = COMMANDS[submission.kind]
        try:
            command = parse(spec.cls, submission.body)
        except Unusable:
            return {}
        values = {f.name: getattr(command, f.name) for f in spec.fields}
        foretold: dict[str, str | None] = {}
        with self.plant.reader() as reader:
            if submission.at is not None:  # the story has days of its own
                reader.now = Instant(submission.at)
            for name, given in {
                "everything": values,
                **{
                    f.name: {f.name: values[f.name]}
                    for f in spec.fields
                    if f.kind == "id" and values[f.name] is not None
                },
            }.items():
                no = why_not(reader, spec, given, submission.actor)
                foretold[name] = no.code if no else None
        return foretold


def test_no_refusal_is_foretold_that_does_not_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant = Plant(tmp_path / "site")
    foretelling = Foretelling(plant)
    monkeypatch.setattr(plant, "submit", foretelling.submit)
    try:
        make_history(plant, OPERATIONS, 11, lambda done, aim: None)
        with plant.reader() as reader:
            tell_of_lots(reader)
    finally:
        plant.close()
    assert foretelling.wrong == []
    assert foretelling.tried[False] > OPERATIONS


def tell_of_lots(reader: Any) -> None:
    """What has been released cannot be released again, and that is said as it would be."""
    released = reader.find(Lot, state=LotState.RELEASED)
    assert released
    no = why_not(reader, ReleaseLot.SPEC, {"lot_id": released[0].id}, "usr_1")
    assert no is not None
    assert no.code == "wrong_state"
    assert released[0].number in no.text("zh")
    # It wants a lot or a serial: whichever is given, the other is not missed.
    assert why_not(reader, PlaceHold.SPEC, {"lot_id": released[0].id}, "usr_1") is None


def test_what_is_not_given_cannot_be_used_unnoticed() -> None:
    uses: list[Callable[[Any], object]] = [bool, len, iter, str, repr, hash, int, abs]
    uses += [lambda x: x == 1, lambda x: x > 1, lambda x: x + 1, lambda x: 1 - x, lambda x: x.id]
    uses += [lambda x: {x}, lambda x: f"{x}", lambda x: x[0], lambda x: 1 in x]
    for use in uses:
        with pytest.raises(FarEnough):
            use(NOT_GIVEN)
