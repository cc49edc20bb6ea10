"""Commands that share a transaction do what they would do one by one."""

from dataclasses import replace
from typing import Any

import pytest

from lotproof.kernel import clock
from lotproof.kernel import entries as sealed_entries
from lotproof.kernel.executor import Submission
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import HANDLERS
from tests.support.toy_plant import ToyPlant, parts, submission, take
from tests.support.toys import (
    FillJar,
    Follow,
    Followed,
    GoWrong,
    Jar,
    MakeJar,
    Permits,
    PlaceJar,
    SetPermit,
    Step,
    TakeMany,
)


def test_a_permission_counts_from_the_very_next_command(toys_url: str) -> None:
    toys = ToyPlant(toys_url, Permits())
    jar = toys.jar("blue", 9)

    def may(stands: bool) -> Submission:
        return submission(SetPermit(actor="usr_2", stands=stands))

    def take_by_2() -> Submission:
        return submission(take(jar), actor="usr_2")

    receipts = toys.submit(
        take_by_2(), may(True), take_by_2(), take_by_2(), may(False), take_by_2()
    )
    assert [r.code for r in receipts] == ["not_permitted", None, None, None, None, "not_permitted"]
    toys.check()
    toys.close()


def test_a_refusal_in_the_middle_undoes_exactly_its_own_changes(toys: ToyPlant) -> None:
    jar, other = toys.jar("blue", 5), toys.jar("green", 5)
    receipts = toys.submit(
        submission(take(jar, 2)),
        submission(GoWrong(jar_id=jar, mood="refuse")),
        submission(take(jar, 2)),
        submission(GoWrong(jar_id=other, mood="written")),
        submission(take(jar, 2)),
        submission(MakeJar(name="green", quantity=Amount(1), unit="pcs")),
        submission(PlaceJar(place="top", jar_id=jar)),
        submission(PlaceJar(place="top", jar_id=jar)),
    )
    assert [r.code for r in receipts] == [
        None, "toy_jar_empty", None, "toy_jar_empty", "toy_jar_empty", "duplicate", None, None
    ]  # fmt: skip
    with toys.reader() as reader:
        assert reader.get(Jar, jar).quantity == 1
        assert [reader.get(Jar, j).remark for j in (jar, other)] == [None, None]
    toys.check()


def test_times_rise_within_a_batch_and_between_batches(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 9)
    toys.submit(*(submission(take(jar)) for _ in range(5)))
    toys.reopen()
    toys.submit(*(submission(take(jar)) for _ in range(3)))
    recorded = [e.envelope.recorded for e in toys.entries()]
    assert recorded == sorted(set(recorded))


def test_a_demonstration_may_say_when_it_is(toys: ToyPlant) -> None:
    at = clock.parse("2026-05-01T00:00:00Z")
    assert toys.ok(take(toys.jar(), 1), at=at).recorded == "2026-05-01T00:00:00.000000Z"


@pytest.mark.parametrize("restarted", [True, False])
@pytest.mark.parametrize("redone", [True, False])
def test_a_clock_that_went_back_is_sealed_first(
    toys: ToyPlant, restarted: bool, redone: bool
) -> None:
    jar = toys.jar("blue", 9)
    toys.clock.advance(days=-3)
    if restarted:
        toys.reopen()
    batch = [submission(take(jar))]
    if redone:
        batch.append(submission(GoWrong(jar_id=jar, mood="crash")))
    toys.answers(*batch)
    jump, after = toys.entries()[-2:]
    assert jump.envelope.kind == "kernel.clock_jumped/1"
    said = parts(jump)["input"]
    assert (said["from"][:10], said["to"][:10]) == ("2026-03-02", "2026-02-27")
    assert after.envelope.recorded[:10] == "2026-02-27"
    toys.check()


def test_a_small_step_back_of_the_clock_is_evened_out(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 9)
    toys.clock.advance(seconds=-1)
    toys.ok(take(jar))
    recorded = [e.envelope.recorded for e in toys.entries()]
    assert recorded == sorted(set(recorded))
    assert "kernel.clock_jumped/1" not in {e.envelope.kind for e in toys.entries()}


# --- many at once ---------------------------------------------------------------------------------


def test_ten_thousand_records_in_one_command(toys: ToyPlant) -> None:
    jar = toys.jar("big")
    toys.ok(FillJar(jar_id=jar, count=10_000))
    entry = toys.entries()[-1]
    changes = entry.parts["changes"]
    assert changes.items is not None
    assert len(changes.items) == 10_000
    assert entry.envelope.subjects == (f"toyjar_{jar}", "toymar_1..toymar_10000")
    assert len(entry.leaf) < 1_000
    toys.check()


def test_many_events_of_one_kind_fit_the_envelope(
    toys: ToyPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def follow_often(command: Follow, work: Any) -> None:
        for _ in range(5_000):
            work.record(Followed(jar_id=command.jar_id, mood="calm"))

    often = replace(HANDLERS[Follow], run=follow_often)
    handlers: dict[Any, Any] = HANDLERS
    monkeypatch.setitem(handlers, Follow, often)
    receipt = toys.ok(Follow(jar_id=toys.jar("big"), mood="calm"))
    assert len(receipt.events) == 5_000
    assert toys.entries()[-1].envelope.events == ("toy.followed/1",)
    toys.check()


def test_more_subjects_than_fit_the_envelope_stand_in_a_part(
    toys: ToyPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_entries, "SUBJECTS_MAX", 5)
    jars = [toys.jar(f"jar {i}", 1) for i in range(20)]
    toys.ok(TakeMany(steps=[Step(jar_id=j, quantity=Amount(1), unit="pcs") for j in jars[::2]]))
    entry = toys.entries()[-1]
    assert entry.envelope.subjects == tuple(parts(entry)["subjects"][:5])
    assert len(parts(entry)["subjects"]) == 10
    toys.check()
