"""Records that something led to and that lead on: what a chain of causes is followed through.

Entries of one command name their cause themselves. Between commands the chain goes through what
the earlier one made for somebody to deal with: the hold that is lifted, the excursion that is
assessed. A lot or a machine is no such record: everything would be caused by everything.
"""

from typing import Final

from lotproof.kernel.record import Kind, Record
from lotproof.kernel.site import FallbackHold, Task

CONSEQUENCES: Final[dict[str, Kind]] = {}
"""By the prefix of their ids."""


def consequence(*records: type[Record]) -> None:
    """Follow chains of causes through records of these kinds. TypeError if one has no id."""
    for record in records:
        field = record.KIND.id_field
        if field is None:
            raise TypeError(f"{record.KIND.name} has no id: no entry can be about it")
        CONSEQUENCES[field.type.prefix] = record.KIND


consequence(Task, FallbackHold)
