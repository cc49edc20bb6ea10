"""What happens to changes by itself: the time of a temporary approval is over."""

from collections.abc import Iterator

from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.changes.commands_execution import LapseTemporary
from lotproof.modules.changes.queries import TemporaryApproval, is_over
from lotproof.modules.changes.vocabulary import TemporaryApprovalId, TemporaryState


@due("changes.temporary_over")
def lapse(reader: Reader) -> Iterator[Command]:
    """Temporary approvals that are over without full approval."""
    for each in reader.find(TemporaryApproval, state=TemporaryState.STANDING):
        if is_over(reader, each):
            yield LapseTemporary(temporary_approval_id=TemporaryApprovalId(each.id))
