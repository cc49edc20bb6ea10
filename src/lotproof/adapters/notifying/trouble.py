"""That a message did not go out, or that nobody knows."""

from typing import Final

from lotproof.modules.notifications.vocabulary import Trouble

SAID_MAX: Final = 300


class NotSent(Exception):
    """A message did not go out, or may have; `said` is what the other end or the system said."""

    def __init__(self, trouble: Trouble, said: str = "") -> None:
        self.trouble, self.said = trouble, printable(said)
        super().__init__(f"{trouble.value}: {self.said}")


def printable(said: str) -> str:
    """What somebody said, cut, on one line and fit to be kept."""
    plain = "".join(each if each.isprintable() else " " for each in said)
    return " ".join(plain.encode(errors="replace").decode().split())[:SAID_MAX]
