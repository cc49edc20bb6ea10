"""What the ledger says about one subject, on both kinds of database."""

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive import listing as lists
from lotproof.derive.dictionary import dictionary
from lotproof.derive.story import as_of, timeline
from lotproof.kernel.record import RECORDS
from lotproof.modules.people.commands import ChangeUser, RegisterUser, SetPassword
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from tests.support.plant import Plant

HASH = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$c29tZWhhc2g"


def registered(plant: Plant, login: str) -> UserId:
    command = RegisterUser(login=login, name=f"{login} before", language=UserLanguage.EN)
    return UserId.parse(plant.ok(command).value("user_id"))


def changed(plant: Plant, user_id: UserId, name: str, reason: str) -> None:
    plant.ok(ChangeUser(user_id=user_id, name=name, language=UserLanguage.EN), reason=reason)


def test_a_timeline_is_newest_first_and_of_one_subject_only(plant: Plant) -> None:
    one, two = registered(plant, "one"), registered(plant, "two")
    changed(plant, one, "one after", "married")
    with plant.reader() as reader:
        told = timeline(LedgerView(reader.connection), "usr", one)
        other = timeline(LedgerView(reader.connection), "usr", two)
    assert [each["kind"] for each in told] == ["people.change_user/1", "people.register_user/1"]
    assert [each["kind"] for each in other] == ["people.register_user/1"]
    assert told[0]["reason"] == "married"
    name = next(c["set"]["name"] for c in told[0]["changes"] if "name" in c.get("set", {}))
    assert name == ["one before", "one after"]


def test_a_timeline_goes_on_where_the_last_page_ended(plant: Plant) -> None:
    one = registered(plant, "one")
    for n in range(5):
        changed(plant, one, f"name {n}", "again")
    with plant.reader() as reader:
        view = LedgerView(reader.connection)
        whole = [each["seq"] for each in timeline(view, "usr", one)]
        first = [each["seq"] for each in timeline(view, "usr", one, limit=2)]
        second = [each["seq"] for each in timeline(view, "usr", one, limit=2, before=first[-1])]
    assert len(whole) == 6
    assert (first, second) == (whole[:2], whole[2:4])


def test_a_record_as_of_each_size_is_what_it_was(plant: Plant) -> None:
    one = registered(plant, "one")
    changed(plant, one, "second", "a")
    changed(plant, one, "third", "b")
    key = UserId.text(one)
    with plant.reader() as reader:
        view = LedgerView(reader.connection)
        size = view.size
        names = [(as_of(view, "people.user", key, at) or {}).get("name") for at in range(size + 1)]
        now = as_of(view, "people.user", key, size)
        stored = lists.one(reader, RECORDS["people.user"], key)
    assert [name for name in names if name] == ["one before", "second", "third"]
    assert now == stored


def test_no_story_shows_a_secret(plant: Plant) -> None:
    one = registered(plant, "one")
    plant.ok(SetPassword(user_id=one, password_hash=HASH))
    with plant.reader() as reader:
        view = LedgerView(reader.connection)
        told = timeline(view, "usr", one)
        then = as_of(view, "people.credential", UserId.text(one), view.size)
    assert HASH not in str(told)
    assert then is not None
    assert "password_hash" not in then


@pytest.mark.parametrize("key", ["", "x", "usr_", "usr_x", "usr_99999999999999999999", "1|2", "_1"])
def test_what_is_no_key_names_no_record(sqlite_plant: Plant, key: str) -> None:
    with sqlite_plant.reader() as reader:
        view = LedgerView(reader.connection)
        assert as_of(view, "people.user", key, view.size) is None


def test_bad_filters_are_refused_by_name(plant: Plant) -> None:
    registered(plant, "one")
    with plant.reader() as reader:
        for filters in ({"nonsense": "1"}, {"state": "shiny"}, {"id": "lot_1"}, {"id.like": "x"}):
            with pytest.raises(lists.BadFilter):
                lists.listing(reader, "people.user", filters=filters)
        with pytest.raises(lists.NoSuchKind):
            lists.listing(reader, "no.kind")
        assert lists.one(reader, User.KIND, "usr_1|usr_1") is None
        assert lists.one(reader, User.KIND, "usr_77") is None


def test_the_dictionary_explains_every_field_in_both_languages(sqlite_plant: Plant) -> None:
    del sqlite_plant  # loads the modules
    entries = dictionary()
    records = {(e["in"], e["field"]) for e in entries if e["of"] == "record"}
    assert records == {(k.name, f.name) for k in RECORDS.values() for f in k.fields}
    assert all(e["label"]["en"] and e["label"]["zh"] for e in entries)
