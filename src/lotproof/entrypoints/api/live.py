"""GET /api/live: what has been sealed, told as it happens to whoever looks on (server-sent events).

The head of the ledger is read at a light interval, once for all listeners and only while there
are any, so that what other processes seal is told as well. A listener that is slow misses no
change: what it has not been told yet is gathered for it.
"""

import asyncio
import logging
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.interface import kind_of
from lotproof.derive.openapi import read_permission
from lotproof.derive.story import opened
from lotproof.entrypoints.api.problems import Problem
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.site import Task
from lotproof.kernel.text import t
from lotproof.ledger.entry import Sealed

INTERVAL_S: Final = 0.5
LISTENERS_MAX: Final = 1_000
LISTENERS_OF_ONE_MAX: Final = 12
ENTRIES_MAX: Final = 500
SUBJECTS_MAX: Final = 2_000
TASK: Final = Task.KIND.name

log = logging.getLogger("lotproof.live")


class News(msgspec.Struct):
    """What was sealed up to `size`: ids it is about, kinds of records that changed.

    `more` says that not everything is named: whatever is on a screen may have changed.
    """

    size: int
    at: str = ""
    subjects: set[str] = msgspec.field(default_factory=set)
    kinds: set[str] = msgspec.field(default_factory=set)
    more: bool = False

    def add(self, later: "News") -> None:
        """Gather what came later."""
        self.size, self.at = later.size, later.at or self.at
        self.more = self.more or later.more
        self.kinds |= later.kinds
        self.subjects |= later.subjects
        if len(self.subjects) > SUBJECTS_MAX:
            self.subjects, self.more = set(), True

    def for_(self, permissions: frozenset[str]) -> dict[str, Any]:
        """What somebody with these permissions is told: nothing of what they may not read."""
        return {
            "size": self.size,
            "at": self.at,
            "subjects": sorted(s for s in self.subjects if _of_subject(s) in permissions),
            "kinds": sorted(k for k in self.kinds if read_permission(k) in permissions),
            "more": self.more,
        }


def _of_subject(subject: str) -> str | None:
    kind = kind_of(subject.rpartition("_")[0])
    return read_permission(kind.name) if kind is not None else None


class Listener:
    """One stream: what it has yet to tell."""

    def __init__(self, actor: str, size: int) -> None:
        self.actor, self.size = actor, size
        self.woken = asyncio.Event()
        self._news: News | None = None

    def hear(self, news: News) -> None:
        """Take in news, unless they are old to this listener."""
        if news.size <= self.size:
            return
        self.size = news.size
        if self._news is None:
            self._news = News(news.size)
        self._news.add(news)
        self.woken.set()

    def take(self) -> News | None:
        """What is to be told, once."""
        news, self._news = self._news, None
        self.woken.clear()
        return news


class Live:
    """All listeners of a server, and the one task that looks at the ledger for them."""

    def __init__(self, plant: Plant) -> None:
        self.is_closed = False
        self._plant = plant
        self._listeners: set[Listener] = set()
        self._watch: asyncio.Task[None] | None = None

    def close(self) -> None:
        """End all streams: the server shuts down."""
        self.is_closed = True
        for each in self._listeners:
            each.woken.set()

    def join(self, actor: str, size: int) -> Listener:
        """A listener that knows everything up to `size`; Problem 429 for one too many.

        Whoever joins leaves again.
        """
        own = sum(each.actor == actor for each in self._listeners)
        if own >= LISTENERS_OF_ONE_MAX or len(self._listeners) >= LISTENERS_MAX:
            raise Problem(
                429,
                "too_many_listeners",
                t("Too many windows are open. Close some.", "打开的窗口过多，请关闭一些。"),
                retry_after="15",
            )
        listener = Listener(actor, size)
        self._listeners.add(listener)
        if self._watch is None:
            self._watch = asyncio.create_task(self._watch_ledger())
        return listener

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        if not self._listeners and self._watch is not None:
            self._watch.cancel()
            self._watch = None

    async def _watch_ledger(self) -> None:
        while True:
            try:
                told = min(each.size for each in self._listeners)
                news = await run_in_threadpool(self._since, told)
                if news is not None:
                    for each in tuple(self._listeners):
                        each.hear(news)
            except Exception:
                log.exception("the ledger could not be looked at")
            await asyncio.sleep(INTERVAL_S)

    def _since(self, size: int) -> News | None:
        """What was sealed after the first `size` entries; None for nothing."""
        with self._plant.ledger() as view:
            now = view.size
            return _read(view, size, now) if now > size else None

    def size(self) -> int:
        with self._plant.ledger() as view:
            return view.size


def _read(view: LedgerView, first: int, end: int) -> News:
    news = News(end, more=end - first > ENTRIES_MAX)
    for sealed in view.entries(max(first, end - ENTRIES_MAX), end):
        subjects, is_whole = _subjects(sealed)
        news.add(News(end, sealed.envelope.recorded, subjects, _kinds(sealed), more=not is_whole))
    return news


def _kinds(sealed: Sealed) -> set[str]:
    """The kinds of records that an entry changed."""
    parts = opened(sealed)
    changes = parts.get("changes", []) + parts.get("changes_personal", [])
    return {change["record"] for change in changes}


def _subjects(sealed: Sealed) -> tuple[set[str], bool]:
    """The ids an entry is about, runs written out; and whether these are all."""
    found: set[str] = set()
    for text in sealed.envelope.subjects:
        first, _, last = text.partition("..")
        prefix, _, start = first.rpartition("_")
        end = last.rpartition("_")[2] or start
        if len(found) + int(end) - int(start) >= SUBJECTS_MAX:
            return set(), False
        found.update(f"{prefix}_{number}" for number in range(int(start), int(end) + 1))
    return found, True
