"""Read the FDA's device database (GUDID release files, XML, also gzipped) record by record.

Memory stays flat but for the set of identifiers seen, about 100 bytes each, by which an
identifier that names two devices is noticed.

A record is bad only where importing it would make a wrong item: an identifier that cannot be
right, a package that cannot be counted, a tracking flag or a name that is not there. What is
merely unusual (a package of one, no catalogue number, no description) is good.
"""

import gzip
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from lotproof.modules.identification.gudid_record import (
    NAMESPACE,
    BadDevice,
    BadRecord,
    GudidDevice,
    OtherIdentifier,
    Package,
    RecordReader,
    unique_identifiers,
)
from lotproof.modules.identification.gudid_source import Source, UnreadableFile

__all__ = [
    "BadDevice",
    "GudidDevice",
    "OtherIdentifier",
    "Package",
    "UnreadableFile",
    "devices",
]


def devices(stream: BinaryIO) -> Iterator[GudidDevice | BadDevice]:
    """Every record of the file, in order. Raises `UnreadableFile`.

    The stream is read forward only; no entity is expanded and nothing is fetched.
    """
    source = Source(stream)
    record_of: dict[str, int] = {}
    try:
        for _, element in etree.iterparse(
            source,
            events=("end",),
            tag=f"{{{NAMESPACE}}}device",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            source.next_record()
            if element.getroottree().docinfo.doctype:
                raise UnreadableFile("has_doctype")
            yield _device_or_bad(element, source.record_number, record_of)
            _forget_before(element)
    except (etree.XMLSyntaxError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        record = source.record_number
        raise UnreadableFile("broken_xml", record=record, detail=str(error)) from error
    if not source.record_number:
        raise UnreadableFile("not_gudid")


def _forget_before(element: Any) -> None:
    """Free the records before this one; the parser itself would keep them all."""
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _device_or_bad(
    element: Any, record_number: int, record_of: dict[str, int]
) -> GudidDevice | BadDevice:
    reader = RecordReader(element, NAMESPACE)
    try:
        device = reader.device()
        identifiers = unique_identifiers(device)
        for di in identifiers:
            if di in record_of:
                raise BadRecord("duplicate_identifier", di=di, record=record_of[di])
    except BadRecord as bad:
        return BadDevice(record_number, reader.claimed_di, bad.code, bad.text.en, bad.text.zh)
    record_of.update(dict.fromkeys(identifiers, record_number))
    return device
