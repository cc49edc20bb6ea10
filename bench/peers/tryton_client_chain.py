"""Time Tryton on the same chain as its own users drive it: through proteus, its client library.

Runs inside Tryton's own environment.  The steps are those of `tryton_chain.py`, which calls the
models directly and so does without what every user gets: defaults and computed values asked of the
server field by field, access rights, values checked as they come in.  Each request of the client is
one transaction on the server, durable when it returns.  The client is in the server's process, so
nothing is spent on HTTP or JSON; there are still no purchase and sales orders.

Prints the same JSON object as `tryton_chain.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tryton_chain as direct  # type: ignore[import-not-found] # beside this file
from proteus import Model, config  # type: ignore[import-not-found]
from trytond import __version__, backend  # type: ignore[import-not-found]

DATABASE = "peer"


@dataclass(frozen=True)
class World:
    """Records of the master data, as a client holds them."""

    plant: direct.Plant
    supplier: Any
    customer: Any
    raw: tuple[Any, ...]
    product: Any
    bom: Any
    control: Any
    places: dict[str, Any]


def open_world(plant: direct.Plant, user: int) -> World:
    """Sign in as the administrator and look up what the chains use."""
    del user
    config.set_trytond(f"{backend.name}:///{DATABASE}", user="admin")
    config.get_config()._context["company"] = plant.company

    def one(model: str, number: int) -> Any:
        return Model.get(model)(number)

    (control,) = Model.get("quality.control").find([])
    return World(
        plant,
        one("party.party", plant.supplier),
        one("party.party", plant.customer),
        tuple(one("product.product", each) for each in plant.raw),
        one("product.product", plant.product),
        one("production.bom", plant.bom),
        control,
        {code: one("stock.location", number) for code, number in plant.places.items()},
    )


def make_lot(number: str, product: Any) -> Any:
    lot = Model.get("stock.lot")(number=number, product=product)
    lot.save()
    return lot


def receive(world: World, chain: int) -> list[Any]:
    """Receive one lot of each raw product and put it away."""
    lots = [make_lot(f"L{chain:06}-{raw.id}", raw) for raw in world.raw]
    shipment = Model.get("stock.shipment.in")(supplier=world.supplier)
    for raw, lot in zip(world.raw, lots, strict=True):
        move = shipment.incoming_moves.new()
        move.from_location, move.to_location = world.places["SUP"], world.places["IN"]
        move.product, move.lot, move.quantity = raw, lot, 1
        move.unit_price = Decimal(10)
        move.currency = Model.get("currency.currency")(world.plant.currency)
    shipment.click("receive")
    shipment.click("do")
    _reached(shipment, "done")
    return lots


def produce(world: World, raw_lots: list[Any], chain: int) -> Any:
    """Make and inspect one lot from the given raw lots."""
    lot_of = {lot.product.id: lot for lot in raw_lots}
    order = Model.get("production")(product=world.product, bom=world.bom, quantity=1)
    for entry in order.inputs:
        entry.lot = lot_of[entry.product.id]
    order.click("wait")
    order.click("assign_try")
    order.click("run")
    lot = make_lot(f"L{chain:06}-{world.product.id}", world.product)
    (output,) = order.outputs
    output.lot = lot
    order.save()
    inspection = Model.get("quality.inspection")()
    inspection.control, inspection.origin = world.control, order
    inspection.points = {"length": 10.0}
    inspection.click("process")
    _reached(inspection, "passed")
    order.click("do")
    _reached(order, "done")
    return lot


def ship(world: World, lot: Any) -> None:
    """Ship the made lot to the customer."""
    shipment = Model.get("stock.shipment.out")(customer=world.customer)
    move = shipment.outgoing_moves.new()
    move.from_location, move.to_location = world.places["OUT"], world.places["CUS"]
    move.product, move.lot, move.quantity = world.product, lot, 1
    move.unit_price = Decimal(10)
    move.currency = Model.get("currency.currency")(world.plant.currency)
    for button in ("wait", "assign_try", "pick", "pack", "do"):
        shipment.click(button)
    _reached(shipment, "done")


def _reached(record: Any, state: str) -> None:
    if record.state != state:
        raise RuntimeError(f"{record.__class__.__name__} is {record.state}, expected {state}")


def always_durable() -> None:
    """Have every SQLite connection wait for the disk, as `direct.make_durable` does for one."""
    connect: Callable[..., Any] = backend.Database.get_connection

    def durable(self: Any, *args: Any, **kwargs: Any) -> Any:
        connection = connect(self, *args, **kwargs)
        if not connection.in_transaction:
            direct.make_durable(connection)
        return connection

    if backend.name == "sqlite":
        backend.Database.get_connection = durable


def main() -> None:
    """Create the database, warm up, time the chains and print the result as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chains", type=int, required=True)
    parser.add_argument("--warm-up", type=int, required=True)
    args = parser.parse_args()
    started = time.perf_counter()
    user = direct.open_database(DATABASE)
    bench = direct.Bench(DATABASE, user)
    company, currency = bench.step("company", lambda pool: direct.make_company(pool, user))
    bench.context = {"company": company}
    plant = bench.step("plant", lambda pool: direct.make_plant(pool, company, currency))
    always_durable()
    world = open_world(plant, user)

    def run(chain: int) -> None:
        ship(world, produce(world, receive(world, chain), chain))

    for chain in range(args.warm_up):
        run(chain)
    setup_s = time.perf_counter() - started
    started, cpu_started = time.perf_counter(), time.process_time()
    for chain in range(args.warm_up, args.warm_up + args.chains):
        run(chain)
    elapsed_s = time.perf_counter() - started
    report = {
        "product": f"Tryton {__version__} by proteus",
        "engine": backend.name,
        "chains": args.chains,
        "clients": 1,
        "elapsed_s": elapsed_s,
        "cpu_s": time.process_time() - cpu_started,
        "chains_per_s": args.chains / elapsed_s,
        "commits_per_chain": 0,
        "setup_s": setup_s,
        "step_median_ms": {},
    }
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
