"""What the server wants written to machines, and how far each of it is: claimed once, told once.

The store knows of every transmission how far it came, so that a collector that is killed neither
writes it again nor forgets that it may have written it.
"""

import json
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import quote

import msgspec

from lotproof.adapters.collector.batches import Told
from lotproof.adapters.collector.link import Answer, Link, Unreachable
from lotproof.adapters.collector.store import Store
from lotproof.kernel.clock import Instant
from lotproof.modules.transmission.vocabulary import WriteOutcome

CLAIM: Final = "transmission.claim_transmission/1"
REPORT: Final = "transmission.report_transmission/1"
Name = Literal["claiming", "refused", "writing", "written", "told"]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value as it is told: a decimal text in a unit; `answer` once the machine gave one."""

    code: str
    value: str
    unit: str
    answer: str | None = None


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """How far a transmission is; from `writing` on the machine may have been changed."""

    name: Name
    claim: str
    written: list[Value] = []


class Order(NamedTuple):
    """What is to be written, or was begun; `until` by the monotonic clock."""

    id: str
    equipment_id: str
    program: str
    values: tuple[Value, ...]
    until: float


class _Answered(msgspec.Struct):
    """One transmission as the server tells it."""

    id: str
    state: str
    equipment_id: str
    program: str
    seconds_left: int
    values: list[Value]
    claim: str | None = None


class _Answers(msgspec.Struct):
    transmissions: list[_Answered]


class Desk:
    """The transmissions of one source."""

    def __init__(self, source: str, link: Link, store: Store, say: Callable[[str], None]) -> None:
        self._source, self._link, self._store, self._say = source, link, store, say
        self._said = ""
        self._looking = threading.Lock()

    def look(self) -> list[Order]:
        """What this collector has claimed and not yet told; what is new is claimed first.

        One look at a time: two would make two claims of one transmission.
        """
        with self._looking:
            try:
                found, asked = self._ask()
                if self._claimed_any(found):
                    found, asked = self._ask()
            except Unreachable as error:
                self._trouble(f"the server cannot be reached, 无法连接服务器: {error}")
                return []
            return [order for each in found if (order := self._order(each, asked)) is not None]

    def stage(self, transmission: str) -> Stage | None:
        """How far it is; None if it was never claimed from here."""
        kept = self._store.state(self._source, _named(transmission))
        return None if kept is None else msgspec.json.decode(kept, type=Stage)

    def keep(self, transmission: str, name: Name, written: tuple[Value, ...] = ()) -> None:
        """How far it is from here on, durably once this returns."""
        self._store.keep(self._source, (), states=[self._state(transmission, name, written)])

    def tell(
        self, order: Order, outcome: WriteOutcome, values: list[dict[str, str]], cause: str
    ) -> None:
        """Have the server told, once, what became of it; `values` were read back."""
        stage = self.stage(order.id)
        assert stage is not None, "only what was claimed is told"
        body = {
            "transmission_id": order.id,
            "claim": stage.claim,
            "outcome": outcome.value,
            "written": [msgspec.to_builtins(each) for each in stage.written],
            "values": values,
        }
        if cause:
            body["cause"] = cause[:500]
        told = Told(REPORT, json.dumps(body), Instant(time.time_ns() // 1_000))
        state = self._state(order.id, "told", tuple(stage.written))
        self._store.keep(self._source, (), states=[state], told=[told])
        self._say(f"{self._source}: {order.id}: {outcome.label.en} {outcome.label.zh} {cause}")

    def _state(self, transmission: str, name: Name, written: tuple[Value, ...]) -> tuple[str, str]:
        before = self.stage(transmission)
        claim = str(uuid.uuid4()) if before is None else before.claim
        stage = Stage(name=name, claim=claim, written=list(written))
        return _named(transmission), msgspec.json.encode(stage).decode()

    def _ask(self) -> tuple[list[_Answered], float]:
        asked = time.monotonic()
        answer = self._link.ask("GET", f"/api/transmissions?source={quote(self._source)}")
        if answer.status != 200:
            self._trouble(f"{answer.status} {answer.body.get('code', '')}: /api/transmissions")
            return [], asked
        try:
            found = msgspec.convert(answer.body, _Answers).transmissions
        except msgspec.ValidationError as error:
            self._trouble(f"/api/transmissions: {error}")
            return [], asked
        self._said = ""
        return found, asked

    def _claimed_any(self, found: list[_Answered]) -> bool:
        claimed = [self._claim(each.id) for each in found if each.state == "requested"]
        return True in claimed

    def _claim(self, transmission: str) -> bool:
        """Whether it is ours now. The claim is kept before it is sent, and is the command's id:
        asked again after a lost answer, it has the same answer."""
        if self.stage(transmission) is None:
            self.keep(transmission, "claiming")
        stage = self.stage(transmission)
        if stage is None or stage.name != "claiming":
            return False
        body = {"transmission_id": transmission, "claim": stage.claim}
        request = msgspec.json.encode({"id": stage.claim, "body": body})
        answer = self._link.ask("POST", f"/api/commands/{CLAIM}", request)
        if answer.status == 200 and answer.body.get("id") == stage.claim:
            return True
        if answer.body.get("id") == stage.claim and "recorded" in answer.body:
            self.keep(transmission, "refused")  # for good, under this id; it ends by itself
        self._say(f"{self._source}: {transmission}: {_refusal(answer)}")
        return False

    def _order(self, each: _Answered, asked: float) -> Order | None:
        stage = self.stage(each.id)
        is_ours = stage is not None and stage.claim == each.claim
        if each.state == "requested" or not is_ours:
            return None
        if stage is None or stage.name in ("told", "refused"):
            return None
        until = asked + each.seconds_left
        return Order(each.id, each.equipment_id, each.program, tuple(each.values), until)

    def _trouble(self, what: str) -> None:
        """Say a trouble once, until it is another or over."""
        if what != self._said:
            self._say(f"{self._source}: {what}")
            self._said = what


def _named(transmission: str) -> str:
    return f"transmission {transmission}"


def _refusal(answer: Answer) -> str:
    message: Any = answer.body.get("message")
    said = f"{message.get('en', '')} {message.get('zh', '')}" if isinstance(message, dict) else ""
    return f"{answer.status} {answer.body.get('code', '')} {said}".strip()
