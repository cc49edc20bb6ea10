"""What signatures cost the others: `receive lot` over HTTP, alone and while twenty people sign.

A signature opens the signer's key with Argon2id beside the server, in a process that steps back.
On two cores it still takes CPU from whoever needs it, so the same openings without stepping back
are measured too: what others lose to signing beyond that is the server's.
The rate alone is taken before and after each, and a share is of the mean of these two, so that a
machine that is busier from minute to minute is so for both; the middle of several rounds counts.
"""

from __future__ import annotations

import http.client
import itertools
import json
import math
import multiprocessing
import multiprocessing.synchronize
import os
import signal
import statistics
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

from bench.chain import Order, delivery
from bench.chains import over_http, served
from bench.clients import at_once, percentile
from bench.options import Options
from bench.plant import (
    FIRST_SIGNER,
    SECRET,
    CommandFailed,
    Site,
    new_site,
    settled,
    signed_in,
    submission,
    value,
)
from bench.postgres import stop_with_parent
from bench.raw import WARM_UP_S
from bench.table import Found, Goal, Table, at_least
from lotproof.entrypoints.compose import CONSOLE, Plant
from lotproof.entrypoints.demo.signers import Signers
from lotproof.ledger.entry import b64url
from lotproof.modules.people.queries import role_by_code
from lotproof.modules.people.vocabulary import RoleId
from lotproof.modules.signing.keys import new_key, open_key
from lotproof.modules.signing.queries import signing_key
from lotproof.modules.signing.vocabulary import KeyAlgorithm, SigningKeyId

RECEIVERS, PEOPLE = 8, 20
PERIOD_S = 30.0
"""How often each of the people signs, where they do not sign without pause."""
TIMES_SECONDS = 4
"""A signature takes longer than a command, so it is measured for longer."""
ROUNDS = 3
SHARE_MIN = 0.95
OPENINGS, OPENING_S_MIN, OPENING_S_MAX = 7, 0.2, 0.6
OPENINGS_AT_ONCE = 2
"""As many as the server does at a time; others wait."""
OPENINGS_PER_S_MAX = 20
"""More than two cores can do; so many keys wait to be confirmed for each second."""
KIND = "signing.confirm_key/1"
START_TIMEOUT_S = 60.0
COLUMNS = (
    "meanwhile", "receive lot/s", "share of alone", "openings/s",
    "signature p50 ms", "signature p95 ms",
)  # fmt: skip

Measured = tuple[float, float, float, float]
"""Commands a second, keys opened a second, a signature's p50 and p95 in ms."""
Row = tuple[str, float, float, float, float, float]


def measure(options: Options) -> Iterator[Found]:
    """Yield how long a key takes to open, and a table with its goals for each engine."""
    yield _opening()
    seconds = TIMES_SECONDS * options.seconds
    for engine in options.engines:
        with new_site(engine, RECEIVERS) as site:
            rows = _rows(site, seconds)
        yield Table(f"Receive lot over HTTP, {RECEIVERS} clients, {engine}", COLUMNS, tuple(rows))
        for row in rows:
            if "sign" in row[0]:
                yield at_least(f"receive lot while {row[0]}, {engine}", row[2], SHARE_MIN, "×")


def _opening() -> Goal:
    made = new_key("usr_1", SECRET)
    taken = []
    for _ in range(OPENINGS):
        began = time.process_time()
        open_key("usr_1", made.public, made.wrapped, SECRET)
        taken.append(time.process_time() - began)
    found = statistics.median(taken)
    return Goal(
        "opening a key, CPU", f"{OPENING_S_MIN} to {OPENING_S_MAX} s", f"{found:.2f} s",
        OPENING_S_MIN <= found <= OPENING_S_MAX,
    )  # fmt: skip


def _rows(site: Site, seconds: float) -> list[Row]:
    with site.opened() as plant:
        wanted = ROUNDS * 2 * int((seconds + WARM_UP_S) * OPENINGS_PER_S_MAX) + PEOPLE
        people = _people(plant, wanted)
    nobody = (math.nan, math.nan, math.nan)
    with served(site) as port:

        def nothing() -> Measured:
            return _receive(site, port, seconds), *nobody

        def apart() -> Measured:
            with _openings_apart() as count:
                rate = _receive(site, port, seconds)
            return rate, count(), *nobody[1:]

        meanwhile: dict[str, Callable[[], Measured]] = {
            "nothing": nothing,
            f"{PEOPLE} people sign, each every {PERIOD_S:.0f} s": lambda: _while(
                site, port, seconds, people, PERIOD_S
            ),
            f"{PEOPLE} people sign without pause": lambda: _while(site, port, seconds, people, 0.0),
            "keys are opened without pause, in another process": apart,
        }
        found: dict[str, list[Row]] = {name: [] for name in meanwhile}
        before = _receive(site, port, seconds)
        for _ in range(ROUNDS):
            for name, measured in meanwhile.items():
                row = measured()
                after = _receive(site, port, seconds)
                found[name].append((name, row[0], 2 * row[0] / (before + after), *row[1:]))
                before = after
    return [sorted(rows, key=lambda row: row[2])[ROUNDS // 2] for rows in found.values()]


# --- the others ----------------------------------------------------------------------------------


def _receive(site: Site, port: int, seconds: float) -> float:
    """Commands a second by all clients."""

    def work(number: int) -> Callable[[], None]:
        send = over_http(port, site.crews[number])
        numbers = itertools.count()
        item = site.masters.materials[number % len(site.masters.materials)]

        def once() -> None:
            body = delivery(site.masters, item, f"{uuid.uuid4().hex[:8]}-{next(numbers)}")
            send([Order("keeper", "warehouse.receive_lot", body)])

        return once

    return at_once(RECEIVERS, seconds, work) / seconds


# --- who signs -----------------------------------------------------------------------------------


class Waiting(NamedTuple):
    """A key that waits for its confirmation, which is signed."""

    key_id: str
    fingerprint: str


class Signing(NamedTuple):
    """One of the people, signed in, and the keys they will confirm."""

    login: str
    token: str
    waiting: Iterator[Waiting]


def _people(plant: Plant, signatures: int) -> list[Signing]:
    """People with signing keys, and enough for them to sign."""
    users = [_registered(plant, f"signer.{number}") for number in range(PEOPLE)]
    Signers(plant, SECRET, FIRST_SIGNER).enrol_everybody(None)
    owner = _registered(plant, "newcomer")
    waiting = [_waiting(plant, owner) for _ in range(signatures)]
    found = []
    for number, user in enumerate(users):
        mine = iter(waiting[number::PEOPLE])
        found.append(Signing(f"signer.{number}", signed_in(plant, user), mine))
    return found


def _registered(plant: Plant, login: str) -> str:
    def told(kind: str, **body: Any) -> list[dict[str, Any]]:
        return settled(plant.submit(submission(CONSOLE, kind, body)).result())

    user = value(told("people.register_user", login=login, name=login, language="en"), "user_id")
    with plant.reader() as reader:
        role = role_by_code(reader, "quality_manager")
    assert role is not None
    told("people.grant_role", user_id=user, role_id=RoleId.text(role.id))
    return user


def _waiting(plant: Plant, owner: str) -> Waiting:
    body = {
        "algorithm": KeyAlgorithm.ED25519.value,
        "public_key": b64url(os.urandom(32)),
        "wrapped": b64url(os.urandom(76)),
    }
    given = submission(owner, "signing.enrol_key", body)
    number = SigningKeyId.parse(value(settled(plant.submit(given).result()), "key_id"))
    with plant.reader() as reader:
        key = signing_key(reader, number)
    assert key is not None
    return Waiting(SigningKeyId.text(key.id), key.fingerprint)


def _while(
    site: Site, port: int, seconds: float, people: Sequence[Signing], period_s: float
) -> tuple[float, float, float, float]:
    """Receive while the people sign; both rates, and the middle and the slow signature in ms."""
    stop = threading.Event()
    taken: list[float] = []
    first = time.monotonic()

    def signer(place: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        due = first + period_s * place / len(people)
        while not stop.wait(max(0.0, due - time.monotonic())):
            began = time.monotonic()
            _sign(connection, people[place])
            taken.append(1000 * (time.monotonic() - began))
            due += period_s

    with ThreadPoolExecutor(len(people)) as pool:
        signers = [pool.submit(signer, place) for place in range(len(people))]
        try:
            rate = _receive(site, port, seconds)
        finally:
            stop.set()
        for each in signers:
            each.result()
    lasted, taken = time.monotonic() - first, sorted(taken)
    return rate, len(taken) / lasted, percentile(taken, 50), percentile(taken, 95)


def _sign(connection: http.client.HTTPConnection, person: Signing) -> None:
    """Prepare and send one signed command, as the dialog of the application does."""
    key = next(person.waiting)
    body = {"key_id": key.key_id, "fingerprint": key.fingerprint, "evidence": "identity card"}
    id_ = str(uuid.uuid4())
    question = {"kind": KIND, "body": body, "id": id_}
    asked = _posted(connection, person, "/api/signatures/prepare", question)
    signing = {name: asked[name] for name in ("intent", "salt", "name", "key")}
    signing["secret"] = SECRET
    if asked["needs_login"]:
        signing["login"] = person.login
    command = {"body": body, "id": id_, "source": "hand", "signing": signing}
    answer = _posted(connection, person, f"/api/commands/{KIND}", command)
    if answer["outcome"] != "done":
        raise CommandFailed(f"{KIND}: {answer}")


def _posted(
    connection: http.client.HTTPConnection, person: Signing, path: str, given: dict[str, Any]
) -> dict[str, Any]:
    connection.request(
        "POST",
        path,
        json.dumps(given),
        {"Authorization": f"Bearer {person.token}", "Content-Type": "application/json"},
    )
    response = connection.getresponse()
    told: dict[str, Any] = json.loads(response.read())
    if response.status != 200:
        raise CommandFailed(f"{path}: {response.status} {told}")
    return told


# --- the same work elsewhere ---------------------------------------------------------------------


@contextmanager
def _openings_apart() -> Iterator[Callable[[], float]]:
    """Open keys without pause in a process of its own; give how many a second it did."""
    context = multiprocessing.get_context("spawn")
    count, stop, ready = context.Value("i", 0), context.Event(), context.Event()
    process = context.Process(target=_open_keys, args=(count, ready, stop))
    process.start()
    began = lasted = 0.0
    try:
        if not ready.wait(START_TIMEOUT_S):
            raise TimeoutError("the other process does not open keys")
        began = time.monotonic()
        yield lambda: count.value / lasted
    finally:
        stop.set()
        lasted = time.monotonic() - began
        process.join(START_TIMEOUT_S)


def _open_keys(
    count: Any,
    ready: multiprocessing.synchronize.Event,
    stop: multiprocessing.synchronize.Event,
) -> None:
    stop_with_parent(signal.SIGTERM)
    made = new_key("usr_1", SECRET)

    def work(_: int) -> None:
        while not stop.is_set():
            open_key("usr_1", made.public, made.wrapped, SECRET)
            with count.get_lock():
                count.value += 1

    ready.set()
    with ThreadPoolExecutor(OPENINGS_AT_ONCE) as pool:
        list(pool.map(work, range(OPENINGS_AT_ONCE)))
