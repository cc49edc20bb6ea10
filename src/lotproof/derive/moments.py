"""The plant at any past moment: how much stock there was, and how many records in which state.

One walk over the ledger turns each change into differences of a few sums, kept in order in a
scratch file with the sums themselves every so often. A moment is then the sums before it and the
differences since: milliseconds, however long the history is. Nothing here is truth: it is made
anew from the ledger at every start, and each answer names the tree size that it is for.
"""

import weakref
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from tempfile import TemporaryFile
from typing import Any, Final, NamedTuple

import msgspec

from lotproof.kernel.clock import Instant
from lotproof.kernel.lifecycle import LIVES
from lotproof.kernel.quantity import parse_amount
from lotproof.kernel.record import RECORDS
from lotproof.ledger.entry import Part, Sealed

HOUR_US: Final = 3_600_000_000
_SEGMENT: Final = 32_768
"""Differences between two places where the sums are kept."""
_LOT, _STOCK = "warehouse.lot", "warehouse.stock"
HELD: Final = "on_hold"
"""The status of stock whose lot is on hold, whatever the lot's state."""


class Counted(NamedTuple):
    """How many records of a kind are in a state."""

    kind: str
    state: str


class Stocked(NamedTuple):
    """How much of an item, in its smallest steps, is at a location in a status."""

    item_id: str
    location_id: str
    status: str
    unit: str


Bucket = Counted | Stocked


class Hour(NamedTuple):
    """Entries recorded in one hour: the first of them, how many, how many of them refusals."""

    start: Instant
    first: int
    entries: int
    refused: int


class Change(msgspec.Struct):
    """One record change as an entry tells it: a new record, or fields from old to new."""

    record: str
    key: str
    new: dict[str, Any] = {}
    set: dict[str, tuple[Any, Any]] = {}


_decode_changes = msgspec.json.Decoder(list[Change]).decode
_decode_change = msgspec.json.Decoder(Change).decode
_TELLING: Final = (b'"state"', b'"holds"', b'"warehouse.stock"')
"""What stands in every change that makes a difference here; the rest is not even read."""


@cache
def states_of(kind: str) -> str | None:
    """The field with the life cycle of a kind's records, or None."""
    found = RECORDS[kind].by_name.get("state") if kind in RECORDS else None
    return None if found is None or found.type not in LIVES else found.name


class Moments:
    """Sums at every size of one ledger, as far as its entries were fed in order.

    Memory follows the lots in stock and the distinct sums; the differences are in a scratch file.
    Not safe for use by several threads at once.
    """

    def __init__(self) -> None:
        self.size = 0
        """Entries fed so far."""
        self.hours: list[Hour] = []
        self._plant = _Plant()
        self._log = _Log()

    def feed(self, entries: Iterable[Sealed], recorded: Iterable[Instant]) -> None:
        """The entries that follow, and when each was recorded; ValueError out of order."""
        for sealed, at in zip(entries, recorded, strict=True):
            if sealed.seq != self.size:
                raise ValueError(f"entry {sealed.seq} was fed where {self.size} was due")
            for bucket, difference in self._plant.differences(_changes(sealed)).items():
                if difference:
                    self._log.add(sealed.seq, bucket, difference)
            self._count_hour(sealed, at)
            self.size += 1

    def _count_hour(self, sealed: Sealed, at: Instant) -> None:
        """Hours never go back, even where a clock did."""
        hour = Instant(at - at % HOUR_US)
        refused = sealed.envelope.outcome == "refused"
        last = self.hours[-1] if self.hours else None
        if last is None or hour > last.start:
            self.hours.append(Hour(hour, sealed.seq, 1, int(refused)))
        else:
            more = last._replace(entries=last.entries + 1, refused=last.refused + refused)
            self.hours[-1] = more

    def at(self, size: int) -> dict[Bucket, int]:
        """The sums when the ledger had `size` entries, without zeros; ValueError beyond."""
        if not 0 <= size <= self.size:
            raise ValueError(f"{size} entries are not fed yet, only {self.size}")
        return self._log.sums(size)

    def between(self, first: Instant, last: Instant) -> list[Hour]:
        """The hours with entries that touch a time, both ends inside."""
        starts = [each.start for each in self.hours]
        begin = bisect_left(starts, first - first % HOUR_US)
        return self.hours[begin : bisect_right(starts, last)]


def _changes(sealed: Sealed) -> Iterator[Change]:
    """The changes of an entry that may make a difference here."""
    part = sealed.parts.get("changes")
    if part is not None:
        yield from _relevant(part)


def _relevant(part: Part) -> Iterator[Change]:
    if part.items is None:
        if any(word in part.content for word in _TELLING):
            yield from _decode_changes(part.content)
    else:
        for _, item in part.items:
            if any(word in item for word in _TELLING):
                yield _decode_change(item)


class _Plant:
    """What must be known of the plant to tell what a change does to the sums."""

    def __init__(self) -> None:
        self._status: dict[str, tuple[str, bool]] = {}
        """Lot → its state, and whether it is on hold."""
        self._stock: dict[str, dict[str, tuple[int, str, str]]] = {}
        """Lot → location → quantity, unit, item; without zeros."""
        self._units: dict[str, tuple[str, str]] = {}
        """Lot → unit and item of its stock."""

    def differences(self, changes: Iterable[Change]) -> dict[Bucket, int]:
        """Of one entry. Lots go before stock, which is of a lot that the same entry may open."""
        found: dict[Bucket, int] = {}
        stock: list[Change] = []
        for change in changes:
            self._count_state(change, found)
            if change.record == _LOT:
                self._see_lot(change, found)
            elif change.record == _STOCK:
                stock.append(change)
        for change in stock:
            self._see_stock(change, found)
        return found

    @staticmethod
    def _count_state(change: Change, found: dict[Bucket, int]) -> None:
        field = states_of(change.record)
        if field is None:
            return
        old, new = change.set.get(field, (None, change.new.get(field)))
        for state, one in ((old, -1), (new, 1)):
            if state is not None:
                bucket = Counted(change.record, state)
                found[bucket] = found.get(bucket, 0) + one

    def _see_lot(self, change: Change, found: dict[Bucket, int]) -> None:
        state, is_held = self._status.get(change.key, ("", False))
        said = change.new | {name: pair[1] for name, pair in change.set.items()}
        after = (said.get("state", state), said.get("holds", int(is_held)) > 0)
        self._status[change.key] = after
        for place in self._stock.get(change.key, {}):
            self._put(change.key, place, (state, is_held), -1, found)
            self._put(change.key, place, after, 1, found)

    def _see_stock(self, change: Change, found: dict[Bucket, int]) -> None:
        lot, _, place = change.key.partition("|")
        if change.new:
            self._units[lot] = change.new["unit"], change.new["item_id"]
        said = change.set.get("quantity", (None, change.new.get("quantity")))[1]
        if said is None:
            return
        status, here = self._status[lot], self._stock.setdefault(lot, {})
        if place in here:
            self._put(lot, place, status, -1, found)
        unit, item = self._units[lot]
        quantity = parse_amount(said, unit)
        if quantity:
            here[place] = quantity, unit, item
            self._put(lot, place, status, 1, found)
        else:
            here.pop(place, None)

    def _put(
        self, lot: str, place: str, status: tuple[str, bool], sign: int, found: dict[Bucket, int]
    ) -> None:
        quantity, unit, item = self._stock[lot][place]
        bucket = Stocked(item, place, HELD if status[1] else status[0], unit)
        found[bucket] = found.get(bucket, 0) + sign * quantity


class _Segment(NamedTuple):
    """Where a run of differences begins, and the sums before it: their places in the file."""

    first: int
    sums: int
    buckets: int
    differences: int


class _Log:
    """Differences in order, in segments on disk with the sums before each."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="lotproof-moments-")  # noqa: SIM115 - lives as long
        weakref.finalize(self, self._file.close)
        self._buckets: list[Bucket] = []
        self._number: dict[Bucket, int] = {}
        self._segments: list[_Segment] = []
        self._before = array("q")
        self._now = array("q")
        self._seqs, self._whats, self._amounts = array("Q"), array("L"), array("q")

    def add(self, seq: int, bucket: Bucket, difference: int) -> None:
        number = self._number.get(bucket)
        if number is None:
            number = self._number[bucket] = len(self._buckets)
            self._buckets.append(bucket)
            self._now.append(0)
        self._now[number] += difference
        self._seqs.append(seq)
        self._whats.append(number)
        self._amounts.append(difference)
        if len(self._seqs) == _SEGMENT:
            self._flush()

    def _flush(self) -> None:
        """Move the full segment to the file; the next begins with the sums as they are."""
        end = self._file.seek(0, 2)
        self._segments.append(_Segment(self._seqs[0], end, len(self._before), len(self._seqs)))
        for each in (self._before, self._seqs, self._whats, self._amounts):
            self._file.write(each.tobytes())
        self._before = array("q", self._now)
        self._seqs, self._whats, self._amounts = array("Q"), array("L"), array("q")

    def sums(self, size: int) -> dict[Bucket, int]:
        """What all differences of entries before `size` make, without zeros."""
        sums, seqs, whats, amounts = self._segment(size)
        sums.extend([0] * (len(self._buckets) - len(sums)))
        for i in range(bisect_left(seqs, size)):
            sums[whats[i]] += amounts[i]
        return {self._buckets[i]: value for i, value in enumerate(sums) if value}

    def _segment(self, size: int) -> tuple["array[int]", "array[int]", "array[int]", "array[int]"]:
        """The last segment that begins before `size`: the sums before it, and its differences."""
        if (self._seqs and self._seqs[0] < size) or not self._segments:
            return array("q", self._before), self._seqs, self._whats, self._amounts
        index = bisect_left([each.first for each in self._segments], size) - 1
        each = self._segments[max(index, 0)]
        self._file.seek(each.sums)
        return (
            self._read("q", each.buckets),
            self._read("Q", each.differences),
            self._read("L", each.differences),
            self._read("q", each.differences),
        )

    def _read(self, code: str, count: int) -> "array[int]":
        found = array(code)
        found.frombytes(self._file.read(count * found.itemsize))
        return found
