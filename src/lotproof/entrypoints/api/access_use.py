"""When people used what they may do, as far back as is worth looking."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select

from lotproof.adapters.ledger_search import Question, search
from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.people.queries import Session
from lotproof.modules.people.vocabulary import UserId

READ_MAX: Final = 5_000
"""Entries that are read in all."""
EACH_MAX: Final = 500
"""Entries of one person after which no more of theirs are read."""
_PAGE: Final = 200

_SESSION = Session.KIND.table
_SIGNED_IN: Statement[Any] = Statement(
    select(func.max(_SESSION.c.started_at)).where(_SESSION.c.user_id == bindparam("user"))
)


class Use(NamedTuple):
    """The last entry of a person by a role of their own, or on somebody's behalf by any."""

    user: str
    role: str | None
    behalf: str | None
    seq: int
    recorded: str

    def as_json(self) -> dict[str, Any]:
        return {
            "user_id": self.user,
            "role_id": self.role,
            "behalf": self.behalf,
            "seq": self.seq,
            "recorded": self.recorded,
        }


By = tuple[str | None, str | None]
"""A role and nobody, or no role and the person on whose behalf."""


def last_uses(
    view: LedgerView, wanted: Mapping[str, set[By]]
) -> tuple[list[Use], dict[str, str | None]]:
    """Person → by what they may have acted; the newest entry of each that was found, and how far
    back each person was looked at: None for all that there is."""
    left = {user: set(each) for user, each in wanted.items()}
    counts = dict.fromkeys(wanted, 0)
    used: list[Use] = []
    since: dict[str, str | None] = dict.fromkeys(wanted)
    before: int | None = view.size
    read, recorded = 0, None
    while left and before is not None and read < READ_MAX:
        question = Question({"actor": frozenset(left), "outcome": frozenset({"done"})}, 0, before)
        found = search(view, question, _PAGE)
        for seq in found.seqs:
            envelope = view.entry(seq).envelope
            user, recorded, read = envelope.actor, envelope.recorded, read + 1
            if user not in left:
                continue
            counts[user] += 1
            role = None if envelope.behalf else envelope.role
            if (role, envelope.behalf) in left[user]:
                left[user].discard((role, envelope.behalf))
                used.append(Use(user, role, envelope.behalf, seq, recorded))
            if counts[user] >= EACH_MAX:
                since[user] = recorded
            if not left[user] or counts[user] >= EACH_MAX:
                del left[user]
        before = found.next_before
    if before is not None:
        since |= dict.fromkeys(left, recorded)
    return used, since


def last_sign_ins(reader: Reader, users: Sequence[int]) -> dict[str, str]:
    """Person → when their newest session began, for those who ever signed in."""
    found = {user: reader.rows(_SIGNED_IN, user=user)[0][0] for user in users}
    return {
        UserId.text(user): clock.text(Instant(at)) for user, at in found.items() if at is not None
    }
