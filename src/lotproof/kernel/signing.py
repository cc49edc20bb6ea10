"""What the kernel knows of signatures: that some commands need one, and who judges it.

How keys are kept and signatures are checked is said by the module `signing`.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, Protocol, TypeVar

import msgspec
from msgspec import Meta

from lotproof.kernel.reader import Reader
from lotproof.kernel.record import Record
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import Command

if TYPE_CHECKING:
    from lotproof.kernel.submission import Submission
    from lotproof.kernel.work import Work

INTENT_BYTES_MAX = 1_000_000
_Line = Annotated[str, Meta(min_length=1, max_length=4_000)]


class Signature(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A person's signature as it comes with its command (21 CFR 11.50, 11.70).

    `intent` is the exact text that was signed, `key` names the signer's key, `proof` has what the
    algorithm of the key gives, in base64url. The printed name, and the salt of the digests in the
    intent, are personal: they are sealed in a part of their own.
    """

    intent: Annotated[str, Meta(min_length=2, max_length=INTENT_BYTES_MAX)]
    key: _Line
    proof: Annotated[dict[_Line, _Line], Meta(max_length=4)]
    name: _Line
    salt: _Line


R = TypeVar("R", bound=Record)
Along = Callable[[Reader, Any], Iterable[Record]]

SIGNED_WITH: Final[dict[str, Along]] = {}
"""For a kind of record: what belongs to it and is signed along with it."""


def signed_with(cls: type[R]) -> Callable[[Along], Along]:
    """Register what a signature on a record of this class covers besides the record itself.

    Decorator over `def lines(reader, order) -> Iterable[Record]`.
    """

    def register(along: Along) -> Along:
        if cls.KIND.name in SIGNED_WITH:
            raise TypeError(f"what is signed with {cls.KIND.name} is said twice")
        SIGNED_WITH[cls.KIND.name] = along
        return along

    return register


class SignatureMissing(
    Refused,
    code="signature_missing",
    en="{what} has to be signed. Sign it with your own signature.",
    zh="{what}须经签名。请用本人的电子签名签署。",
    http_status=422,
):
    """A command that must be signed came without a signature."""


class SignatureNotAsked(
    Refused,
    code="signature_not_asked",
    en="{what} is not signed. Send it without a signature.",
    zh="{what}无须签名。请不带签名发送。",
    http_status=422,
):
    """A signature nobody would look at is not kept."""


class SignatureCheck(Protocol):
    """Judges the signature of a command in the transaction that carries it out."""

    def check(self, work: "Work", given: "Submission", command: Command) -> None:
        """Record the signature as part of the command; the refusal is raised."""


class _Refusing:
    """Where nobody can judge signatures, nothing that must be signed is done."""

    def check(self, work: "Work", given: "Submission", command: Command) -> NoReturn:
        del work, given
        raise SignatureMissing(what=command.SPEC.label)


NOBODY_SIGNS: Final = _Refusing()
