"""Time Tryton on one chain: receive 5 lots, make 1 lot, inspect it, ship it.

Runs inside Tryton's own environment (see `bench/peers/tryton.py`), in process and with one client:
Tryton's models are called directly, so there is no HTTP, no JSON, no access check and no log of the
changed fields.  There are no purchase and sales orders, only the shipments.  Each step is one
transaction, and the next step starts only after its commit is durable.  What a user would enter and
the button that follows are one step, which is the fewest transactions that still stop at every
state.  All of these choices favour Tryton.

The database is named by the environment variables TRYTOND_DATABASE__URI and, for SQLite,
TRYTOND_DATABASE__PATH, which Tryton reads when it is imported.  Prints one JSON object on standard
output.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

# Tryton lives only in its own environment and ships no types, hence the ignored imports.
from trytond import __version__, backend  # type: ignore[import-not-found]
from trytond.pool import Pool  # type: ignore[import-not-found]
from trytond.transaction import (  # type: ignore[import-not-found]
    Transaction,
    TransactionError,
)

MODULES = ("stock_lot", "production", "quality")
RAW_PRODUCTS = 5
SQLITE_SYNCHRONOUS_FULL = 2


@dataclass(frozen=True)
class Plant:
    """Database ids of the master data that every chain uses."""

    company: int
    currency: int
    unit: int
    supplier: int
    customer: int
    raw: tuple[int, ...]
    product: int
    bom: int
    places: dict[str, int]


@dataclass
class Bench:
    """One open Tryton database, and the seconds spent in each step."""

    database: str
    user: int
    context: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _locks: dict[str, list[str]] = field(default_factory=dict)

    def step(self, name: str, work: Callable[[Any], Any]) -> Any:
        """Run `work(pool)` in one committed transaction and return its result.

        Tryton asks for table locks by failing the first time; the locks a step has once asked for
        are taken at once from then on, which spares Tryton the repeated work.
        """
        started = time.perf_counter()
        extras: dict[str, Any] = {"_lock_tables": list(self._locks.get(name, ()))}
        while True:
            with Transaction().start(
                self.database, self.user, context=self.context, **extras
            ) as open_tx:
                try:
                    make_durable(open_tx.connection)
                    result = work(Pool())
                    open_tx.commit()
                except TransactionError as error:
                    open_tx.rollback()
                    error.fix(extras)
                    continue
                break
        self._locks[name] = extras["_lock_tables"]
        self.seconds[name].append(time.perf_counter() - started)
        return result


def open_database(name: str) -> int:
    """Create the database `name`, activate the modules in it, return its administrator's id."""
    with Transaction().start(None, 0, autocommit=True) as tx:
        backend.Database().create(tx.connection, name)
    backend.Database(name).connect().init()
    Pool.start()
    pool = Pool(name)
    pool.init(update=["res", "ir"], lang=["en"])
    with Transaction().start(name, 0) as tx:
        pool.get("ir.module").update_list()
        (user,) = pool.get("res.user").create([{"login": "admin", "administrator": True}])
        tx.commit()
    pool.init(update=list(MODULES), lang=["en"], activatedeps=True)
    return int(user.id)


def make_durable(connection: Any) -> None:
    """Make a SQLite connection wait for the disk at each commit (PostgreSQL does by itself).

    Tryton opens a SQLite connection for every transaction and sets it to NORMAL, which in WAL mode
    may lose the last commits at a power failure.
    """
    if backend.name != "sqlite":
        return
    connection.execute("PRAGMA synchronous = FULL")
    (level,) = connection.execute("PRAGMA synchronous").fetchone()
    if level != SQLITE_SYNCHRONOUS_FULL:
        raise RuntimeError(f"SQLite synchronous is {level}, not FULL: commits are not durable")


def make_company(pool: Any, user: int) -> tuple[int, int]:
    """Create the company and give it to `user`; return company and currency ids."""
    (currency,) = pool.get("currency.currency").create(
        [{"name": "Yuan", "symbol": "¥", "code": "CNY", "rounding": Decimal("0.01")}]
    )
    (party,) = pool.get("party.party").create([{"name": "Device maker"}])
    (company,) = pool.get("company.company").create([{"party": party.id, "currency": currency.id}])
    user_model = pool.get("res.user")
    user_model.write(
        [user_model(user)],
        {"companies": [("add", [company.id])], "company": company.id},
    )
    return company.id, currency.id


def make_product(pool: Any, name: str, unit: int, *, producible: bool) -> int:
    """Create one lot-controlled product and return its id."""
    (template,) = pool.get("product.template").create(
        [
            {
                "name": name,
                "type": "goods",
                "default_uom": unit,
                "list_price": Decimal(10),
                "cost_price_method": "fixed",
                "producible": producible,
                "lot_required": ["supplier", "customer", "storage", "production"],
                "products": [("create", [{"code": name}])],
            }
        ]
    )
    return int(template.products[0].id)


def make_plant(pool: Any, company: int, currency: int) -> Plant:
    """Create parties, products, one bill of materials and one quality control."""
    (unit,) = pool.get("product.uom").search([("symbol", "=", "u")])
    raw = tuple(
        make_product(pool, f"raw {n}", unit.id, producible=False) for n in range(RAW_PRODUCTS)
    )
    product = make_product(pool, "device", unit.id, producible=True)
    supplier, customer = pool.get("party.party").create(
        [
            {"name": "Supplier", "addresses": [("create", [{}])]},
            {"name": "Hospital", "addresses": [("create", [{}])]},
        ]
    )
    (bom,) = pool.get("production.bom").create(
        [
            {
                "name": "device",
                "inputs": [
                    ("create", [{"product": p, "quantity": 1, "unit": unit.id} for p in raw])
                ],
                "outputs": [("create", [{"product": product, "quantity": 1, "unit": unit.id}])],
            }
        ]
    )
    pool.get("product.product-production.bom").create([{"product": product, "bom": bom.id}])
    point = {"name": "length", "string": "Length", "type_": "float"}
    limits = {"tolerance_lower": 9.0, "tolerance_upper": 11.0}
    pool.get("quality.control").create(
        [
            {
                "name": "final inspection",
                "operations": ["production:do"],
                "product": product,
                "points": [("create", [point | limits])],
            }
        ]
    )
    places = {
        place.code: place.id
        for place in pool.get("stock.location").search(
            [("code", "in", ["SUP", "CUS", "IN", "OUT", "STO", "WH"])]
        )
    }
    return Plant(company, currency, unit.id, supplier.id, customer.id, raw, product, bom.id, places)


def make_lots(pool: Any, products: tuple[int, ...], chain: int) -> list[int]:
    """Create one lot of each product, numbered by the chain; return the lot ids."""
    values = [{"number": f"L{chain:06}-{p}", "product": p} for p in products]
    return [lot.id for lot in pool.get("stock.lot").create(values)]


def move(plant: Plant, product: int, lot: int, origin: str, target: str) -> dict[str, Any]:
    """Return the values of a priced stock move of one unit between two location codes."""
    return {
        "product": product,
        "lot": lot,
        "unit": plant.unit,
        "quantity": 1,
        "from_location": plant.places[origin],
        "to_location": plant.places[target],
        "company": plant.company,
        "currency": plant.currency,
        "unit_price": Decimal(10),
    }


def receive(bench: Bench, plant: Plant, chain: int) -> list[int]:
    """Receive one lot of each raw product and put it away; return the lot ids."""

    def arrive(pool: Any) -> tuple[int, list[int]]:
        shipment_model = pool.get("stock.shipment.in")
        lots = make_lots(pool, plant.raw, chain)
        moves = [move(plant, p, lot, "SUP", "IN") for p, lot in zip(plant.raw, lots, strict=True)]
        (shipment,) = shipment_model.create(
            [
                {
                    "supplier": plant.supplier,
                    "company": plant.company,
                    "warehouse": plant.places["WH"],
                    "warehouse_input": plant.places["IN"],
                    "warehouse_storage": plant.places["STO"],
                    "moves": [("create", moves)],
                }
            ]
        )
        shipment_model.receive([shipment])
        return shipment.id, lots

    shipment_id, lots = bench.step("receive", arrive)
    bench.step("put away", press("stock.shipment.in", "do", shipment_id, "done"))
    return list(lots)


def press(model: str, button: str, record_id: int, state: str) -> Callable[[Any], None]:
    """Return a step that presses one button of one record and checks the state it leads to."""

    def work(pool: Any) -> None:
        model_class = pool.get(model)
        getattr(model_class, button)([model_class(record_id)])
        reached = model_class(record_id).state
        if reached != state:
            raise RuntimeError(f"{model} {button}: state is {reached}, expected {state}")

    return work


def produce(bench: Bench, plant: Plant, raw_lots: list[int], chain: int) -> int:
    """Make and inspect one lot from the given raw lots; return the lot made."""
    lot_of = dict(zip(plant.raw, raw_lots, strict=True))

    def plan(pool: Any) -> int:
        order_model = pool.get("production")
        (order,) = order_model.create(
            [
                {
                    "company": plant.company,
                    "warehouse": plant.places["WH"],
                    "location": pool.get("stock.location")(plant.places["WH"]).production_location,
                    "product": plant.product,
                    "bom": plant.bom,
                    "unit": plant.unit,
                    "quantity": 1,
                }
            ]
        )
        order_model.set_moves([order])
        order = order_model(order.id)
        for entry in order.inputs:
            entry.lot = lot_of[entry.product.id]
        pool.get("stock.move").save(order.inputs)
        order_model.wait([order])
        return int(order.id)

    def inspect(pool: Any) -> int:
        order = pool.get("production")(order_id)
        (lot,) = make_lots(pool, (plant.product,), chain)
        (output,) = order.outputs
        output.lot = lot
        output.save()
        inspection_model = pool.get("quality.inspection")
        (inspection,) = pool.get("quality.control").get_inspections([order], "do")
        inspection.points = {"length": 10.0}
        inspection.save()
        inspection_model.process([inspection])
        if inspection_model(inspection.id).state != "passed":
            raise RuntimeError("the inspection did not pass")
        return lot

    order_id = bench.step("plan", plan)
    bench.step("assign inputs", press("production", "assign_try", order_id, "assigned"))
    bench.step("run", press("production", "run", order_id, "running"))
    lot = bench.step("inspect", inspect)
    bench.step("finish", press("production", "do", order_id, "done"))
    return int(lot)


def ship(bench: Bench, plant: Plant, lot: int) -> None:
    """Ship the made lot to the customer."""
    model = "stock.shipment.out"

    def order(pool: Any) -> int:
        shipment_model = pool.get(model)
        (shipment,) = shipment_model.create(
            [
                {
                    "customer": plant.customer,
                    "delivery_address": pool.get("party.party")(plant.customer).addresses[0].id,
                    "company": plant.company,
                    "warehouse": plant.places["WH"],
                    "warehouse_storage": plant.places["STO"],
                    "warehouse_output": plant.places["OUT"],
                    "planned_date": pool.get("ir.date").today(),
                    "moves": [("create", [move(plant, plant.product, lot, "OUT", "CUS")])],
                }
            ]
        )
        shipment_model.wait([shipment])
        return int(shipment.id)

    shipment_id = bench.step("order shipment", order)
    bench.step("assign shipment", press(model, "assign_try", shipment_id, "assigned"))
    bench.step("pick", press(model, "pick", shipment_id, "picked"))
    bench.step("pack", press(model, "pack", shipment_id, "packed"))
    bench.step("hand over", press(model, "do", shipment_id, "done"))


def run_chain(bench: Bench, plant: Plant, chain: int) -> None:
    """Run the whole chain once."""
    raw_lots = receive(bench, plant, chain)
    ship(bench, plant, produce(bench, plant, raw_lots, chain))


def main() -> None:
    """Create the database, warm up, time the chains and print the result as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chains", type=int, required=True)
    parser.add_argument("--warm-up", type=int, required=True)
    args = parser.parse_args()
    name = "peer"
    started = time.perf_counter()
    user = open_database(name)
    bench = Bench(name, user)
    company, currency = bench.step("company", lambda pool: make_company(pool, user))
    bench.context = {"company": company}
    plant = bench.step("plant", lambda pool: make_plant(pool, company, currency))
    for chain in range(args.warm_up):
        run_chain(bench, plant, chain)
    setup_s = time.perf_counter() - started
    bench.seconds.clear()
    started, cpu_started = time.perf_counter(), time.process_time()
    for chain in range(args.warm_up, args.warm_up + args.chains):
        run_chain(bench, plant, chain)
    elapsed_s = time.perf_counter() - started
    cpu_s = time.process_time() - cpu_started
    report = {
        "product": f"Tryton {__version__}",
        "engine": backend.name,
        "chains": args.chains,
        "clients": 1,
        "elapsed_s": elapsed_s,
        "cpu_s": cpu_s,
        "chains_per_s": args.chains / elapsed_s,
        "commits_per_chain": len(bench.seconds),
        "setup_s": setup_s,
        "step_median_ms": {
            step: 1000 * statistics.median(times) for step, times in bench.seconds.items()
        },
    }
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
