"""Who could do what on a past day, told by the ledger alone (21 CFR 11.10(d), (g), (k)).

Users, roles, grants, delegations and the times for which emergency roles were taken are rebuilt
from the entries that changed them. Each answer names these entries, so that every step of it can
be proved. What the program's own actors may do is part of the program, not of the history.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from lotproof.derive.story import opened
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.registry import COMMANDS
from lotproof.ledger.entry import Sealed
from lotproof.modules.people.queries import PROGRAMS_OWN

_USER, _ROLE, _GRANT = "people.user", "people.role", "people.grant"
_DELEGATION = "people.delegation"
WATCHED: Final = frozenset({_USER, _ROLE, _GRANT, _DELEGATION})
_ASIDE: Final = ("people.session.", "people.password.", "people.token.", "people.view.")
"""Beginnings of the permissions of commands that change nobody's permissions."""


def telling_kinds() -> frozenset[str]:
    """The kinds of entry that may have changed what somebody could do."""
    return frozenset(
        kind
        for kind, spec in COMMANDS.items()
        if spec.module == "people"
        and spec.permission not in PROGRAMS_OWN
        and not spec.permission.startswith(_ASIDE)
    )


class Evidence(NamedTuple):
    """The entry by which a record became what it was."""

    seq: int
    id: str
    kind: str
    actor: str
    recorded: str

    def as_json(self) -> dict[str, Any]:
        return self._asdict()


class Way(NamedTuple):
    """One way by which a user had permissions: the keys of the records that it rests on."""

    user: str
    role: str
    delegation: str | None
    is_emergency: bool


class Told(NamedTuple):
    """A way, from when until when within the day, what it was limited to, and its proof."""

    way: Way
    since: Instant
    until: Instant
    code: str
    scope: tuple[str, ...]
    behalf: str | None
    permissions: frozenset[str]
    evidence: tuple[Evidence, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "user_id": self.way.user,
            "role_id": self.way.role,
            "role": self.code,
            "delegation_id": self.way.delegation,
            "behalf": self.behalf,
            "is_emergency": self.way.is_emergency,
            "scope": list(self.scope),
            "from": clock.text(self.since),
            "until": clock.text(self.until),
            "evidence": [each.as_json() for each in self.evidence],
        }


State = dict[str, Any]
Key = tuple[str, str]
"""Kind and key of a record."""


class _Past:
    """The watched records as they were after some entries, each with the entry that said so."""

    def __init__(self) -> None:
        self.records: dict[Key, State] = {}
        self.said: dict[Key, Evidence] = {}

    def apply(self, sealed: Sealed) -> None:
        parts, envelope = opened(sealed), sealed.envelope
        for change in parts.get("changes", []):
            if change["record"] not in WATCHED:
                continue
            name = (change["record"], change["key"])
            moved = {field: new for field, (_, new) in change.get("set", {}).items()}
            self.records[name] = self.records.get(name, {}) | change.get("new", {}) | moved
            self.said[name] = Evidence(
                sealed.seq, envelope.id, envelope.kind, envelope.actor, envelope.recorded
            )

    def of(self, kind: str) -> Iterator[tuple[str, State]]:
        return ((key, state) for (k, key), state in self.records.items() if k == kind)

    def state(self, kind: str, key: str) -> State:
        return self.records.get((kind, key), {})

    def times(self) -> Iterator[Instant]:
        """When something begins or ends by itself."""
        for kind in (_GRANT, _DELEGATION):
            for _, state in self.of(kind):
                for name in ("valid_from", "valid_until", "taken_from", "taken_until"):
                    if state.get(name) is not None:
                        yield clock.parse(state[name])


def day_of(on: date, zone: str) -> tuple[Instant, Instant]:
    """When a day of the site begins and when it is over."""
    first, last = (
        clock.instant(datetime(d.year, d.month, d.day, tzinfo=ZoneInfo(zone)))
        for d in (on, on + timedelta(days=1))
    )
    return first, last


def could(
    entries: Iterable[Sealed],
    first: Instant,
    last: Instant,
    *,
    permission: str | None = None,
    user: str | None = None,
) -> list[Told]:
    """Every way in which a permission was held, or in which a user held any, from `first` up to
    `last`. `entries` are those of `telling_kinds`, in order, recorded before `last`."""
    past, later = _Past(), list(entries)
    while later and clock.parse(later[0].envelope.recorded) <= first:
        past.apply(later.pop(0))
    found: list[Told] = []
    at = first
    while at < last:
        upcoming = [each for each in past.times() if at < each < last]
        if later:
            # A clock that went back is no way to have had something for less than no time.
            upcoming.append(max(at, clock.parse(later[0].envelope.recorded)))
        until = min(upcoming, default=last)
        if at < until:
            found += _ways(past, at, until, permission, user)
        at = until
        while later and clock.parse(later[0].envelope.recorded) <= at:
            past.apply(later.pop(0))
    return _joined(found)


def _ways(
    past: _Past, at: Instant, until: Instant, permission: str | None, user: str | None
) -> Iterator[Told]:
    own = [each for each in _granted(past, at, until) if permission in (None, *each.permissions)]
    yield from (each for each in own if user in (None, each.way.user))
    for key, state in past.of(_DELEGATION):
        deputy, lender = state["deputy_id"], state["user_id"]
        is_asked = user in (None, deputy) and permission in (None, *state["permissions"])
        is_running = state["state"] == "given" and _runs(state, "valid", at)
        if not (is_asked and is_running and _is_active(past, deputy)):
            continue
        for lent in own:
            shared = lent.permissions.intersection(state["permissions"])
            if lent.way.user == lender and not lent.way.is_emergency and shared:
                proof = (past.said[_DELEGATION, key], past.said[_USER, deputy])
                yield lent._replace(
                    way=Way(deputy, lent.way.role, key, is_emergency=False),
                    behalf=lender,
                    permissions=shared,
                    evidence=(*proof, *lent.evidence),
                )


def _granted(past: _Past, at: Instant, until: Instant) -> Iterator[Told]:
    """What active users had by their own roles at an instant."""
    for key, grant in past.of(_GRANT):
        role_key, user_key = grant["role_id"], grant["user_id"]
        role = past.state(_ROLE, role_key)
        is_emergency = role.get("emergency_hours") is not None
        counts = (
            grant.get("is_granted", True)
            and _runs(grant, "valid", at)
            and role.get("state") == "active"
            and _is_active(past, user_key)
            and (not is_emergency or _is_taken(grant, at))
        )
        if counts:
            names = ((_GRANT, key), (_ROLE, role_key), (_USER, user_key))
            yield Told(
                Way(user_key, role_key, None, is_emergency),
                at,
                until,
                role["code"],
                tuple(grant.get("scope") or ()),
                None,
                frozenset(role["permissions"]),
                tuple(past.said[name] for name in names),
            )


def _is_active(past: _Past, user: str) -> bool:
    return bool(past.state(_USER, user).get("state") == "active")


def _is_taken(grant: Mapping[str, Any], at: Instant) -> bool:
    return grant.get("taken_until") is not None and _runs(grant, "taken", at)


def _runs(state: Mapping[str, Any], what: str, at: Instant) -> bool:
    since, until = state.get(f"{what}_from"), state.get(f"{what}_until")
    if since is not None and at < clock.parse(since):
        return False
    return until is None or at < clock.parse(until)


def _joined(found: list[Told]) -> list[Told]:
    """Stretches of time that follow each other and rest on the same, as one; by user and time."""
    joined: list[Told] = []
    for each in sorted(
        found, key=lambda t: (_number(t.way.user), t.way.role, t.way.delegation or "", t.since)
    ):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.until == each.since
            and last._replace(since=each.since, until=each.until) == each
        ):
            joined[-1] = last._replace(until=each.until)
        else:
            joined.append(each)
    return joined


def _number(key: str) -> int:
    return int(key.rpartition("_")[2])
