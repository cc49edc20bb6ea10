"""An engineer has an approved setting written to its machine and sees it verified, live."""

import uuid

import pytest
from playwright.sync_api import expect

from lotproof.entrypoints.demo.readings import GATEWAY, SOURCE
from lotproof.kernel.submission import Submission
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import LivingDoor
from tests.app.conftest import Served, SignedIn
from tests.app.journey import begin, state_label
from tests.app.plant_work import done, one, signed_done

KIND = "transmission.transmission"
CLAIM = "00000000-0000-0000-0000-00000000000{}"
VALUE = {"code": "T", "value": "150", "unit": "Cel"}


def tell(door: LivingDoor, kind: str, **body: object) -> None:
    """What the account of the collector sends."""
    actor = UserId.text(door.users[GATEWAY])
    given = Submission(kind=f"{kind}/1", body=body, actor=actor, id=str(uuid.uuid4()))
    receipt = door.plant.submit(given).result()
    assert receipt.outcome == "done", receipt


def writable(door: LivingDoor, code: str) -> str:
    """A machine of this journey's own with an approved setting that may be written; its id."""
    made = done(
        door, "engineer", "equipment.register_equipment", code=code, name=code, kind="production"
    )
    machine = str(made["equipment_id"])
    setting = done(
        door,
        "engineer",
        "equipment.draft_setting",
        equipment_id=machine,
        program="P1",
        revision="A",
        settings=[VALUE | {"name": "Temperature 温度", "tolerance": "2"}],
    )["setting_id"]
    signed_done(door, "quality", "equipment.make_setting_effective/1", setting_id=setting)
    done(
        door,
        "engineer",
        "transmission.open_connection",
        reason="journey",
        equipment_id=machine,
        source_id=one(door, "monitoring.source", code=SOURCE)["id"],
        gateway_id=UserId.text(door.users[GATEWAY]),
    )
    return machine


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_setting_is_written_to_its_machine(
    served: Served, signed_in: SignedIn, language: str
) -> None:
    door, code = served.door, f"WRITE-{language.upper()}"
    machine = writable(door, code)
    engineer = begin(served, signed_in, "engineer", language)
    engineer.go(f"/equipment/{machine}")
    page = engineer.page
    page.get_by_role("button", name=engineer.word("equipment", "write")).click()
    engineer.submit()
    asked = one(door, KIND, equipment_id=machine)
    assert asked["state"] == "requested"

    engineer.go(f"/equipment/{machine}")
    requested, verified = (state_label(engineer, KIND, each) for each in ("requested", "verified"))
    card = page.locator(".ant-card", has_text=engineer.word("equipment", "settings"))
    expect(card.locator(".tone", has_text=requested)).to_be_visible()
    claim = CLAIM.format(1 if language == "zh" else 2)
    tell(door, "transmission.claim_transmission", transmission_id=asked["id"], claim=claim)
    tell(
        door,
        "transmission.report_transmission",
        transmission_id=asked["id"],
        claim=claim,
        outcome="written",
        written=[VALUE | {"answer": "Good"}],
        values=[VALUE],
    )
    # Nothing is loaded anew: it comes over the live line.
    expect(card.locator(".tone", has_text=verified)).to_be_visible()
    expect(page.get_by_role("button", name=engineer.word("equipment", "write"))).to_be_visible()
