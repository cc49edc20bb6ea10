"""A command is done, refused or failed, and each way is sealed exactly once."""

import uuid
from typing import Any

import msgspec
import pytest

from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.quantity import Amount
from lotproof.kernel.reader import Defect
from lotproof.kernel.safety import ExportLedger
from lotproof.kernel.site import Source
from tests.support.toy_plant import OPEN, ToyPlant, parts, submission, take
from tests.support.toys import (
    GoWrong,
    Jar,
    JarId,
    MakeJar,
    NoteReading,
    Permits,
    RenameJar,
)

# --- done -----------------------------------------------------------------------------------------


@pytest.mark.clause("21 CFR 11.10(e)")
@pytest.mark.clause("EU GMP Annex 11 §12.4")
@pytest.mark.clause("China MD GMP 2025 Art. 46(2)")
def test_what_is_done_is_sealed_with_who_what_when_and_old_and_new(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 10)
    receipt = toys.ok(take(jar, 4), actor="usr_9", station="DOCK", behalf="usr_2")
    entry = toys.entries()[-1]
    envelope = entry.envelope
    assert (envelope.id, envelope.kind, envelope.outcome) == (receipt.id, "toy.take_out/1", "done")
    assert (envelope.actor, envelope.behalf, envelope.role) == ("usr_9", "usr_2", "rol_1")
    assert (envelope.station, envelope.source, envelope.trust) == ("DOCK", "hand", "typed")
    assert envelope.recorded == envelope.occurred == envelope.entered == receipt.recorded
    assert envelope.zone == "Asia/Shanghai"
    assert envelope.subjects == (f"toyjar_{jar}",)
    assert parts(entry) == {
        "input": {"jar_id": f"toyjar_{jar}", "quantity": "4", "unit": "pcs"},
        "changes": [
            {"record": "toy.jar", "key": f"toyjar_{jar}", "set": {"quantity": ["10", "6"]}}
        ],
        "events": [
            {"kind": "toy.jar_emptied/1", "jar_id": f"toyjar_{jar}", "left": "6", "unit": "pcs"}
        ],
    }
    assert receipt.events == parts(entry)["events"]
    toys.check()


def test_the_first_entry_opens_the_ledger_and_says_it_is_a_demonstration(toys: ToyPlant) -> None:
    first = toys.entries()[0]
    assert first.envelope.kind == "ledger.open/1"
    assert first.envelope.demonstration is True
    toys.refused("ledger_open", OPEN)


def test_personal_fields_are_sealed_apart(toys: ToyPlant) -> None:
    toys.jar("private", remark="belongs to Ms Li")
    entry = toys.entries()[-1]
    found = parts(entry)
    assert found["input_personal"] == {"remark": "belongs to Ms Li"}
    assert found["changes_personal"][0]["new"] == {"remark": "belongs to Ms Li"}
    assert b"Ms Li" not in entry.leaf + entry.parts["input"].content
    assert b"Ms Li" not in entry.parts["changes"].content
    toys.check()


@pytest.mark.clause("EU GMP Annex 11 §16")
@pytest.mark.clause("China MD GMP 2025 Art. 5")
def test_when_it_happened_may_differ_from_when_it_is_recorded(toys: ToyPlant) -> None:
    jar = toys.jar()
    receipt = toys.ok(take(jar), occurred="2026-03-01T08:00:00+08:00", source=Source.MACHINE)
    envelope = toys.entries()[-1].envelope
    assert envelope.occurred == "2026-03-01T00:00:00.000000Z"
    assert envelope.entered == envelope.recorded == receipt.recorded
    assert (envelope.source, envelope.trust) == ("machine", "instrument")


def test_a_very_old_fact_can_be_sealed(toys: ToyPlant) -> None:
    jar = toys.jar()
    toys.ok(take(jar), occurred="0987-03-01T08:00:00Z")
    assert toys.entries()[-1].envelope.occurred == "0987-03-01T08:00:00.000000Z"


def test_the_kernels_own_export_is_recorded(toys: ToyPlant) -> None:
    toys.ok(ExportLedger(withheld=["input_personal"]))
    assert parts(toys.entries()[-1])["input"] == {"withheld": ["input_personal"]}


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.clause("21 CFR 11.10(e)")
def test_a_refusal_is_sealed_with_its_input_and_changes_nothing(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    before = toys.tables()
    receipt = toys.refused("toy_jar_empty", take(jar, 4))
    found = toys.refusal(receipt)
    assert found["input"]["quantity"] == "4"
    assert found["refusal"]["message"]["en"] == "blue holds less than that. Take less."
    assert receipt.message == found["refusal"]["message"]
    assert toys.tables() == before


def test_a_gate_refuses_an_intention(toys: ToyPlant) -> None:
    jar = toys.jar("red", 3, is_red=True)
    toys.refusal(toys.refused("toy_jar_red", take(jar)))


def test_what_is_not_there_is_refused(toys: ToyPlant) -> None:
    receipt = toys.refused("not_found", take(JarId(2**63 - 1)))
    assert toys.refusal(receipt)["refusal"]["message"]["en"].startswith("There is no Jar")


def test_a_twin_is_refused_as_a_duplicate(toys: ToyPlant) -> None:
    toys.jar("one")
    receipt = toys.refused("duplicate", MakeJar(name="one", quantity=Amount(1), unit="pcs"))
    assert "Jar with the same Name" in toys.refusal(receipt)["refusal"]["message"]["en"]


def test_who_may_not_is_refused_and_nothing_of_the_rules_is_told(toys_url: str) -> None:
    toys = ToyPlant(toys_url, Permits())
    jar = toys.jar("blue", 3)
    receipt = toys.refused("not_permitted", take(jar, 4), actor="usr_2")
    toys.refusal(receipt)
    assert toys.entries()[-1].envelope.role is None
    toys.close()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("toy.take_out/1", {"jar_id": "toyjar_1"}),
        ("toy.take_out/1", {"jar_id": "toyjar_1", "quantity": "1", "unit": "pcs", "x\ud800": 1}),
        ("toy.take_out/1", [1, 2.5, None]),
        ("toy.take_out/1", b"\xff\x00 not JSON"),
        ("toy.take_out/1", "\ud800"),
        ("toy.take_out/1", {1: {2}}),
        ("toy.nonsense/1", {"a": 1}),
        ("", {}),
        ("\ud800" * 300, {}),
    ],
)
def test_unusable_input_is_sealed_as_a_digest(toys: ToyPlant, kind: str, body: Any) -> None:
    given = Submission(kind=kind, body=body, actor="usr_1", id=str(uuid.uuid4()), reason="why")
    (receipt,) = toys.submit(given)
    assert receipt.code == "invalid_input"
    found = toys.refusal(receipt)
    assert found["input_digest"].keys() == {"sha256"}
    assert found["reason"] == "why"
    assert toys.entries()[-1].envelope.kind == (
        kind if kind == "toy.take_out/1" else "kernel.unreadable_input/1"
    )


def test_each_problem_of_an_input_comes_back_and_is_sealed(toys: ToyPlant) -> None:
    body = {"jar_id": "x", "quantity": "y", "unit": "z", "more": 1}
    given = Submission(kind="toy.take_out/1", body=body, actor="usr_1", id=str(uuid.uuid4()))
    (receipt,) = toys.submit(given)
    assert [p["path"] for p in receipt.problems] == ["more", "jar_id", "quantity", "unit"]
    assert toys.refusal(receipt)["refusal"]["fields"] == receipt.problems


@pytest.mark.parametrize("when", ["2026-03-01T08:00:00", "yesterday", "2026-03-02T00:06:00Z",
                                  "9999-12-31T23:59:59-14:00"])  # fmt: skip
def test_a_time_without_zone_or_in_the_future_is_refused(toys: ToyPlant, when: str) -> None:
    jar = toys.jar()
    for field in ("occurred", "entered"):
        toys.refusal(toys.refused("invalid_input", take(jar), **{field: when}))


@pytest.mark.clause("21 CFR 11.10(e)")
@pytest.mark.clause("EU GMP Annex 11 §9")
def test_some_commands_need_a_reason(toys: ToyPlant) -> None:
    jar = toys.jar("one")
    command = RenameJar(jar_id=jar, name="two")
    for reason in (None, "", "  "):
        toys.refusal(toys.refused("reason_missing", command, reason=reason))
    toys.ok(command, reason="  misread \n label ")
    assert parts(toys.entries()[-1])["reason"] == "misread \n label"
    toys.check()


@pytest.mark.parametrize(
    "reason", ["a\x00b", "a\tb", "\ud800", "one\n\ud800", "x\u200bx\n", "x" * 1001]
)
def test_a_reason_is_plain_short_text(toys: ToyPlant, reason: str) -> None:
    jar = toys.jar("one")
    receipt = toys.refused("invalid_input", RenameJar(jar_id=jar, name="two"), reason=reason)
    assert "reason" not in toys.refusal(receipt)


# --- the same id again ----------------------------------------------------------------------------


def test_the_same_command_again_gives_the_first_receipt(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    for command, outcome in ((take(jar, 2), "done"), (take(jar, 9), "refused")):
        given = submission(command, reason=" as said ")
        first = toys.submit(given)[0]
        size = len(toys.entries())
        assert first.outcome == outcome
        again = msgspec.structs.replace(given, id=given.id.upper())
        assert toys.submit(again, given) == [first, first]
        toys.reopen()
        assert toys.submit(given) == [first]
        assert len(toys.entries()) == size
    toys.check()


def test_the_same_command_twice_in_one_batch_is_done_once(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    given = submission(take(jar, 2))
    receipts = toys.submit(given, given)
    assert receipts[0] == receipts[1]
    with toys.reader() as reader:
        assert reader.get(Jar, jar).quantity == 1
    toys.check()


@pytest.mark.parametrize("together", [True, False])
def test_the_same_id_for_something_else_is_refused_and_sealed(
    toys: ToyPlant, together: bool
) -> None:
    jar = toys.jar("blue", 3)
    first, other = submission(take(jar, 1)), submission(take(jar, 2))
    other.id = first.id
    if together:
        done, refused = toys.submit(first, other)
    else:
        (done,), (refused,) = toys.submit(first), toys.submit(other)
    assert (done.outcome, refused.code) == ("done", "command_id_reused")
    assert refused.id != first.id
    assert toys.refusal(refused)["input"]["quantity"] == "2"
    # Whoever sends it again hears the same again, and nothing more is sealed.
    size = len(toys.entries())
    assert toys.submit(other) == [refused]
    assert toys.submit(other, other) == [refused, refused]
    assert toys.submit(first) == [done]
    assert len(toys.entries()) == size
    toys.check()


def test_a_reason_or_an_actor_makes_it_something_else(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    first = submission(take(jar, 1))
    toys.submit(first)
    for changed in ({"reason": "because"}, {"actor": "usr_2"}):
        other = msgspec.structs.replace(first, **changed)
        assert toys.submit(other)[0].code == "command_id_reused"


def test_a_tidied_reason_is_still_the_same_command_after_a_batch_was_redone(
    toys: ToyPlant,
) -> None:
    jar = toys.jar("blue", 3)
    given = submission(RenameJar(jar_id=jar, name="green"), reason=" so ")
    first, _ = toys.answers(given, submission(GoWrong(jar_id=jar, mood="crash")))
    assert toys.submit(given) == [first]


def test_what_is_no_uuid_is_no_command_id() -> None:
    with pytest.raises(ValueError, match="badly formed"):
        submission(OPEN, id="17")


def test_nobody_can_take_the_id_of_what_will_follow_from_a_command(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    toys.ok(NoteReading(jar_id=jar, mood="calm"))
    child = toys.entries()[-1].envelope
    assert child.cause is not None
    receipt = toys.refused("command_id_reused", take(jar), id=child.id)
    assert receipt.id != child.id
    toys.check()


# --- defects --------------------------------------------------------------------------------------

MOODS = ("crash", "untaken", "negative", "key", "undeclared")


@pytest.mark.parametrize("mood", MOODS)
def test_a_defect_in_an_intention_leaves_nothing(toys: ToyPlant, mood: str) -> None:
    jar = toys.jar("blue", 3)
    before, size = toys.tables(), len(toys.entries())
    (answer,) = toys.answers(submission(GoWrong(jar_id=jar, mood=mood)))
    assert isinstance(answer, Defect)
    assert toys.tables() == before
    assert len(toys.entries()) == size
    toys.check()


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("then_read", [True, False])
def test_a_defect_leaves_nothing_beside_others(toys: ToyPlant, mood: str, then_read: bool) -> None:
    """Also when it is the next command's read that brings the broken row to the database."""
    jar, other = toys.jar("blue", 3), toys.jar("green", 3)
    middle = [submission(GoWrong(jar_id=jar, mood=mood))]
    if then_read:
        middle.append(submission(GoWrong(jar_id=other, mood="written")))
    first, defect, *read, last = toys.answers(
        submission(take(jar, 1)), *middle, submission(take(other, 1))
    )
    assert isinstance(defect, Defect)
    assert isinstance(first, Receipt)
    assert isinstance(last, Receipt)
    assert (first.outcome, last.outcome) == ("done", "done")
    assert [r.code for r in read if isinstance(r, Receipt)] == ["toy_jar_empty"][: len(read)]
    with toys.reader() as reader:
        assert (reader.get(Jar, jar).quantity, reader.get(Jar, other).quantity) == (2, 2)
        assert reader.get(Jar, jar).remark is None
    toys.check()


@pytest.mark.parametrize("envelope", [{"station": "x" * 201}, {"actor": ""}, {"behalf": ""},
                                      {"actor": "\ud800"}, {"at": 2**62}])  # fmt: skip
def test_what_cannot_be_sealed_harms_nobody_else(toys: ToyPlant, envelope: dict[str, Any]) -> None:
    jar = toys.jar("blue", 3)
    good = submission(take(jar, 1))
    bad = submission(take(jar, 1), **envelope)
    answers = toys.answers(good, bad)
    assert isinstance(answers[0], Receipt)
    assert isinstance(answers[1], Defect)
    assert toys.submit(submission(take(jar, 1)))[0].outcome == "done"
    with toys.reader() as reader:
        assert reader.get(Jar, jar).quantity == 1
    toys.check()
