"""What the program ends by itself: transmissions that nobody has answered in time."""

from collections.abc import Iterator

from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.transmission.commands import ExpireTransmission
from lotproof.modules.transmission.queries import unanswered


@due("transmission.unanswered")
def over(reader: Reader) -> Iterator[Command]:
    """Transmissions whose time is over."""
    for each in unanswered(reader):
        yield ExpireTransmission(transmission_id=each.id)
