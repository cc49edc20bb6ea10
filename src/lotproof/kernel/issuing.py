"""What a reaction sees and may do."""

from collections.abc import Callable

from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.kernel.work import Frame


class Issuing:
    """Typed reads, `issue` to order what must follow, and `frame`: the command of the event, with
    those that led to it."""

    def __init__(
        self, reader: Reader, issue: Callable[[Command], None], frame: Frame | None = None
    ) -> None:
        self.reader, self.issue, self.frame = reader, issue, frame
