"""Readings a second, each sealed so that it can be shown alone, with limits evaluated.

Gateways send batches of 2,000 readings of 20 points one after the other and wait for each durable
commit. Beside the rate stands the raw one: the same driver, as many rows of (point, instant,
value) a commit into a table with one index, just before. While they send, the temperature of a
room leaves its limits again and again: how long it takes until its lot is held is the time from
sending the reading to the receipt, since the hold is in the same transaction. Then the history
grows, and rate and chart are measured again.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, NamedTuple

import psycopg

from bench import scratch_dir
from bench.clients import at_once, percentile
from bench.options import Options
from bench.plant import SECRET, Site, new_site, settled, submission, value
from bench.postgres import throwaway_postgres
from bench.raw import Engine, count_commits
from bench.table import Found, Goal, Table, at_least, at_most, format_number
from lotproof.entrypoints.compose import CONSOLE, Plant
from lotproof.entrypoints.demo.signers import Signers
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.monitoring.series import series
from lotproof.modules.people.queries import Role

RATE_MIN = {"sqlite": 20_000.0, "postgresql": 30_000.0}
RAW_SHARE_MIN = 1 / 3
HOLD_P95_MS_MAX = 500.0
CHART_MS_MAX = 1_000.0
FLAT_MIN = 0.8
POINTS, OF_EACH, GATEWAYS = 20, 100, 2
BATCH = POINTS * OF_EACH
STEP_US = 500
"""Of one point; 40 points then give 80,000 readings a second without being ahead of the clock."""
GROWN_STEP_US = 10
HISTORY, HISTORY_LONG = 1_000_000, 20_000_000
CHART_WIDTH, CHARTS = 800, 5
HOT_EVERY_S = 0.25
COLUMNS = ("engine", "history", "readings/s", "raw rows/s", "share of raw", "hold p50 ms",
           "hold p95 ms", "CPU µs a reading", "chart ms", "readings in the chart")  # fmt: skip
ROOM = "room"
Row = tuple[str, int, float, float, float, float, float, float, float, int]


def measure(options: Options) -> Iterator[Found]:
    """Yield one table for each engine, then what it says of the goals."""
    for engine in options.engines:
        raw = _raw_rate(engine, options.seconds)
        rows: list[Row] = []
        with new_site(engine, 2) as site, site.opened() as plant:
            hall = _Hall(plant, site)
            for history in (0, HISTORY_LONG if options.is_long else HISTORY):
                hall.grow(history)
                rows.append((engine, history, *_measured(hall, raw, options.seconds)))
        yield Table(f"Readings, {engine}", COLUMNS, tuple(rows))
        yield from _goals(engine, rows)


def _goals(engine: Engine, rows: list[Row]) -> Iterator[Goal]:
    first, last = rows
    yield at_least(f"readings sealed, {engine}", last[2], RATE_MIN[engine], "/s")
    yield at_least(f"share of the raw rate, {engine}", last[4], RAW_SHARE_MIN, "")
    yield at_most(f"reading to hold p95 under load, {engine}", last[6], HOLD_P95_MS_MAX, " ms")
    yield at_most(f"chart of {last[9]:,} readings, {engine}", last[8], CHART_MS_MAX, " ms")
    flat, wanted = last[2] / first[2], f"≥ {FLAT_MIN}"
    what = f"rate with {last[1]:,} readings kept to that without, {engine}"
    yield Goal(what, wanted, format_number(flat), flat >= FLAT_MIN)


class _Hall:
    """Points with limits, a room with a lot in it, and gateways that send."""

    def __init__(self, plant: Plant, site: Site) -> None:
        self.plant, self.site = plant, site
        self.signers = Signers(plant, SECRET, "quality.0")
        self._chance = random.Random(1)
        with plant.reader() as reader:
            role = next(e for e in reader.find(Role) if e.code == "gateway")
        self.gateway = self._id(
            "user_id",
            CONSOLE,
            "people.register_user",
            login="gateway",
            name="Gateway",
            language="en",
            is_service=True,
        )
        self._do(CONSOLE, "people.grant_role", user_id=self.gateway, role_id=f"rol_{role.id}")
        area = self._id(
            "area_id", CONSOLE, "sites.open_area", code="COLD", name="Cold", kind="storage"
        )
        for number in range(GATEWAYS):
            self._source(f"gw-{number}", area, [f"{number}.{n}" for n in range(POINTS)])
        self._source(ROOM, area, [ROOM])
        self._lot(area)
        with plant.reader() as reader:
            self.first_point = next(e.id for e in reader.find(Point) if e.tag == "0.0")
        start = plant.clock.now()
        self.at = [start] * GATEWAYS
        self.first = start

    def grow(self, history: int) -> None:
        """Send readings of one point until so many are kept."""
        for _ in range(0, history, BATCH):
            self._send("gw-0", self._readings(0, 1, BATCH, GROWN_STEP_US))

    def send(self, number: int) -> None:
        """One batch of a gateway."""
        self._send(f"gw-{number}", self._readings(number, POINTS, OF_EACH, STEP_US))

    def _readings(self, number: int, points: int, of_each: int, step_us: int) -> list[Any]:
        start = self.at[number]
        self.at[number] = Instant(start + of_each * step_us)
        return [
            {
                "tag": f"{number}.{point}",
                "at": clock.text(Instant(start + step * step_us)),
                "value": f"{180 + self._chance.gauss(0, 0.5):.2f}",
            }
            for step in range(1, of_each + 1)
            for point in range(points)
        ]

    def send_room(self, celsius: str) -> float:
        """A reading of the room; how long its receipt took, in ms."""
        at = clock.text(self.plant.clock.now())
        began = time.monotonic()
        self._send(ROOM, [{"tag": ROOM, "at": at, "value": celsius}])
        return 1e3 * (time.monotonic() - began)

    def _send(self, source: str, readings: list[dict[str, Any]]) -> None:
        body = {"sent_from": source, "readings": readings}
        given = submission(self.gateway, "monitoring.record_readings", body)
        settled(self.plant.submit(given).result())

    def _source(self, code: str, area: str, tags: list[str]) -> None:
        one, other = (crew["quality"].user_id for crew in self.site.crews)
        source = self._id(
            "source_id",
            one,
            "monitoring.register_source",
            code=code,
            name=code,
            kind="rest",
            trust="system",
        )
        for tag in tags:
            point = self._id(
                "point_id",
                one,
                "monitoring.register_point",
                code=tag,
                name=tag,
                unit="Cel",
                source_id=source,
                tag=tag,
                area_id=area,
            )
            limits = {"phase": "run", "unit": "Cel", "dead_band": "0.5", "action_high": "185",
                      "action_low": "175", "alert_high": "184", "alert_low": "176"}  # fmt: skip
            drafted = self._id(
                "limits_id",
                one,
                "monitoring.draft_limits",
                point_id=point,
                revision="A",
                unit="Cel",
                phases=[limits],
            )
            self._do(other, "monitoring.make_limits_effective", limits_id=drafted)

    def _lot(self, area: str) -> None:
        place = self._id(
            "location_id",
            CONSOLE,
            "warehouse.create_location",
            code="COLD-1",
            name="Cold",
            kind="storage",
            area_id=area,
        )
        self._do(
            CONSOLE,
            "warehouse.enter_opening_balance",
            reason="bench",
            item_id=self.site.masters.materials[0],
            location_id=place,
            quantity="10",
            unit="pcs",
            number="COLD-LOT",
            document="bench",
            state="released",
        )

    def _id(self, name: str, who: str, kind: str, /, **body: Any) -> str:
        return value(self._do(who, kind, **body), name)

    def _do(self, who: str, kind: str, /, *, reason: str | None = None, **body: Any) -> Any:
        given = submission(who, kind, body, reason=reason)
        return settled(self.signers.submit(given).result())


class _Chart(NamedTuple):
    ms: float
    readings: int


def _measured(
    hall: _Hall, raw: float, seconds: float
) -> tuple[float, float, float, float, float, float, float, int]:
    stop, holds = threading.Event(), list[float]()

    def room() -> None:
        while not stop.wait(HOT_EVERY_S):
            holds.append(hall.send_room("190"))
            hall.send_room("180")

    watcher = threading.Thread(target=room)
    watcher.start()
    cpu_s, began = hall.site.cpu_s(), time.monotonic()
    try:
        batches = at_once(GATEWAYS, seconds, lambda number: lambda: hall.send(number))
    finally:
        stop.set()
        watcher.join()
    used = 1e6 * (hall.site.cpu_s() - cpu_s) / max((time.monotonic() - began) / seconds, 1)
    chart = _chart(hall)
    rate = batches * BATCH / seconds
    return (
        rate, raw, rate / raw, percentile(holds, 50), percentile(holds, 95),
        used / (batches * BATCH), chart.ms, chart.readings,
    )  # fmt: skip


def _chart(hall: _Hall) -> _Chart:
    """The median time that all readings of a point take to be ready for a chart."""
    taken, readings = [], 0
    for _ in range(CHARTS):
        with hall.plant.reader() as reader:
            began = time.monotonic()
            until = Instant(max(hall.at))
            found = series(reader, hall.first_point, hall.first, until, CHART_WIDTH)
            taken.append(1e3 * (time.monotonic() - began))
            readings = int(found["readings"])
    return _Chart(percentile(taken, 50), readings)


def _raw_rate(engine: Engine, seconds: float) -> float:
    """Rows a second of the driver alone, as many a commit as a batch has readings."""
    rows = [(n % POINTS, n * STEP_US, 180_000 + n) for n in range(BATCH)]
    if engine == "sqlite":
        with (
            scratch_dir() as folder,
            closing(sqlite3.connect(folder / "raw.sqlite", isolation_level=None)) as lite,
        ):
            lite.execute("PRAGMA journal_mode = WAL")
            lite.execute("PRAGMA synchronous = FULL")
            lite.execute("CREATE TABLE raw (point INTEGER, at INTEGER, value INTEGER)")
            lite.execute("CREATE INDEX of_point ON raw (point, at)")

            def insert() -> None:
                lite.execute("BEGIN")
                lite.executemany("INSERT INTO raw VALUES (?, ?, ?)", rows)
                lite.execute("COMMIT")

            return _rate(insert, seconds)
    with throwaway_postgres() as server:
        server.create_database("raw")
        with psycopg.connect(server.dsn("raw")) as connection:
            connection.execute("CREATE TABLE raw (point bigint, at bigint, value bigint)")
            connection.execute("CREATE INDEX of_point ON raw (point, at)")
            connection.commit()

            def copy() -> None:
                with connection.cursor().copy("COPY raw FROM STDIN") as into:
                    for row in rows:
                        into.write_row(row)
                connection.commit()

            return _rate(copy, seconds)


def _rate(commit: Callable[[], None], seconds: float) -> float:
    return count_commits(commit, seconds) * BATCH / seconds
