"""Typed reads of parties."""

from lotproof.kernel.work import Reader
from lotproof.modules.parties.records import Party

__all__ = ["Party", "carriers", "customers", "party_by_code", "party_by_gln", "suppliers"]


def party_by_code(reader: Reader, code: str) -> Party | None:
    return reader.only(Party, code=code)


def party_by_gln(reader: Reader, gln: str) -> Party | None:
    return reader.only(Party, gln=gln)


def suppliers(reader: Reader) -> list[Party]:
    """In any state."""
    return reader.find(Party, is_supplier=True)


def customers(reader: Reader) -> list[Party]:
    """In any state."""
    return reader.find(Party, is_customer=True)


def carriers(reader: Reader) -> list[Party]:
    """In any state."""
    return reader.find(Party, is_carrier=True)
