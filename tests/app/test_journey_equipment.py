"""One machine on one page: scanned, read live, its settings, duties and open cases seen."""

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from lotproof.entrypoints.demo.readings import GATEWAY, SOURCE
from lotproof.kernel import clock
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Submission
from lotproof.modules.people.queries import user_by_login
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import LivingDoor
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin

MACHINE, POINT = "SEAL-01", "SEAL-01.T"
READ = {"zh": "135.1", "en": "135.2"}
"""Inside all limits, and another value for each language."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_of_a_machine_is_seen(served: Served, signed_in: SignedIn, language: str) -> None:
    quality = begin(served, signed_in, "quality", language)
    page = quality.page
    machine = quality.record("equipment.equipment", code=MACHINE)
    quality.scan(MACHINE)
    expect(page).to_have_url(re.compile(f"/equipment/{machine['id']}$"))
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_contain_text(MACHINE)

    send(served.door, READ[language])
    expect(card(quality, "points")).to_contain_text(READ[language])
    found = overview(quality, machine["id"])
    for duty in found["duties"]:
        expect(card(quality, "duties")).to_contain_text(duty["title"][language])
    (setting, *_) = found["settings"]
    settings = card(quality, "settings")
    expect(settings).to_contain_text(word(quality, "approved"))
    for value in setting["values"]:
        row = settings.get_by_role("row").filter(has_text=value["name"]).first
        expect(row).to_contain_text(word(quality, "agrees" if value["agrees"] else "differs"))
    assert found["duties"], found
    assert found["cases"], found
    for case in found["cases"]:
        link = card(quality, "cases").locator(f'a[href*="{case["id"]}"]')
        expect(link).to_have_count(1)
    card(quality, "cases").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"{found['cases'][0]['id']}$"))


def card(person: Work, key: str) -> Locator:
    """A part of the page by its heading."""
    head = person.page.locator(".ant-card-head-title", has_text=word(person, key))
    return person.page.locator(".ant-card").filter(has=head)


def word(person: Work, key: str) -> str:
    return person.word("equipment", key)


def overview(person: Work, machine: str) -> Any:
    return person.door.get(f"/api/equipment/{machine}", "quality").json


def send(door: LivingDoor, value: str) -> None:
    """The gateway sends one reading of the point while the page stands open."""
    with door.plant.reader() as reader:
        gateway = user_by_login(reader, GATEWAY)
    assert gateway is not None
    reading = {"tag": POINT, "at": clock.text(door.plant.clock.now()), "value": value}
    receipt = door.plant.submit(
        Submission(
            kind="monitoring.record_readings/1",
            body={"sent_from": SOURCE, "readings": [reading]},
            actor=UserId.text(gateway.id),
            id=str(uuid.uuid4()),
            source=Source.MACHINE,
        )
    ).result()
    assert receipt.outcome == "done", receipt
