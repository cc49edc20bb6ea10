"""What handlers of other modules may ask of the site inside their own unit of work."""

from lotproof.kernel.work import Work
from lotproof.modules.identification.keys import SSCC_LENGTH, sscc
from lotproof.modules.sites.records import CompanyPrefix
from lotproof.modules.sites.rules import SsccsUsedUp
from lotproof.modules.sites.vocabulary import PlaceState

__all__ = ["next_sscc"]


def next_sscc(work: Work) -> str | None:
    """An SSCC that was never made before; None while no company prefix is set. SsccsUsedUp."""
    found = work.take_all(CompanyPrefix, state=PlaceState.IN_USE)
    if not found:
        return None
    prefix = found[0]
    # Extension digit and check digit beside prefix and reference.
    count = 10 ** (SSCC_LENGTH - 2 - len(prefix.prefix))
    if prefix.next_reference >= count:
        raise SsccsUsedUp(count=count, prefix=prefix.prefix)
    number = sscc(prefix.extension, prefix.prefix, prefix.next_reference)
    prefix.next_reference += 1
    return number
