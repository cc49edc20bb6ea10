"""One batch after another to the server: the same command again until there is a receipt."""

import threading
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Final

import msgspec

from lotproof.adapters.collector.batches import Batch
from lotproof.adapters.collector.clocks import TOLD_STALE_US, Offset
from lotproof.adapters.collector.link import Answer, Link, Unreachable
from lotproof.adapters.collector.store import Store
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant

BACKOFF_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
_NOT_PERMITTED: Final = "not_permitted"
_WHO: Final = "the token is not valid (any more), make another one 令牌无效，请重新创建"
_NOT_LOTPROOF: Final = (
    "this is no answer of Lotproof, check `server` 非 Lotproof 的应答，请检查 server"
)


class Sent(Enum):
    """What became of a try to send."""

    NOTHING = auto()  # nothing waits
    TAKEN = auto()  # the server has the batch, or it is aside
    NOT_NOW = auto()  # to be tried again later


class Sender:
    """Sends what is in the store, in order; `say` tells an operator, `ahead` a source's clock."""

    def __init__(
        self,
        store: Store,
        link: Link,
        say: Callable[[str], None],
        *,
        most: int = 1_000,
        ahead: Callable[[str], int] = lambda source: 0,
    ) -> None:
        self._store, self._link, self._say = store, link, say
        self._most, self._ahead = most, ahead
        self._offset = Offset()
        self._said = ""
        self._due: list[str] = []

    def run(self, stop: threading.Event, every: float) -> None:
        """Send until told to stop: a batch of each source in turn, then a pause unless one is full.

        After a failure it waits longer each time, 1 to 30 s.
        """
        failures = 0
        while not stop.is_set():
            sent = self.step()
            if sent is Sent.NOT_NOW:
                stop.wait(BACKOFF_S[min(failures, len(BACKOFF_S) - 1)])
                failures += 1
                continue
            failures = 0
            is_full = any(count >= self._most for _, count in self._store.waiting())
            if not self._due and not is_full:
                stop.wait(every)

    def drain(self) -> bool:
        """Send all there is; whether it is all with the server."""
        while (sent := self.step()) is Sent.TAKEN:
            pass
        return sent is Sent.NOTHING

    def step(self) -> Sent:
        """Send one batch, cut now if none is open."""
        batch = self._store.next()
        is_new = batch is None
        try:
            if batch is None:
                source = self._next_source()
                if source is None:
                    return Sent.NOTHING
                self._set_clock()
                self._store.cut(source, self._offset_of(source), self._most)
                batch = self._store.next()
                assert batch is not None
            answer = self._link.ask("POST", f"/api/commands/{batch.kind}", _request(batch))
        except Unreachable as error:
            self._trouble(f"the server cannot be reached, 无法连接服务器: {error}")
            return Sent.NOT_NOW
        self._note_date(answer)
        if is_new:
            self._note_receipt(answer)
        return self._settle(batch, answer)

    def _next_source(self) -> str | None:
        """Whose turn it is: none waits behind another that never ends."""
        waiting = {source for source, _ in self._store.waiting()}
        self._due = [source for source in self._due if source in waiting] or sorted(waiting)
        return self._due.pop(0) if self._due else None

    def _settle(self, batch: Batch, answer: Answer) -> Sent:
        body, code = answer.body, str(answer.body.get("code", ""))
        if answer.status == 200 and body.get("id") == batch.command_id:
            self._store.done(batch)
            self._tell_receipt(batch, body)
            return Sent.TAKEN
        is_sealed_refusal = body.get("id") == batch.command_id and "recorded" in body
        if is_sealed_refusal and code == _NOT_PERMITTED:
            # The refusal stands for this id for ever; nothing was recorded under it.
            self._store.ask_anew(batch)
        elif is_sealed_refusal or answer.status == 413:
            why = f"{answer.status} {code}: {_said(body)}"
            self._store.set_aside(batch, why)
            self._say(f"put aside 已另存: {batch.content}, {why}")
            return Sent.TAKEN
        hint = _WHO if answer.status == 401 else code or _NOT_LOTPROOF
        self._trouble(f"{answer.status} {hint}: {_said(body)}")
        return Sent.NOT_NOW

    # --- clocks ---------------------------------------------------------------------------------

    def _set_clock(self) -> None:
        """Ask for the time before the first batch, and when the last answer is long ago."""
        newest = self._offset.newest
        asked = self._link.ask("GET", "/api/session") if newest is None else None
        if asked is not None:
            self._note_date(asked)

    def _offset_of(self, source: str) -> int | None:
        ours = self._offset.ms
        return None if ours is None else ours + self._ahead(source)

    def _note_date(self, answer: Answer) -> None:
        if answer.date is not None:
            latest = Instant(answer.date + TOLD_STALE_US)
            self._offset.say(answer.asked, answer.answered, answer.date, latest)

    def _note_receipt(self, answer: Answer) -> None:
        """The receipt of a first try says to the microsecond when it was recorded."""
        recorded = answer.body.get("recorded")
        if isinstance(recorded, str):
            at = clock.parse(recorded)
            self._offset.say(answer.asked, answer.answered, at, at)

    # --- telling --------------------------------------------------------------------------------

    def _tell_receipt(self, batch: Batch, body: dict[str, Any]) -> None:
        if self._said:
            self._say("the server answers again 服务器已恢复")
            self._said = ""
        self._say(f"sent 已发送: {batch.content}")
        for each in body.get("deviations") or ():
            self._say(f"deviation 偏差 {each.get('code')}: {_said(each)}")

    def _trouble(self, what: str) -> None:
        """Say a trouble once, until it is another or over."""
        if what != self._said:
            standing = self._store.standing()
            self._say(f"{what}; {standing.readings} readings are kept 条读数已保存")
            self._said = what


def _request(batch: Batch) -> bytes:
    given: dict[str, object] = {"id": batch.command_id, "body": msgspec.Raw(batch.body.encode())}
    if batch.occurred is not None:
        given["occurred"] = clock.text(batch.occurred)
    return msgspec.json.encode(given)


def _said(body: dict[str, Any]) -> str:
    """A message in both languages, as far as there is one."""
    message = body.get("message")
    if isinstance(message, dict):
        said = f"{message.get('en', '')} {message.get('zh', '')}"
    else:
        said = str(body.get("detail", ""))
    fields = body.get("fields")
    if isinstance(fields, list):
        said += "".join(f" [{each.get('path')}: {each.get('message')}]" for each in fields)
    return said.strip()
