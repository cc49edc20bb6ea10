"""What is due happens by itself, once, when its day has come at the site."""

from concurrent.futures import Future
from datetime import timedelta
from typing import Any, cast

import pytest

from lotproof.entrypoints.clockwork import Clockwork
from lotproof.kernel.executor import Receipt
from lotproof.kernel.refusals import InvalidInput, Refused
from lotproof.kernel.registry import Command
from lotproof.kernel.site import Task
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.gates import MAY_BECOME_EFFECTIVE, BecomeEffectiveAsked
from lotproof.modules.documents.queries import effective_revision, revision
from tests.modules.documents import controlling as it
from tests.support.plant import Plant


class Served:
    """A plant of the tests as one that is served."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self.reader = plant, plant.reader
        self.sent: list[str] = []

    def send(self, command: Command, *, actor: str, id_: str) -> "Future[Receipt]":
        self.sent.append(id_)
        done: Future[Receipt] = Future()
        done.set_result(self.plant.do(command, actor=actor, id=id_))
        return done

    def is_recorded(self, command_id: str) -> bool:
        with self.plant.database.snapshot() as connection:
            return bool(self.plant.database.known(connection, [command_id]))


@pytest.fixture
def served(plant: Plant) -> Served:
    it.people_and_files(plant)
    return Served(plant)


def clockwork(served: Served) -> Clockwork:
    return Clockwork(cast(Any, served))


@pytest.mark.clause("ISO 13485 §4.2.4")
def test_a_revision_becomes_effective_by_itself_on_its_day(plant: Plant, served: Served) -> None:
    document_id = it.registered(plant)
    first = it.effective(plant, document_id)
    day = it.FIRST_DAY + timedelta(3)
    second = it.approved(plant, document_id, "B", "bb", effective_on=day)
    works = clockwork(served)
    # 08:00 at the site when the clock begins: sixteen hours before the next day begins there.
    for hours, held in ((0, first), (16 + 47, first), (1, second), (1, second)):
        plant.clock.advance(seconds=hours * 3600)
        works.tick()
        with plant.reader() as reader:
            now = effective_revision(reader, document_id)
        assert now is not None
        assert now.id == held, f"{hours} hours later"
    assert len(served.sent) == 1, "it is done once"
    plant.check()


def test_what_is_refused_is_tried_when_nothing_is_in_its_way_any_more(
    plant: Plant, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision_id = it.approved(plant, it.registered(plant), effective_on=it.FIRST_DAY)
    trained: list[bool] = []

    def say(asked: BecomeEffectiveAsked, reader: Reader) -> Refused | None:
        del asked, reader
        return (
            None
            if trained
            else InvalidInput(kind=t("People", "人员"), problems=t("nobody is trained", "无人受训"))
        )

    monkeypatch.setattr(MAY_BECOME_EFFECTIVE, "joiners", [say])
    works = clockwork(served)
    assert [works.tick() for _ in range(3)] == [0, 0, 0]
    assert len(served.sent) == 1, "a refusal is sealed once a day"
    plant.clock.advance(days=1)
    assert [works.tick(), works.tick()] == [0, 0]
    assert len(served.sent) == 2
    trained.append(True)
    assert works.tick() == 1
    with plant.reader() as reader:
        assert revision(reader, revision_id).state.value == "effective"


def test_a_review_that_is_near_becomes_one_task(plant: Plant, served: Served) -> None:
    document_id = it.registered(plant, review_months=12)
    it.effective(plant, document_id)
    works = clockwork(served)
    for days, tasks in ((330, 0), (10, 1), (1, 1)):
        plant.clock.advance(days=days)
        works.tick()
        with plant.reader() as reader:
            assert len(reader.find(Task)) == tasks
