"""A point is left out with its cause, a second person freezes the limits, a reading signals."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from lotproof.entrypoints.demo.readings import GATEWAY, SOURCE
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Submission
from lotproof.modules.people.queries import user_by_login
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import LivingDoor
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import done, one

SIZE = 5


def word(at_work: Work, key: str, **values: object) -> str:
    return at_work.word("spc", key, **values)


def hotter(door: LivingDoor) -> None:
    """One subgroup of the second sealer, 2.5 °C above its middle: no limit of the point."""
    now = door.plant.clock.now()
    with door.plant.reader() as reader:
        gateway = user_by_login(reader, GATEWAY)
    assert gateway is not None
    readings = [
        {"tag": "SEAL-02.T", "at": clock.text(Instant(now - place * 1_000)), "value": "137.5"}
        for place in range(SIZE)
    ]
    receipt = door.plant.submit(
        Submission(
            kind="monitoring.record_readings/1",
            body={"sent_from": SOURCE, "readings": readings},
            actor=UserId.text(gateway.id),
            id=str(uuid.uuid4()),
            source=Source.MACHINE,
        )
    ).result()
    assert receipt.outcome == "done", receipt


@pytest.mark.parametrize("language", ["zh", "en"])
def test_limits_are_frozen_and_a_reading_signals(
    served: Served, signed_in: SignedIn, language: str
) -> None:
    door, code = served.door, f"JOURNEY-{language}"
    point = one(door, "monitoring.point", code="SEAL-02.T")["id"]
    chart = done(
        door, "engineer", "spc.define_chart", code=code, name=code, point_id=point,
        kind="xbar_r", size=SIZE,
    )["chart_id"]  # fmt: skip

    # The engineer leaves out what the loose thermocouple read, and says so.
    engineer = begin(served, signed_in, "engineer", language)
    page = engineer.page
    engineer.go(f"/spc/{chart}")
    expect(page.get_by_text(word(engineer, "no_limits"))).to_be_visible()
    page.get_by_role("button", name=word(engineer, "new_limits")).click()
    expect(page.get_by_role("heading", name=word(engineer, "baseline", code=code))).to_be_visible()
    suffix = word(engineer, "leave_out_of", at="@").partition("@")[0 if language == "en" else 2]
    leave_out = page.get_by_role("button", name=re.compile(re.escape(suffix.strip())))
    leave_out.first.click()
    draft = engineer.button(word(engineer, "draft_limits"))
    expect(page.get_by_text(word(engineer, "reasons_missing"))).to_be_visible()
    expect(draft).to_be_disabled()
    said = "Thermocouple had come loose"
    page.get_by_role("table").get_by_role("textbox").fill(said)
    page.get_by_role("textbox", name=word(engineer, "revision")).fill("A")
    draft.click()
    expect(page.get_by_text(word(engineer, "draft", revision="A"))).to_be_visible()
    limits = engineer.record("spc.control_limits", chart_id=chart)
    assert (limits["state"], limits["revision"]) == ("draft", "A")
    (left_out,) = engineer.records("spc.exclusion", limits_id=limits["id"])
    assert left_out["reason"] == said

    # Quality looks at it and freezes it with a signature.
    quality = begin(served, signed_in, "quality", language)
    page = quality.page
    quality.go(f"/spc/{chart}")
    page.get_by_role("link", name=word(quality, "open_draft")).click()
    quality.follow("spc.freeze_limits/1", limits["id"])
    page.locator("form.command-form button[type=submit]").click()
    quality.sign("quality")
    quality.eventually(
        lambda: quality.record("spc.control_limits", chart_id=chart)["state"] == "effective"
    )

    # The next readings are beyond: the open page says so by itself.
    quality.go(f"/spc/{chart}")
    expect(page.get_by_text(word(quality, "signals_none"))).to_be_visible()
    hotter(door)
    expect(page.get_by_text(word(quality, "to_explain"), exact=True).first).to_be_visible()
    signal = quality.record("spc.signal", chart_id=chart, rule="nelson_1", part="middle")
    assert signal["state"] == "open"
    assert one(door, "alerts.alert", key=f"spc.{chart}.nelson_1.middle")["state"] == "open"
