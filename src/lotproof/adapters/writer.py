"""Where commands queue for the database: group commit, retry, and the sequencer's thread."""

import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import NamedTuple

from lotproof.adapters.databases.base import Database
from lotproof.adapters.databases.postgres import PostgresConnection, PostgresDatabase
from lotproof.kernel.database import Connection, TryAgain
from lotproof.kernel.executor import Executor, Receipt, Submission
from lotproof.kernel.work import Defect

log = logging.getLogger("lotproof.writer")

BATCH_MAX = 64
QUEUE_MAX = 4096
"""Back-pressure: more waiting commands than this are turned away."""
TRIES_MAX = 30

Job = tuple[Submission, "Future[Receipt]"]
Group = list[Job]
"""Jobs that are done one after the other, in their order."""


_SEQUENCER_PAUSE_S = 0.03
"""What has committed meanwhile is sealed in one transaction: each costs the server several."""


class Errand(NamedTuple):
    """Something else that writes, in a transaction of its own: on SQLite only one may."""

    run: Callable[[Connection], None]
    done: "Future[None]"


class Overloaded(Exception):
    """Too many commands are waiting; try again in a moment with the same command id."""


class Writer:
    """Runs submissions over the database's write connections.

    Whatever has queued while the last commit was under way shares the next one.
    """

    def __init__(
        self,
        database: Database,
        executor: Executor,
        sealed: Callable[[], None],
        may_lead: Callable[[], bool] = lambda: True,
    ) -> None:
        self.database, self.executor, self._sealed = database, executor, sealed
        self._may_lead = may_lead
        self._queue: queue.Queue[Group | Errand | None] = queue.Queue(QUEUE_MAX)
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, name=f"writer-{i}", daemon=True)
            for i in range(database.writers)
        ]
        if isinstance(database, PostgresDatabase):
            self._threads.append(
                threading.Thread(target=self._sequence, name="sequencer", daemon=True)
            )
        for thread in self._threads:
            thread.start()

    def submit(self, submission: Submission) -> "Future[Receipt]":
        """The receipt comes when the command is durable; Overloaded when too many wait."""
        return self.submit_all([submission])[0]

    def submit_all(self, submissions: Sequence[Submission]) -> "list[Future[Receipt]]":
        """Several commands in their order, at best in one commit; Overloaded takes none."""
        group: Group = [(each, Future()) for each in submissions]
        for _, future in group:
            # What is queued will be done: whoever waits may go, but cannot call it back.
            future.set_running_or_notify_cancel()
        try:
            self._queue.put_nowait(group)
        except queue.Full:
            raise Overloaded from None
        return [future for _, future in group]

    def errand(self, run: Callable[[Connection], None]) -> None:
        """Have a writing thread do this between two batches, and wait until it is durable.

        Another connection would wait for the database's lock beside a writer that never rests.
        TryAgain when the writer is closing.
        """
        if self._stop.is_set():
            raise TryAgain("the writer is closing")
        errand = Errand(run, Future())
        self._queue.put(errand)
        errand.done.result()

    def close(self) -> None:
        self._stop.set()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout=30)
        while not self._queue.empty():
            left = self._queue.get()
            if isinstance(left, Errand):
                left.done.set_exception(TryAgain("the writer was closed"))

    def _write(self) -> None:
        connection: Connection | None = None
        while True:
            task = self._queue.get()
            if task is None:
                break
            if not isinstance(task, Errand):
                batch, task = self._gather(task)
                connection = self._settle(connection, batch)
            if isinstance(task, Errand):
                connection = self._carry_out(connection, task)
        if connection is not None:
            connection.close()

    def _gather(self, first: Group) -> tuple[Group, Errand | None]:
        """What else has queued shares the commit, up to an errand, which comes after it."""
        batch = list(first)
        while len(batch) < BATCH_MAX:
            try:
                task = self._queue.get_nowait()
            except queue.Empty:
                break
            if isinstance(task, Errand):
                return batch, task
            if task is None:
                self._queue.put(None)
                break
            batch += task
        return batch, None

    def _carry_out(self, connection: Connection | None, errand: Errand) -> Connection | None:
        try:
            connection = connection or self.database.connect()
            connection.begin()
            errand.run(connection)
            connection.commit()
        except BaseException as error:  # noqa: BLE001 - it is whoever waits that must know
            connection = _drop(connection)
            errand.done.set_exception(error)
        else:
            errand.done.set_result(None)
        return connection

    def _settle(self, connection: Connection | None, batch: Group) -> Connection | None:
        """Run the batch in one transaction; when it collides, each command in one of its own."""
        try:
            connection = connection or self.database.connect()
            self._finish(batch, self.executor.run(connection, [s for s, _ in batch]))
        except TryAgain:
            connection = _drop(connection)
            for job in batch:
                connection = self._retry(connection, job)
        except BaseException as error:
            log.exception("a batch failed")
            connection = _drop(connection)
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
        if self.database.seals_inline:
            self._sealed()
        return connection

    def _retry(self, connection: Connection | None, job: Job) -> Connection | None:
        for attempt in range(TRIES_MAX):
            try:
                connection = connection or self.database.connect()
                self._finish([job], self.executor.run(connection, [job[0]]))
            except TryAgain as error:
                connection = _drop(connection)
                if attempt == TRIES_MAX - 1:
                    job[1].set_exception(error)
                    break
                time.sleep(random.uniform(0.2, 1.0) * min(2.0, 0.01 * 2**attempt))  # noqa: S311
            except BaseException as error:  # noqa: BLE001
                connection = _drop(connection)
                job[1].set_exception(error)
                break
            else:
                break
        return connection

    def _finish(self, batch: Group, answers: list[Receipt | Defect]) -> None:
        for (_, future), answer in zip(batch, answers, strict=True):
            if isinstance(answer, Defect):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    def _sequence(self) -> None:
        """PostgreSQL: while this process leads, give pending entries their numbers.

        Only a process that can sign what it seals may lead.
        """
        assert isinstance(self.database, PostgresDatabase)
        connection: PostgresConnection | None = None
        leads = False
        while not self._stop.is_set():
            try:
                connection = connection or self.database.connect()
                leads = leads or (self._may_lead() and self.database.try_lead(connection))
                if leads and self.database.consume(connection):
                    self._sealed()
                self._stop.wait(_SEQUENCER_PAUSE_S if leads else 1.0)
            except TryAgain:
                if connection is not None:
                    connection.close()
                connection, leads = None, False
                self._stop.wait(0.2)
            except Exception:
                log.exception("the sequencer stumbled")
                self._stop.wait(1.0)
        if connection is not None:
            connection.close()


def _drop(connection: Connection | None) -> Connection | None:
    """Close a connection that may be broken; the next use opens another."""
    if connection is not None:
        connection.close()
    return None
