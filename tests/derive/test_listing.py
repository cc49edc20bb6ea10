"""Lists page by page, in any order, alike on both engines."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from lotproof.adapters.databases.patience import TooBroad, limited
from lotproof.derive import listing as lists
from lotproof.derive.listing import BadFilter, listing, one, walk
from lotproof.modules.sites.commands import OpenArea
from lotproof.modules.sites.vocabulary import AreaKind, CleanClass
from tests.support.plant import Plant

AREA = "sites.area"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def areas(plant: Plant) -> Plant:
    """Give a site with areas of which some have no cleanliness class, and names in two cases."""
    chance = Random(4)
    for n in range(40):
        plant.ok(
            OpenArea(
                code=f"A{chance.randrange(1000):03d}-{n}",
                name=chance.choice(["Wash", "wash", "配液", "Pack"]),
                kind=chance.choice(list(AreaKind)),
                clean_class=chance.choice([None, *CleanClass]),
            )
        )
    return plant


SORTS = ["", "name", "-name", "clean_class", "-clean_class", "kind,-code", "-clean_class,name"]


def expected(records: list[dict[str, Any]], sort: str) -> list[str]:
    """Grouped by one field after the other, the least first; absent last; the key as the last."""
    words = [word for word in sort.split(",") if word]
    last_down = bool(words) and words[-1].startswith("-")
    found = sorted(records, key=lambda r: int(r["id"][4:]), reverse=last_down)
    for word in reversed(words):
        name = word.lstrip("-")
        groups: dict[bytes, list[dict[str, Any]]] = {}
        for each in found:
            groups.setdefault(each.get(name, "").encode(), []).append(each)
        absent = groups.pop(b"", [])
        ordered = sorted(groups, reverse=word.startswith("-"))
        found = [each for value in ordered for each in groups[value]] + absent
    return [r["id"] for r in found]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_after_one_another_are_the_sorted_list(areas: Plant, sort: str) -> None:
    with areas.reader() as reader:
        records = listing(reader, AREA, limit=1000).records
        whole = [r["id"] for r in listing(reader, AREA, sort=sort, limit=1000).records]
        assert whole == expected(records, sort)

        paged: list[str] = []
        after: str | None = ""
        while after is not None:
            page = listing(reader, AREA, sort=sort, limit=7, after=after)
            assert (page.total, page.total_is_exact) == (40, True)
            paged += [r["id"] for r in page.records]
            after = page.next
        assert paged == whole
        by_offset = [
            r["id"]
            for start in range(0, 40, 7)
            for r in listing(reader, AREA, sort=sort, limit=7, offset=start).records
        ]
        assert by_offset == whole


def test_a_walk_is_the_list_however_it_is_cut(
    areas: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_WALK_ROWS", 3)
    with areas.reader() as reader:
        kind = lists.kind_of(AREA)
        for sort in SORTS:
            walked = [kind.key_text(each) for each in walk(reader, kind, {}, sort=sort)]
            listed = listing(reader, AREA, sort=sort, limit=1000).records
            assert walked == [r["id"] for r in listed], sort


def test_one_of_several_values(areas: Plant) -> None:
    with areas.reader() as reader:
        every = listing(reader, AREA, limit=1000).records
        found = listing(reader, AREA, filters={"clean_class.in": "iso_5, iso_7"}, limit=1000)
        assert [r["id"] for r in found.records] == [
            r["id"] for r in every if r.get("clean_class") in ("iso_5", "iso_7")
        ]
        two = listing(reader, AREA, filters={"id.in": "are_3,are_1,are_99"})
        assert [r["id"] for r in two.records] == ["are_1", "are_3"]
        assert (two.total, two.next) == (2, None)


def test_a_long_list_is_counted_up_to_a_bound(
    areas: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "COUNT_MAX", 25)
    with areas.reader() as reader:
        page = listing(reader, AREA, limit=10)
        assert (page.total, page.total_is_exact, page.next) == (25, False, "are_10")
        last = listing(reader, AREA, limit=10, offset=30)
        assert (last.total, last.total_is_exact, last.next) == (40, True, None)
        beyond = listing(reader, AREA, limit=10, offset=50)
        assert (beyond.records, beyond.total, beyond.total_is_exact) == ([], 25, False)


@pytest.mark.parametrize(
    "question",
    [
        {"sort": "code,name,kind,clean_class,id"},
        {"sort": "code,nonsense"},
        {"after": "are_99"},
        {"after": "lot_1"},
        {"after": "are_1|x"},
        {"filters": {"id.in": ",".join(["are_1"] * 501)}},
        {"filters": {"kind.in": "shiny,process"}},
        {"filters": {"kind.like": "x"}},
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(areas: Plant, question: dict[str, Any]) -> None:
    with areas.reader() as reader, pytest.raises(BadFilter):
        listing(reader, AREA, **question)


def test_a_record_is_found_by_its_key(areas: Plant) -> None:
    with areas.reader() as reader:
        kind = lists.kind_of(AREA)
        assert (one(reader, kind, "are_7") or {})["id"] == "are_7"
        assert one(reader, kind, "are_700") is None
        assert one(reader, kind, "are_7|1") is None


def test_what_takes_too_long_is_given_up(plant: Plant) -> None:
    too_broad = pytest.raises(TooBroad, match=r"0\.2 s")
    with plant.reader() as reader, too_broad, limited(reader.connection, 0.2):
        reader.connection.rows(ENDLESS, [])
    with plant.reader() as reader, limited(reader.connection, 5):
        assert listing(reader, AREA).total == 0


@pytest.fixture(autouse=True)
def _nothing_is_left_limited(plant: Plant) -> Iterator[None]:
    """A limit ends with its question."""
    yield
    with plant.reader() as reader:
        reader.connection.rows("SELECT 1", [])
