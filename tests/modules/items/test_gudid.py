"""The FDA's own device records become items: what the item master must be able to hold."""

import uuid
from collections.abc import Sequence

import pytest

from lotproof.kernel.meaning import dump
from lotproof.kernel.registry import Command
from lotproof.kernel.submission import Submission
from lotproof.modules.identification.gudid import GudidDevice, Package, devices
from lotproof.modules.items.commands import AddPackageLevel, RegisterItem
from lotproof.modules.items.queries import item_by_di, item_by_number, package_levels
from lotproof.modules.items.vocabulary import Issuer, ItemId, ItemKind, Tracking
from tests.modules.identification.shared import shared_file
from tests.support.plant import Plant
from tests.support.sampling import LONG

COUNT = 20_000 if LONG else 1_000
BATCH = 500
ISSUERS = {issuer.value: issuer for issuer in Issuer}


@pytest.fixture
def real_devices() -> list[GudidDevice]:
    """Give real devices, those with most packages first."""
    with shared_file("data/gudid/gudid-devices.xml.gz").open("rb") as stream:
        found = [each for each in devices(stream) if isinstance(each, GudidDevice)]
    found.sort(key=lambda device: -len(device.packages))
    return found[:COUNT]


def tracking(device: GudidDevice) -> Tracking:
    if device.serial_tracked:
        return Tracking.SERIAL
    return Tracking.LOT if device.lot_tracked else Tracking.NONE


def registering(device: GudidDevice) -> RegisterItem:
    return RegisterItem(
        number=device.primary_di,
        name=device.brand or device.model,
        kind=ItemKind.DEVICE,
        tracking=tracking(device),
        unit="pcs",
        di=device.primary_di,
        issuer=ISSUERS[device.issuer],
        is_sterile=device.sterile,
        is_single_use=device.single_use,
        brand=device.brand,
        model=device.model,
        catalogue_number=device.catalog_number,
        generic_name=device.gmdn_name,
    )


def inner_first(device: GudidDevice) -> list[Package]:
    """Packages in an order in which each comes after what it contains."""
    waiting, known, ordered = list(device.packages), {device.primary_di}, []
    while waiting:
        ready = [each for each in waiting if each.contains_di in known]
        assert ready, f"the packages of {device.primary_di} contain each other"
        ordered += ready
        known |= {each.di for each in ready}
        waiting = [each for each in waiting if each not in ready]
    return ordered


def adding(item_id: ItemId, package: Package) -> AddPackageLevel:
    return AddPackageLevel(
        item_id=item_id,
        di=package.di,
        issuer=ISSUERS[package.issuer],
        name="package",
        contains_di=package.contains_di,
        quantity=package.quantity,
    )


def run(plant: Plant, commands: Sequence[Command]) -> None:
    for first in range(0, len(commands), BATCH):
        receipts = plant.submit(
            *(
                Submission(
                    id=str(uuid.uuid4()), kind=each.SPEC.kind, body=dump(each), actor="sys_console"
                )
                for each in commands[first : first + BATCH]
            )
        )
        assert [r.message for r in receipts if r.outcome != "done"] == []


def test_real_devices_become_items_with_their_packages(
    sqlite_plant: Plant, real_devices: list[GudidDevice]
) -> None:
    run(sqlite_plant, [registering(device) for device in real_devices])
    ids: dict[str, ItemId] = {}
    with sqlite_plant.reader() as reader:
        for device in real_devices:
            item = item_by_number(reader, device.primary_di)
            assert item is not None
            ids[device.primary_di] = item.id
    packages = [
        adding(ids[device.primary_di], package)
        for device in real_devices
        for package in inner_first(device)
    ]
    assert packages, "no device with packages is among these"
    run(sqlite_plant, packages)
    with sqlite_plant.reader() as reader:
        for device in real_devices:
            levels = {x.di: x for x in package_levels(reader, ids[device.primary_di])}
            assert levels.keys() == {package.di for package in device.packages}
            for package in device.packages:
                inner = levels.get(package.contains_di)
                inside = inner.item_count if inner else 1
                assert levels[package.di].item_count == package.quantity * inside
                found = item_by_di(reader, package.di)
                assert found is not None
                assert found.number == device.primary_di
