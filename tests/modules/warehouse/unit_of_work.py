"""A unit of work without an executor, to call services as handlers of other modules do."""

from collections.abc import Iterator
from contextlib import contextmanager

from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import Command
from lotproof.kernel.session import Session
from lotproof.kernel.work import Frame, Work
from lotproof.modules.warehouse.commands import CountStock, ReleaseLot
from lotproof.modules.warehouse.vocabulary import LocationId, LotId
from tests.support.plant import Plant

INTENTION: Command = ReleaseLot(lot_id=LotId(1))
FACT: Command = CountStock(
    lot_id=LotId(1), location_id=LocationId(1), counted=Amount(0), unit="pcs"
)


@contextmanager
def unit_of_work(
    plant: Plant, command: Command = INTENTION, reason: str | None = None
) -> Iterator[Work]:
    """One transaction; what was changed is written at its end, and not if the body raises."""
    connection = plant.connection
    connection.begin()
    try:
        site, now = plant.executor.site(connection), plant.clock.now()
        session = Session(connection)
        work = Work(session, site, now, "usr_1", plant.database.reserve, now, reason)
        work.frame = Frame("0", command)
        yield work
        work.finish()
        session.flush()
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def objected(work: Work) -> list[str]:
    """What a fact was objected to."""
    return [each.code for each in work.frame.deviations]
