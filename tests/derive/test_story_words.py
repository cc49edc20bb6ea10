"""What an event says is said in the reader's language, the values of choices too."""

from lotproof import modules
from lotproof.derive.story import sentence

modules.load()

DECIDED = {
    "kind": "inspection.inspection_decided/1",
    "inspection_id": "ins_1",
    "lot_id": "lot_1",
    "decision": "accept",
}


def test_choices_are_said_in_both_languages() -> None:
    said = sentence(DECIDED)
    assert said["zh"] == "批 lot_1 的检验 ins_1：判定合格"
    assert said["en"] == "Inspection ins_1 of lot lot_1: accept"


def test_a_choice_that_this_release_does_not_know_stays_as_it_was_sealed() -> None:
    assert sentence(DECIDED | {"decision": "defer"})["zh"].endswith("：defer")
