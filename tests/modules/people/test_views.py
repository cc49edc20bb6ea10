"""Saved views: one's own, shared ones, and nobody else's."""

import pytest

from lotproof.modules.people.commands import DeleteView, SaveView
from lotproof.modules.people.records import View
from lotproof.modules.people.vocabulary import ViewId
from tests.support.plant import Plant

LOTS = "warehouse.lot"


def save(plant: Plant, name: str = "Waiting", actor: str = "usr_1", **more: object) -> ViewId:
    view = SaveView(record_kind=LOTS, name=name, **more)  # type: ignore[arg-type] # a test's own words
    return ViewId.parse(plant.ok(view, actor=actor).value("view_id"))


def view(plant: Plant, view_id: ViewId) -> View:
    with plant.reader() as reader:
        return reader.get(View, view_id)


def test_a_view_keeps_what_a_list_shows(plant: Plant) -> None:
    view_id = save(
        plant,
        filters={"state": "quarantined", "opened_at.min": "2026-01-01T00:00:00Z"},
        columns=["number", "state"],
        sorted_by="-opened_at,number",
        search_text="IV",
        is_shared=True,
    )
    kept = view(plant, view_id)
    assert (kept.user_id, kept.record_kind, kept.state.value) == (1, LOTS, "kept")
    assert kept.filters == {"state": "quarantined", "opened_at.min": "2026-01-01T00:00:00Z"}
    assert (kept.columns, kept.sorted_by, kept.search_text) == (
        ["number", "state"],
        "-opened_at,number",
        "IV",
    )
    assert kept.is_shared
    plant.check()


def test_a_view_of_the_same_name_is_replaced_by_its_owner_only(plant: Plant) -> None:
    first = save(plant, filters={"state": "released"})
    assert save(plant, filters={"state": "rejected"}) == first
    assert view(plant, first).filters == {"state": "rejected"}
    other = save(plant, actor="usr_2")
    assert other != first
    assert view(plant, first).filters == {"state": "rejected"}
    plant.check()


def test_a_removed_view_comes_back_when_it_is_saved_again(plant: Plant) -> None:
    view_id = save(plant)
    plant.ok(DeleteView(view_id=view_id))
    assert view(plant, view_id).state.value == "removed"
    plant.refused("wrong_state", DeleteView(view_id=view_id))
    assert save(plant, filters={"state": "released"}) == view_id
    assert view(plant, view_id).state.value == "kept"
    plant.check()


def test_others_use_a_shared_view_and_leave_it_alone(plant: Plant) -> None:
    view_id = save(plant, is_shared=True)
    receipt = plant.refused("not_your_view", DeleteView(view_id=view_id), actor="usr_2")
    assert "usr_1" in (receipt.message or {})["zh"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"filters": {"nonsense": "1"}}, "not_of_the_kind"),
        ({"filters": {"state.min": "1", "nonsense.max": "1"}}, "not_of_the_kind"),
        ({"columns": ["number", "nonsense"]}, "not_of_the_kind"),
        ({"sorted_by": "-nonsense"}, "not_of_the_kind"),
        ({"filters": {f"number.{n}": "1" for n in range(31)}}, "view_too_large"),
    ],
    ids=str,
)
def test_a_view_speaks_of_fields_that_there_are(
    plant: Plant, more: dict[str, object], code: str
) -> None:
    plant.refused(code, SaveView(record_kind=LOTS, name="x", **more))  # type: ignore[arg-type] # a test's own words


def test_a_view_speaks_of_a_kind_that_there_is_and_of_no_secret(plant: Plant) -> None:
    plant.refused("not_of_the_kind", SaveView(record_kind="warehouse.shelf", name="x"))
    secret = SaveView(record_kind="people.credential", name="x", columns=["password_hash"])
    plant.refused("not_of_the_kind", secret)


def test_programs_have_no_views(plant: Plant) -> None:
    plant.refused("not_a_person", SaveView(record_kind=LOTS, name="x"), actor="sys_console")
