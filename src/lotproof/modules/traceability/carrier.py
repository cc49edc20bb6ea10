"""What a code says by itself, and what of it is known: for goods that are not in stock yet."""

from typing import Any

from lotproof.kernel.refusals import Refused
from lotproof.kernel.work import Reader
from lotproof.modules.identification import carriers
from lotproof.modules.items.queries import item_by_di, package_by_di
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.traceability.identify import identify


def carrier_said(reader: Reader, text: str) -> dict[str, Any]:
    """Every part of a barcode, its item and the record it names; None for what is not known.

    A delivery's label names a lot that does not exist yet, and often an item number alone. Of a
    package's device identifier `quantity` is what one package contains, unless the code says
    how many. Raises UnreadableCarrier for a barcode that is damaged.
    """
    scan = carriers.read(text, today=reader.today)
    item = item_by_di(reader, scan.di) if scan.di is not None else None
    package = package_by_di(reader, scan.di) if scan.di is not None else None
    subject = _known(reader, text)
    item_id = ItemId.text(item.id) if item is not None else None
    if item_id is None and subject is not None and subject.startswith(f"{ItemId.prefix}_"):
        item_id = subject
    quantity = scan.quantity
    if quantity is None and package is not None:
        quantity = package.item_count
    return {
        "kind": scan.kind,
        "text": scan.text,
        "di": scan.di,
        "lot": scan.lot,
        "serial": scan.serial,
        "made_on": scan.made_on,
        "expires_on": scan.expires_on,
        "sscc": scan.sscc,
        "quantity": quantity,
        "item_id": item_id,
        "subject": subject,
    }


def _known(reader: Reader, text: str) -> str | None:
    try:
        return identify(reader, text)
    except Refused:
        return None
