"""What users have decided to follow from facts, asked for once a transaction."""

from collections.abc import Collection, Iterable

from lotproof.kernel.registry import FOLLOWING, Following, Reaction
from lotproof.kernel.work import Frame, Work


class Followed:
    """To which kinds of events each such reaction has something to say, in one transaction."""

    def __init__(self) -> None:
        self._known: dict[Reaction, Collection[str]] = {}

    def by(self, following: Following, work: Work, frames: Iterable[Frame]) -> Collection[str]:
        """As a command has left it whose frames these are, where it wrote what that rests on."""
        if not _written(frames).isdisjoint(following.rests_on):
            return following.kinds(work)
        known = self._known.get(following.reaction)
        if known is None:
            known = self._known[following.reaction] = following.kinds(work)
        return known

    def settle(self, frames: Iterable[Frame]) -> None:
        """A command is done: what it wrote holds for the very next one."""
        written = _written(frames)
        for each in FOLLOWING:
            if not written.isdisjoint(each.rests_on):
                self._known.pop(each.reaction, None)


def _written(frames: Iterable[Frame]) -> set[str]:
    """The kinds of records that were written."""
    return {name[0] for frame in frames for name in frame.after}
