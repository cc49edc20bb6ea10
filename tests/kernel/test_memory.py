"""What a session answers from memory is what the database would have said."""

from collections.abc import Iterator
from itertools import count
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotproof.adapters.databases.base import insertion
from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount
from lotproof.kernel.session import Session
from lotproof.kernel.work import Frame, Work
from tests.support.sampling import LONG
from tests.support.toy_plant import ToyPlant
from tests.support.toys import Jar, JarId, JarState, MakeJar, Marble, MarbleId

STATES = list(JarState)
COMMAND = MakeJar(name="any", quantity=Amount(1), unit="pcs")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("jar"), st.integers(0, 2)),
        st.tuples(st.just("marble"), st.integers(0, 9)),
        st.tuples(st.just("state"), st.integers(0, 9), st.integers(0, 2)),
        st.tuples(st.just("marbles of"), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("jars in"), st.integers(0, 2), st.booleans()),
        st.tuples(st.just("next command")),
        st.tuples(st.just("refused")),
    ),
    max_size=40,
)


class Story:
    """One transaction in which steps are taken, and what every search in it has found."""

    def __init__(self, toys: ToyPlant, jars: list[JarId]) -> None:
        self.session = Session(toys.connection)
        self.toys, self.jars, self.base = toys, list(jars), list(jars)
        self.numbers: Iterator[int] = count(10_000)
        self.found: list[Any] = []
        self.work = self.begin()

    def begin(self) -> Work:
        self.session.start()
        self.base = list(self.jars)
        site = self.toys.executor.site(self.toys.connection)
        now = Instant(1)
        work = Work(self.session, site, now, "usr_1", self.reserve, now, None)
        work.frame = Frame("00000000-0000-4000-8000-000000000000", COMMAND)
        return work

    def reserve(self, counter: str, wanted: int) -> int:
        del counter, wanted
        return next(self.numbers)

    def take(self, what: str, *args: Any) -> None:
        getattr(self, what.replace(" ", "_"))(*args)

    def jar(self, state: int) -> None:
        made = self.work.new_id(JarId)
        self.work.add(Jar(made, f"jar {made}", Amount(1), "pcs", STATES[state]))
        self.jars.append(made)

    def marble(self, which: int) -> None:
        made = self.work.new_id(MarbleId)
        self.work.add(Marble(made, self.jars[which % len(self.jars)], int(made)))

    def state(self, which: int, state: int) -> None:
        self.work.take(Jar, self.jars[which % len(self.jars)]).state = STATES[state]

    def marbles_of(self, which: int, is_taken: bool) -> None:
        find = self.work.take_all if is_taken else self.work.find
        jar = self.jars[which % len(self.jars)]
        self.found.append([(m.id, m.number) for m in find(Marble, jar_id=jar)])

    def jars_in(self, state: int, is_taken: bool) -> None:
        find = self.work.take_all if is_taken else self.work.find
        self.found.append([(j.id, j.state) for j in find(Jar, state=STATES[state])])

    def next_command(self) -> None:
        self.work.finish()
        self.work = self.begin()

    def refused(self) -> None:
        """Only what is still in memory can be undone there; the executor redoes the rest."""
        self.work.finish()
        if not self.session._own_stored:
            self.session.undo()
            self.jars = self.base
        self.work = self.begin()


def told(toys: ToyPlant, jars: list[JarId], steps: list[Any]) -> tuple[list[Any], list[Any]]:
    toys.connection.begin()
    try:
        story = Story(toys, jars)
        for step in steps:
            story.take(*step)
        story.work.finish()
        story.session.flush()
        return story.found, toys.connection.rows("SELECT id, state FROM toy_jar ORDER BY id", [])
    finally:
        toys.connection.rollback()


@settings(
    max_examples=600 if LONG else 60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(steps=STEPS.filter(lambda steps: ("refused",) not in steps))
def test_memory_and_database_give_the_same_answers(toys: ToyPlant, steps: list[Any]) -> None:
    jars = existing(toys)
    remembered = told(toys, jars, steps)
    with patch.object(Session, "in_memory", lambda *_: None):
        assert told(toys, jars, steps) == remembered


@settings(
    max_examples=300 if LONG else 30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(steps=STEPS)
def test_what_was_undone_is_not_remembered(toys: ToyPlant, steps: list[Any]) -> None:
    toys.connection.begin()
    try:
        story = Story(toys, existing(toys))
        for step in steps:
            story.take(*step)
        story.work.finish()
        for state in STATES:
            known = [int(jar.id) for jar in story.work.find(Jar, state=state)]
            story.session.flush()
            query = f"SELECT id FROM toy_jar WHERE state = '{state.value}' ORDER BY id"
            assert known == [row[0] for row in toys.connection.rows(query, [])]
    finally:
        toys.connection.rollback()


def existing(toys: ToyPlant) -> list[JarId]:
    """Two jars that were there before the transaction."""
    rows = toys.connection.rows("SELECT id FROM toy_jar ORDER BY id", [])
    return [JarId(row[0]) for row in rows] or [toys.jar("one"), toys.jar("two")]


def test_a_search_is_asked_again_once_a_lock_was_asked_for(postgres_toys: ToyPlant) -> None:
    """Whoever waited for a lock sees what was done by those who held it.

    On SQLite nobody else can write meanwhile.
    """
    jars = existing(postgres_toys)
    other = postgres_toys.database.connect()
    postgres_toys.connection.begin()
    try:
        work = Story(postgres_toys, jars).work
        former = [jar.id for jar in work.find(Jar, state=STATES[0])]
        text, _, _ = insertion(Jar.KIND.table).on(other.dialect)
        other.begin()
        late = Jar(JarId(9_999), "late", Amount(1), "pcs", STATES[0])
        other.write([(text, [Jar.KIND.row(late)])])
        other.commit()
        assert [jar.id for jar in work.find(Jar, state=STATES[0])] == former
        work.take(Jar, jars[0])
        assert [jar.id for jar in work.find(Jar, state=STATES[0])] == [*former, 9_999]
    finally:
        postgres_toys.connection.rollback()
        other.close()
