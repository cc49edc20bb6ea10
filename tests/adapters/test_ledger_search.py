"""Finding entries: what is found is what a reading of the whole ledger would find."""

from random import Random

import pytest

from lotproof.adapters import ledger_search
from lotproof.adapters.ledger_search import Found, Question, search
from lotproof.adapters.ledger_view import LedgerView
from lotproof.ledger.entry import Sealed
from tests.support.toy_plant import ToyPlant, submission, take
from tests.support.toys import OpenJar, RenameJar

ACTORS = ("usr_1", "usr_2", "usr_3")


@pytest.fixture
def lived(toys: ToyPlant) -> ToyPlant:
    """Give a site of some 700 entries in batches of every size, with a fresh process between."""
    chance = Random(3)
    jars = [toys.jar(f"jar {n}", 400) for n in range(4)]
    for n in range(60):
        batch = [
            submission(take(chance.choice(jars), chance.choice((1, 1, 9999))),
                       actor=chance.choice(ACTORS))
            for _ in range(chance.randrange(1, 22))
        ]  # fmt: skip
        toys.submit(*batch)
        if n % 20 == 7:
            toys.reopen()
    toys.ok(RenameJar(jar_id=jars[2], name="renamed"), reason="misread", actor="usr_3")
    toys.ok(OpenJar(jar_id=jars[3]))
    return toys


def brute(entries: list[Sealed], question: Question) -> list[int]:
    def is_fit(sealed: Sealed) -> bool:
        envelope = sealed.envelope
        words = {"actor": envelope.actor, "kind": envelope.kind, "outcome": envelope.outcome}
        about = question.subject
        return (
            question.first <= sealed.seq < question.end
            and all(words[aspect] in wanted for aspect, wanted in question.wanted.items())
            and (about is None or f"{about[0]}_{about[1]}" in envelope.subjects)
        )

    return [sealed.seq for sealed in reversed(entries) if is_fit(sealed)]


def questions(size: int) -> list[Question]:
    wanted = [
        {},
        {"actor": frozenset({"usr_2"})},
        {"outcome": frozenset({"refused"})},
        {"kind": frozenset({"toy.rename_jar/1"})},
        {"kind": frozenset({"toy.rename_jar/1", "toy.make_jar/1"}), "actor": frozenset({"usr_1"})},
        {"actor": frozenset({"usr_1", "usr_3"}), "outcome": frozenset({"refused"})},
        {"actor": frozenset({"nobody"})},
    ]
    spans = [(0, size), (0, 256), (255, 257), (100, 600), (512, size), (300, 300)]
    return [
        Question(words, first, end, subject)
        for words in wanted
        for first, end in spans
        for subject in (None, ("toyjar", 2))
    ]


def test_what_is_found_is_what_is_there(lived: ToyPlant) -> None:
    entries = lived.entries()
    assert len(entries) > 560, "two full blocks, and some entries behind them"
    with lived.database.snapshot() as connection:
        view = LedgerView(connection)
        for question in questions(view.size):
            expected = brute(entries, question)
            assert search(view, question, 10_000) == Found(expected, None), question
            paged: list[int] = []
            end: int | None = question.end
            while end is not None:
                found = search(
                    view, Question(question.wanted, question.first, end, question.subject), 7
                )
                paged += found.seqs
                end = found.next_before
            assert paged == expected, question


def test_reading_is_bounded_and_can_go_on(lived: ToyPlant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_search, "BLOCKS_MAX", 1)
    monkeypatch.setattr(ledger_search, "ABOUT_MAX", 5)
    rare = {"kind": frozenset({"toy.make_jar/1"})}
    with lived.database.snapshot() as connection:
        view = LedgerView(connection)
        first = search(view, Question(rare, 0, view.size), 10)
        assert first == Found([], 256)
        assert search(view, Question(rare, 0, 256), 10).seqs == [4, 3, 2, 1]
        about = search(view, Question(rare, 0, view.size, ("toyjar", 1)), 10)
        assert about.seqs == []
        assert about.next_before is not None
        assert about.next_before > 256


def test_where_a_row_of_the_lookup_is_gone_the_entries_speak(
    lived: ToyPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived.connection.begin()
    lived.connection.write([("DELETE FROM ledger_lookup WHERE number = 0", [[]])])
    lived.connection.commit()
    rare = {"kind": frozenset({"toy.make_jar/1", "toy.rename_jar/1"})}
    with lived.database.snapshot() as connection:
        view = LedgerView(connection)
        assert search(view, Question(rare, 0, view.size), 10).seqs[1:] == [4, 3, 2, 1]
        monkeypatch.setattr(ledger_search, "READ_MAX", 0)
        cut = search(view, Question(rare, 0, view.size), 10)
        assert (len(cut.seqs), cut.next_before) == (1, 256)
