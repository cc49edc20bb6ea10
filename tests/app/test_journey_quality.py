"""A quality manager's day: why a lot may not be released, then its release, then why not again."""

from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import Served, SignedIn
from tests.app.journey import begin
from tests.app.plant_work import inspected, planned_inspection, received

if TYPE_CHECKING:
    pass

RELEASE = "warehouse.release_lot/1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quality(served: Served, signed_in: SignedIn, language: str) -> None:
    planned_inspection(served.door, "DV-IVSET")
    lot = received(served.door, "DV-IVSET", "12", f"QM{language}1")
    quality = begin(served, signed_in, "quality", language)
    quality.go(f"/record/warehouse.lot/{lot}")
    quality.sees_why_not(RELEASE, lot, "quality")

    # The inspector is done: the page offers the release by itself.
    inspected(served.door, lot)
    quality.follow(RELEASE, lot)
    seq = quality.submit()
    record = quality.record("warehouse.lot", id=lot)
    assert record["state"] == "released"
    assert quality.entries(subject=lot, kind=RELEASE)[0]["seq"] == seq
    assert record["decided_by"] == quality.record("people.user", login="quality")["id"]

    quality.go(f"/record/warehouse.lot/{lot}")
    quality.sees_why_not(RELEASE, lot, "quality")
