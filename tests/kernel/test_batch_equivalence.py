"""However commands are grouped into transactions, entries, receipts and tables are the same."""

import re
import uuid
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.meaning import dump
from lotproof.kernel.quantity import Amount
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import Command
from tests.support.sampling import LONG
from tests.support.toy_plant import ToyPlant, emptied, parts, submission
from tests.support.toys import (
    FillJar,
    GoWrong,
    JarId,
    MakeJar,
    NoteDrop,
    NoteReading,
    OpenJar,
    Permits,
    PlaceJar,
    RenameJar,
    SetPermit,
    Step,
    TakeMany,
    TakeOut,
)

_ID = re.compile(r"\b(toyjar|toymar|toyper|tsk|fbh)_\d+|[0-9a-f]{8}-[0-9a-f-]{27}")
JARS = 3
jars = st.sampled_from([1, 2, 3, 999]).map(JarId)  # numbers after a redone batch may differ
names = st.sampled_from(["jar 1", "jar 2", "a", "b"])
quantities = st.integers(0, 4).map(Amount)
moods = st.sampled_from(
    ["calm", "crash", "refuse", "twin", "negative", "written", "untaken", "key", "undeclared"]
)
after_facts = st.sampled_from(
    ["", "calm", "crash", "refuse", "twin", "negative", "written", "reaction", "drop",
     "deep calm", "deep crash", "deep twin", "then refuse", "then twin", "then calm"]
)  # fmt: skip
pcs = st.just("pcs")
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(TakeOut, jar_id=jars, quantity=quantities, unit=pcs),
    st.builds(
        TakeMany,
        steps=st.lists(st.builds(Step, jar_id=jars, quantity=quantities, unit=pcs), max_size=3),
    ),
    st.builds(MakeJar, name=names, quantity=quantities, unit=pcs, is_red=st.booleans()),
    st.builds(RenameJar, jar_id=jars, name=names),
    st.builds(OpenJar, jar_id=jars),
    st.builds(PlaceJar, place=names, jar_id=jars),
    st.builds(FillJar, jar_id=jars, count=st.integers(1, 3)),
    st.builds(GoWrong, jar_id=jars, mood=moods),
    st.builds(NoteReading, jar_id=jars, mood=after_facts),
    st.builds(NoteDrop, jar_id=jars),
    st.builds(SetPermit, actor=st.just("usr_2"), stands=st.booleans()),
)
orders = st.lists(
    st.tuples(
        commands,
        st.sampled_from(["usr_1", "usr_1", "usr_2"]),
        st.sampled_from([None, "because"]),
        st.integers(0, 20),  # below 3: the id of an earlier command is used again
    ),
    min_size=1,
    max_size=12,
)


def submissions(given_: list[Any]) -> list[Submission]:
    """Commands under ids that are the same in every run; some used before."""
    made: list[Submission] = []
    for n, (command, actor, reason, earlier) in enumerate(given_):
        id_ = str(uuid.UUID(int=n + 1 | 0x4 << 76 | 0x2 << 62))
        if earlier < 3 and earlier < len(made):
            id_ = made[earlier].id
        made.append(submission(command, actor=actor, reason=reason, id=id_))
    return made


class Sameness:
    """Replaces what may differ between two runs: ids by order of appearance, and times."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def __call__(self, value: Any) -> str:
        text = msgspec.json.encode(value, order="deterministic").decode()
        text = re.sub(r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "T", text)
        return _ID.sub(self._id, text)

    def _id(self, match: re.Match[str]) -> str:
        return self.seen.setdefault(match[0], f"{match[1] or 'uuid'}#{len(self.seen)}")


def story(url: str, batches: list[list[Submission]]) -> dict[str, Any]:
    """Everything that a run leaves, told so that two runs can be compared."""
    toys = ToyPlant(url, Permits())
    same = Sameness()
    for n in range(1, JARS + 1):
        toys.jar(f"jar {n}", 6)
    answers = [answer for batch in batches for answer in toys.answers(*batch)]
    toys.check()
    told: dict[str, Any] = {"entries": [], "answers": [], "tables": []}
    for entry in toys.entries():
        envelope = msgspec.to_builtins(entry.envelope)
        envelope["parts"] = sorted(envelope["parts"])
        told["entries"].append((same(envelope), same(parts(entry))))
    for answer in answers:
        told["answers"].append(same(answer) if isinstance(answer, Receipt) else "defect")
    with toys.reader() as reader:
        for kind in RECORDS.values():
            if kind.name.startswith(("toy.", "kernel.")):
                found = [same([kind.name, dump(r)]) for r in reader.find(kind.cls)]
                told["tables"] += sorted(found)
    toys.close()
    return told


@settings(max_examples=300 if LONG else 25)
@given(orders, st.integers(2, 5))
def test_grouping_makes_no_difference(given_: list[Any], size: int) -> None:
    with TemporaryDirectory() as folder:
        urls = (f"sqlite:///{folder}/{n}.sqlite" for n in range(3))
        compare(urls, given_, size)


@settings(max_examples=200 if LONG else 8)
@given(given_=orders, size=st.integers(2, 5))
def test_grouping_makes_no_difference_on_postgresql(
    toys_database: str, given_: list[Any], size: int
) -> None:
    compare((emptied(toys_database) for _ in range(3)), given_, size)


def compare(urls: Iterator[str], given_: list[Any], size: int) -> None:
    """Run the commands one by one, in groups, and all at once."""
    runs = []
    for step in (1, size, len(given_)):
        sent = submissions(given_)
        batches = [sent[i : i + step] for i in range(0, len(sent), step)]
        runs.append(story(next(urls), batches))
    assert runs[0] == runs[1] == runs[2]
