"""There is one way to write: readers cannot, and the database says so too."""

import sqlite3

import psycopg
import pytest

from lotproof.kernel.quantity import Amount
from lotproof.kernel.reader import Defect, Reader
from lotproof.kernel.session import Session
from lotproof.kernel.work import Frame, Work
from tests.support.toy_plant import ToyPlant, submission, take
from tests.support.toys import Jar, JarId, JarState, MakeJar, RenameJar


def test_a_reader_has_no_way_to_write() -> None:
    writing = {name for name in dir(Work) if not name.startswith("_")} - set(dir(Reader))
    assert writing == {
        "add", "add_all", "alone", "ask", "behalf", "finish", "flush", "is_own",
        "new_id", "new_ids",
        "object", "record", "rely", "take", "take_all",
    }  # fmt: skip


@pytest.mark.clause("21 CFR 11.10(e)")
def test_the_database_refuses_writes_of_readers(toys: ToyPlant) -> None:
    jar = toys.jar()
    with toys.database.snapshot() as connection, pytest.raises((psycopg.Error, sqlite3.Error)):
        connection.write([("UPDATE toy_jar SET quantity = 5", [()])])
    with toys.reader() as reader:
        assert reader.get(Jar, jar).quantity == 10
    toys.check()


def test_a_snapshot_sees_one_moment(toys: ToyPlant) -> None:
    jar = toys.jar()
    with toys.reader() as reader:
        assert reader.get(Jar, jar).quantity == 10
        toys.ok(take(jar, 4))
        assert reader.get(Jar, jar).quantity == 10
    with toys.reader() as reader:
        assert reader.get(Jar, jar).quantity == 6


def test_reads_are_typed_and_say_what_is_missing(toys: ToyPlant) -> None:
    jar = toys.jar("blue", 3)
    toys.jar("green", 3)
    with toys.reader() as reader:
        assert reader.seek(Jar, 99) is None
        assert reader.only(Jar, name="none") is None
        assert [j.name for j in reader.find(Jar, state=JarState.CLOSED)] == ["blue", "green"]
        assert reader.get(Jar, jar).best_before == reader.today
        with pytest.raises(Defect, match="more than one"):
            reader.only(Jar, quantity=3)
        with pytest.raises(Defect, match="absent value"):
            reader.find(Jar, remark=None)


def test_a_record_is_added_once_and_is_one_object(toys: ToyPlant) -> None:
    jar = toys.jar()
    toys.connection.begin()
    work = Work(Session(toys.connection), toys.executor.site(toys.connection), toys.clock.now(),
                "usr_1", toys.database.reserve, toys.clock.now(), None)  # fmt: skip
    work.frame = Frame("", take(jar))
    assert work.get(Jar, jar) is work.take(Jar, jar) is work.only(Jar, name="jar")
    with pytest.raises(Defect, match="added twice"):
        work.add(Jar(JarId(jar), "twin", Amount(1), "pcs"))
    toys.connection.rollback()


def test_numbers_are_consecutive_and_never_used_again(toys: ToyPlant) -> None:
    first = toys.jar("a")
    taken = [toys.database.reserve("toyjar", 3) for _ in range(2)]
    assert taken == [first + 1, first + 4]
    many = toys.database.reserve("toyjar", 250)
    assert many > taken[-1] + 2
    toys.jar("b")
    toys.reopen()
    last = toys.jar("c")
    assert last > many + 249
    toys.reopen()
    assert toys.jar("d") > last
    toys.check()


def test_one_command_may_use_a_word_another_just_gave_up(toys: ToyPlant) -> None:
    """Unique names change hands within one batch."""
    jar = toys.jar("old")
    receipts = toys.submit(
        submission(RenameJar(jar_id=jar, name="new"), reason="typo"),
        submission(MakeJar(name="old", quantity=Amount(1), unit="pcs")),
        submission(MakeJar(name="new", quantity=Amount(1), unit="pcs")),
    )
    assert [r.code for r in receipts] == [None, None, "duplicate"]
    toys.check()
