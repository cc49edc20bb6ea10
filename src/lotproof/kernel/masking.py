"""Which fields of a record a reader may not see: what is personal, unless work cannot do without.

A record is read by whoever may read its module; what it holds of persons only with the module's
`personal.read` besides. Without it a value is left out and its field is named under `MASKED`, so
that a screen can say that there may be something.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from lotproof.kernel.meaning import Field
from lotproof.kernel.record import RECORDS

MASKED: Final = "$masked"
"""The key under which a record names the fields that are kept from its reader."""

Hides = Callable[[str], frozenset[str]]
"""Kind of record → the names of its fields that are kept from a reader."""


def nothing(kind: str) -> frozenset[str]:
    """Hides nothing: what the program itself and whoever stands at the console read."""
    del kind
    return frozenset()


def is_masked(field: Field) -> bool:
    """Whether the field is kept from readers without the permission."""
    return field.meaning.personal and not field.meaning.needed


@cache
def masked_fields(kind: str) -> frozenset[str]:
    """The fields of a kind that are kept from readers without the permission."""
    found = RECORDS.get(kind)
    fields = found.fields if found is not None else ()
    return frozenset(field.name for field in fields if is_masked(field))


def personal_permission(kind: str) -> str:
    """What reading the masked fields of a kind needs, besides reading the kind."""
    module = kind.partition(".")[0]
    return f"{'ledger' if module == 'kernel' else module}.personal.read"


def personal_permissions() -> frozenset[str]:
    """Those of all kinds that have masked fields."""
    return frozenset(personal_permission(kind) for kind in RECORDS if masked_fields(kind))


def hidden_from(may: Callable[[str], bool]) -> Hides:
    """What is kept from somebody who holds these permissions."""

    @cache
    def hides(kind: str) -> frozenset[str]:
        masked = masked_fields(kind)
        return frozenset() if not masked or may(personal_permission(kind)) else masked

    return hides


def without(kind: str, values: Mapping[str, Any], hides: Hides) -> dict[str, Any]:
    """The values of a record that its reader may see; which are kept back stands under MASKED,
    whether there is anything in them or not."""
    hidden = hides(kind)
    if not hidden:
        return dict(values)
    shown = {name: value for name, value in values.items() if name not in hidden}
    return shown | {MASKED: sorted(hidden)}


def change_without(change: dict[str, Any], hides: Hides) -> dict[str, Any]:
    """A record change that an entry tells, without what its reader may not see."""
    hidden = hides(change["record"])
    if not hidden:
        return change
    told = {
        part: {name: value for name, value in change[part].items() if name not in hidden}
        for part in ("new", "set", "erased")
        if part in change
    }
    kept = sorted({name for part in told for name in change[part]} & hidden)
    return change | told | ({MASKED: kept} if kept else {})
