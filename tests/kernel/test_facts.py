"""Facts stand whatever follows from them; reactions are entries with a cause."""

from dataclasses import replace

import pytest

from lotproof.kernel.reader import Defect
from lotproof.kernel.safety import FinishTask
from lotproof.kernel.site import FallbackHold, Task, TaskId
from tests.support.toy_plant import ToyPlant, parts, submission, take
from tests.support.toys import (
    Jar,
    JarId,
    NoteDrop,
    NoteReading,
    OpenJar,
)


def holds(toys: ToyPlant) -> list[tuple[str, str, bool]]:
    with toys.reader() as reader:
        found = [reader.find(FallbackHold, is_active=is_active) for is_active in (True, False)]
    return [(h.subject, h.cause, h.is_active) for hs in found for h in hs]


def test_a_reaction_is_an_entry_of_its_own_with_its_cause(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    receipt = toys.ok(NoteReading(jar_id=jar, mood="deep calm"))
    root, child, grandchild = (e.envelope for e in toys.entries()[-3:])
    assert (root.id, root.cause) == (receipt.id, None)
    assert (child.kind, child.cause, child.source) == ("toy.follow/1", root.id, "reaction")
    assert (grandchild.kind, grandchild.cause) == ("toy.follow_further/1", child.id)
    assert root.recorded == child.recorded == grandchild.recorded
    assert [e["kind"] for e in receipt.events] == ["toy.reading_noted/1", "toy.followed/1"]
    assert holds(toys) == []
    toys.check()


@pytest.mark.parametrize(
    "mood",
    ["reaction", "undeclared", "crash", "refuse", "twin", "negative", "key", "written",
     "then crash", "then refuse", "then twin", "then negative"],
)  # fmt: skip
def test_a_fact_stands_when_its_reaction_fails(toys: ToyPlant, mood: str) -> None:
    jar = toys.jar("blue", 3)
    toys.jar("other", 3)
    receipt = toys.do(NoteReading(jar_id=jar, mood=mood))
    assert receipt.outcome == "failed"
    entry = toys.entries()[-1]
    assert (entry.envelope.outcome, entry.envelope.kind) == ("failed", "toy.note_reading/1")
    changed = {change["record"] for change in parts(entry)["changes"]}
    assert changed == {"toy.jar", "kernel.task", "kernel.fallback_hold"}
    assert holds(toys) == [(f"toyjar_{jar}", "reaction_failed", True)]
    with toys.reader() as reader:
        assert reader.get(Jar, jar).remark is None, "what the reaction did is undone"
        task = reader.get(Task, 1)
    detail = task.detail
    assert detail.startswith("“Follow; Note drop” did not follow: ")
    assert (task.detail_zh or "").startswith("未能自动执行“")
    assert f"mood {mood}" not in detail, "what a row held is nobody's business here"
    toys.check()


@pytest.mark.parametrize("mood", ["crash", "refuse", "twin", "negative"])
def test_a_failure_further_on_undoes_no_more_than_itself(toys: ToyPlant, mood: str) -> None:
    jar = toys.jar("blue", 3)
    assert toys.do(NoteReading(jar_id=jar, mood=f"deep {mood}")).outcome == "done"
    root, child = (e.envelope for e in toys.entries()[-2:])
    assert (root.outcome, child.outcome, child.cause) == ("done", "failed", root.id)
    with toys.reader() as reader:
        assert reader.get(Jar, jar).remark == "followed"
    assert [cause for _, cause, _ in holds(toys)] == ["reaction_failed"]
    toys.check()


def test_a_fact_that_comes_with_others_stands_too(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    first, fact, last = toys.submit(
        submission(take(jar)), submission(NoteReading(jar_id=jar, mood="crash")),
        submission(OpenJar(jar_id=jar)))  # fmt: skip
    assert [r.outcome for r in (first, fact, last)] == ["done", "failed", "done"]
    toys.check()


def test_a_held_subject_is_refused_until_its_task_is_finished(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    toys.do(NoteReading(jar_id=jar, mood="crash"))
    receipt = toys.refused("on_fallback_hold", take(jar))
    assert "Clear task tsk_1 first" in toys.refusal(receipt)["refusal"]["message"]["en"]
    toys.refused("reason_missing", FinishTask(task_id=TaskId(1)))
    toys.ok(FinishTask(task_id=TaskId(1)), reason="the reaction was repaired")
    toys.refused("wrong_state", FinishTask(task_id=TaskId(1)), reason="twice")
    toys.ok(take(jar))
    assert [is_active for _, _, is_active in holds(toys)] == [False]
    toys.check()


def test_a_deviating_fact_stands_with_a_hold(toys: ToyPlant) -> None:
    jar = toys.jar("red", 0, is_red=True)
    receipt = toys.ok(NoteDrop(jar_id=jar))
    assert [d["code"] for d in receipt.deviations] == ["toy_jar_red", "toy_jar_empty"]
    assert parts(toys.entries()[-1])["deviations"] == receipt.deviations
    with toys.reader() as reader:
        task = reader.get(Task, 1)
    said = [d["message"] for d in receipt.deviations]
    assert task.detail == "; ".join(each["en"] for each in said)
    assert task.detail_zh == "；".join(each["zh"] for each in said)
    assert holds(toys) == [(f"toyjar_{jar}", "toy_jar_red", True)] or holds(toys) == [
        ("toy.note_drop/1", "toy_jar_red", True)
    ]
    toys.check()


def test_a_fact_that_follows_from_another_deviates_with_a_hold_too(toys: ToyPlant) -> None:
    jar = toys.jar("red", 3, is_red=True)
    toys.ok(NoteReading(jar_id=jar, mood="drop"))
    child = toys.entries()[-1]
    assert child.envelope.kind == "toy.note_drop/1"
    assert parts(child)["deviations"][0]["code"] == "toy_jar_red"
    assert holds(toys) == [(f"toyjar_{jar}", "toy_jar_red", True)]
    toys.check()


def test_an_unknown_subject_refuses_even_a_fact(toys: ToyPlant) -> None:
    toys.refusal(toys.refused("not_found", NoteReading(jar_id=JarId(99))))


def test_a_failing_reaction_to_an_intention_undoes_the_intention(
    toys: ToyPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NoteReading, "SPEC", replace(NoteReading.SPEC, is_fact=False))
    jar = toys.jar("blue", 3)
    before = toys.tables()
    toys.refused("toy_jar_empty", NoteReading(jar_id=jar, mood="then refuse"))
    (answer,) = toys.answers(submission(NoteReading(jar_id=jar, mood="then crash")))
    assert isinstance(answer, Defect)
    assert toys.tables() == before
    toys.check()
