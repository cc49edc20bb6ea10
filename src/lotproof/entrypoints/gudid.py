"""The FDA's device records as commands of the item master."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lotproof.modules.identification.gudid import BadDevice, GudidDevice, Package, devices
from lotproof.modules.items.vocabulary import Tracking

REGISTER, ADD_PACKAGE = "items.register_item/1", "items.add_package_level/1"


class CircularPackages(ValueError):
    """The packages of a device contain each other."""


def read(file: Path) -> Iterator[GudidDevice | BadDevice]:
    """Every record of a release file, plain or compressed."""
    with file.open("rb") as stream:
        yield from devices(stream)


def item(device: GudidDevice) -> dict[str, Any]:
    """The input that registers the device."""
    tracking = (
        Tracking.SERIAL
        if device.serial_tracked
        else (Tracking.LOT if device.lot_tracked else Tracking.NONE)
    )
    given = {
        "number": device.primary_di,
        "name": device.brand or device.model,
        "kind": "device",
        "tracking": tracking.value,
        "unit": "pcs",
        "di": device.primary_di,
        "issuer": device.issuer,
        "is_sterile": device.sterile,
        "is_single_use": device.single_use,
        "brand": device.brand,
        "model": device.model,
        "catalogue_number": device.catalog_number,
        "generic_name": device.gmdn_name,
    }
    return {name: value for name, value in given.items() if value is not None}


def packages(device: GudidDevice, item_id: str) -> list[dict[str, Any]]:
    """The inputs that register its packages, each after what it contains."""
    return [
        {
            "item_id": item_id,
            "di": package.di,
            "issuer": package.issuer,
            "name": "package",
            "contains_di": package.contains_di,
            "quantity": package.quantity,
        }
        for package in _inner_first(device)
    ]


def _inner_first(device: GudidDevice) -> list[Package]:
    waiting, known, ordered = list(device.packages), {device.primary_di}, []
    while waiting:
        ready = [each for each in waiting if each.contains_di in known]
        if not ready:
            raise CircularPackages(device.primary_di)
        ordered += ready
        known |= {each.di for each in ready}
        waiting = [each for each in waiting if each not in ready]
    return ordered
