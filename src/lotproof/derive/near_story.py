"""The story of a thing and its near family, in order, so that it can be told again step by step."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from lotproof.derive.openapi import read_permission
from lotproof.derive.story import Ledger, told
from lotproof.kernel.ids import PREFIXES
from lotproof.kernel.masking import hidden_from
from lotproof.kernel.record import RECORDS

CHANGES_MAX = 300
"""Changes of one entry that a story shows; `more_changes` counts the rest."""

May = Callable[[str], bool]


def near_story(
    view: Ledger, subject: str, relatives: Iterable[str], may: May, limit: int
) -> dict[str, Any]:
    """Entries about the subject and its relatives, oldest first, with the changes of these.

    Keys: entries, is_cut (older entries, or relatives', are left out), hidden (the kinds of
    record that the permissions do not allow; what concerns them is left out).
    """
    wanted, is_cut = _numbers(view, subject, relatives, limit)
    told_of = _Telling({subject, *relatives}, may)
    hides = hidden_from(may)
    entries = [told_of.entry(told(view.entry(seq), hides)) for seq in wanted]
    hidden = [
        {"kind": name, "label": RECORDS[name].label._asdict()} for name in sorted(told_of.hidden)
    ]
    return {"entries": entries, "is_cut": is_cut, "hidden": hidden}


def _numbers(
    view: Ledger, subject: str, relatives: Iterable[str], limit: int
) -> tuple[list[int], bool]:
    """Numbers of at most `limit` entries, ascending: the subject's, then the relatives' in turn.

    Where there is no room for all of one's entries, its newest are taken.
    """
    found: set[int] = set()
    is_cut = False
    for each in (subject, *relatives):
        prefix, _, number = each.rpartition("_")
        room = limit - len(found)
        newest = view.about(prefix, int(number), limit=limit + 1)
        fresh = [seq for seq in newest if seq not in found]
        is_cut = is_cut or len(fresh) > room or len(newest) > limit
        found.update(fresh[:room])
    return sorted(found), is_cut


class _Telling:
    """Entries cut down to the family and to what the reader may see, told in order."""

    def __init__(self, family: Collection[str], may: May) -> None:
        self._family, self._may = frozenset(family), may
        self._kept: set[tuple[str, str]] = set()
        self.hidden: set[str] = set()

    def entry(self, told: dict[str, Any]) -> dict[str, Any]:
        """One entry; what its command's module may not be read of is left out."""
        changes = [each for each in told["changes"] if self._is_shown(each)]
        said: dict[str, Any] = {
            "seq": told["seq"],
            "command_id": told["command_id"],
            "at": told["recorded"],
            "occurred": told["occurred"],
            "kind": told["kind"],
            "label": told["label"],
            "outcome": told["outcome"],
            "code": told["code"],
            "actor": told["actor"],
            "subjects": [id_ for each in told["subjects"] for id_ in self._of_family(each)],
            "changes": changes[:CHANGES_MAX],
            "more_changes": max(0, len(changes) - CHANGES_MAX),
        }
        is_open = self._may(read_permission(told["kind"]))
        for name in ("said", "reason", "refusal", "deviations"):
            said[name] = told[name] if is_open else None
        return said | {"is_partly_hidden": not is_open}

    def _of_family(self, subject: str) -> list[str]:
        """Those of the family that a subject of an entry names: one, or some of a run of ids."""
        first, _, last = subject.partition("..")
        if not last:
            return [first] if first in self._family else []
        (prefix, start), (_, end) = _parted(first), _parted(last)
        members = sorted(number for of, number in map(_parted, self._family) if of == prefix)
        return [f"{prefix}_{number}" for number in members if start <= number <= end]

    def _is_shown(self, change: dict[str, Any]) -> bool:
        record, key = change["record"], change["key"]
        if not self._concerns(record, key, change):
            return False
        if record in RECORDS and self._may(read_permission(record)):
            return True
        self.hidden.add(record)
        return False

    def _concerns(self, record: str, key: str, change: dict[str, Any]) -> bool:
        """Whether the record is one of the family's: by its key, or by an id it was made with."""
        if (record, key) in self._kept:
            return True
        ids = [*key.split("|"), *self._ids(record, change.get("new", {}))]
        if self._family.isdisjoint(ids):
            return False
        self._kept.add((record, key))
        return True

    @staticmethod
    def _ids(record: str, new: dict[str, Any]) -> list[str]:
        kind = RECORDS.get(record)
        if kind is None:
            return []
        return [str(new[f.name]) for f in kind.fields if f.kind == "id" and f.name in new]


def _parted(id_: str) -> tuple[str, int]:
    prefix, _, number = id_.rpartition("_")
    return prefix, int(number)


def known_ids(entries: Iterable[dict[str, Any]]) -> set[str]:
    """Every id that the entries speak of, to be named."""
    found: set[str] = set()
    for entry in entries:
        found.update((entry["actor"], *entry["subjects"]))
        for change in entry["changes"]:
            found.update(change["key"].split("|"))
            for value in (change.get("new") or {}).values():
                if isinstance(value, str) and value.rpartition("_")[0] in PREFIXES:
                    found.add(value)
    return found
