"""A value is read off a display, a slip waits for a second person, a file is brought."""

import re

import pytest
from playwright.sync_api import expect

from lotproof.entrypoints.demo.readings import BY_HAND, PAPER
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import one

# Own values in each language, so that each finds its own; all good ones are within the limits.
GOOD = {"zh": "4.123", "en": "4.321"}
SLIPS = {"zh": ("41.23", "42.23"), "en": ("43.21", "44.21")}
ANEW = {"zh": "4.223", "en": "4.421"}
DAY = {"zh": "2026-03-03", "en": "2026-03-04"}


def word(at_work: Work, key: str, **values: object) -> str:
    return at_work.word("monitoring", key, **values)


def read(at_work: Work, value: str) -> None:
    """Type the figure and press Enter."""
    box = at_work.page.get_by_role("textbox", name=word(at_work, "value_read"))
    box.fill(value)
    box.press("Enter")


def reading_of(at_work: Work, value: str) -> dict[str, str]:
    found = at_work.records("monitoring.hand_reading", limit=1000)
    reading: dict[str, str]
    (reading,) = [each for each in found if each["value"] == value]
    return reading


def is_in_state(at_work: Work, value: str, state: str) -> bool:
    return reading_of(at_work, value)["state"] == state


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_slip_waits_for_a_second_person(
    served: Served, signed_in: SignedIn, language: str
) -> None:
    point = one(served.door, "monitoring.point", code=BY_HAND.code)["id"]
    inspector = begin(served, signed_in, "inspector", language)
    page = inspector.page

    # From the point to the large field; the verdict comes once it is sealed.
    inspector.go(f"/monitoring/{point}")
    page.locator(f'a[href$="/monitoring/read/{point}"]').click()
    read(inspector, GOOD[language])
    said = word(inspector, "verdict_within", value="@").replace("@", "")
    expect(page.get_by_role("status").filter(has_text=said)).to_contain_text(GOOD[language])
    assert is_in_state(inspector, GOOD[language], "counted")

    # The decimal point is lost, twice: it is kept, and waits. Who read it may not confirm it.
    waits = word(inspector, "verdict_waits", value="@").replace("@", "")
    for slip in SLIPS[language]:
        read(inspector, slip)
        notice = page.get_by_role("status").filter(has_text=waits)
        expect(notice.filter(has_text=slip)).to_be_visible()
        assert is_in_state(inspector, slip, "to_confirm")
    inspector.go("/monitoring/by-hand")
    own = page.get_by_role("listitem").filter(has_text=SLIPS[language][0])
    expect(own).to_contain_text(word(inspector, "own_reading"))
    expect(own.get_by_role("button")).to_have_count(0)

    # Another person looks: one value is read anew, by the keyboard.
    operator = begin(served, signed_in, "operator", language)
    page = operator.page
    operator.go("/monitoring/by-hand")
    row = page.get_by_role("listitem").filter(has_text=SLIPS[language][0])
    expect(row).to_be_visible()
    while row.get_attribute("aria-current") is None:
        page.keyboard.press("j")
    page.keyboard.press("x")
    read(operator, ANEW[language])
    operator.eventually(lambda: is_in_state(operator, SLIPS[language][0], "contradicted"))
    assert is_in_state(operator, ANEW[language], "counted")
    expect(row).to_have_count(0)

    # Confirming asks whether one looked, and may be left again.
    row = page.get_by_role("listitem").filter(has_text=SLIPS[language][1])
    row.get_by_role("button", name=re.compile(re.escape(word(operator, "confirm")))).click()
    expect(row.get_by_role("button", name=word(operator, "confirm_done"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(row.get_by_role("button", name=word(operator, "confirm_done"))).to_have_count(0)
    assert is_in_state(operator, SLIPS[language][1], "to_confirm")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_file_is_taken_whole_or_not_at_all(
    served: Served, signed_in: SignedIn, language: str
) -> None:
    engineer = begin(served, signed_in, "engineer", language)
    page = engineer.page
    engineer.go("/monitoring/import")
    engineer.pick(word(engineer, "import_source"), PAPER)
    good = f"tag,at,value\n{BY_HAND.code},{DAY[language]}T08:00:00+08:00,4.1\n"
    bad = f"{good}{BY_HAND.code},{DAY[language]} noon,4.2\n"
    chooser = page.locator("input[type=file]")

    def bring(content: str) -> None:
        chooser.set_input_files(
            {"name": "readings.csv", "mimeType": "text/csv", "buffer": content.encode()}
        )

    bring(bad)
    lines = page.get_by_role("list", name=word(engineer, "import_bad"))
    expect(lines.get_by_role("listitem")).to_have_count(1)
    expect(lines).to_contain_text(f"{DAY[language]} noon")
    bring(good)
    key = "import_done_one" if language == "en" else "import_done_other"
    expect(page.get_by_text(word(engineer, key, number=1))).to_be_visible()
    expect(lines).to_have_count(0)
