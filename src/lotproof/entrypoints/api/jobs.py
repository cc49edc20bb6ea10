"""/api/jobs: long work that goes on by itself: verification, with its progress and last results."""

import fcntl
import os
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints import verifying
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import NO_SUCH_PLACE, Problem, json_response
from lotproof.entrypoints.api.reading import reading
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.verifying import Job, Order
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader

KEPT_MAX: Final = 20
PERMISSION: Final = "ledger.read"
_WAIT_S: Final = 1.0
"""Whoever looks whether a job still runs holds its lock for a moment."""


def job_routes() -> list[Route]:
    return [
        Route("/api/jobs", reading(_list), methods=["GET"]),
        Route("/api/jobs/verify", _verify, methods=["POST"]),
        Route("/api/jobs/{id}", reading(_one), methods=["GET"]),
    ]


def _list(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The last jobs, newest first."""
    del request
    sessions.require(reader, caller, PERMISSION)
    return json_response({"jobs": [_seen(plant, file) for file in _files(plant)[:KEPT_MAX]]})


def _one(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    sessions.require(reader, caller, PERMISSION)
    wanted = request.path_params["id"]
    file = next((each for each in _files(plant) if each.stem.endswith(f"_{wanted}")), None)
    if file is None:
        raise Problem(404, "not_found", NO_SUCH_PLACE)
    return json_response(_seen(plant, file))


async def _verify(request: Request) -> Response:
    """Start a verification; Problem 409 while one is running."""

    def start() -> Job:
        plant: Plant = request.app.state.plant
        with plant.reader() as reader:
            caller = sessions.require_current(sessions.caller_of(request, reader))
            request.app.state.limits.spend(caller.actor)
            sessions.require(reader, caller, PERMISSION)
        return _start(plant, caller.actor)

    return json_response({"id": (await run_in_threadpool(start)).id}, 202)


def _start(plant: Plant, actor: str) -> Job:
    folder = _folder(plant)
    folder.mkdir(exist_ok=True, mode=0o700)
    lock = _locked(folder, _WAIT_S)
    if lock is None:
        raise Problem(
            409,
            "job_running",
            t("A verification is running already. Wait for its end.",
              "已有核验正在进行，请等待其结束。"),
        )  # fmt: skip
    job = Job(id=str(uuid.uuid4()), by=actor, started=verifying.now())
    # Names in the order of time: those of microseconds since 1970 have the same length for ages.
    file = folder / f"{plant.clock.now()}_{job.id}.json"
    verifying.write(file, job)
    # One more is kept than is shown, so that nobody reads what is being removed.
    for old in _files(plant)[KEPT_MAX + 1 :]:
        old.unlink()
    order = Order(str(plant.folder.resolve()), plant.database.url, str(file.resolve()))
    process = subprocess.Popen([sys.executable, "-m", verifying.__name__], stdin=subprocess.PIPE)
    assert process.stdin is not None
    # The database's address can hold a password: not for the list of processes.
    process.stdin.write(msgspec.json.encode(order) + b"\n")
    process.stdin.flush()
    threading.Thread(target=_attend, args=(process, file, lock), daemon=True).start()
    return job


def _attend(process: "subprocess.Popen[bytes]", file: Path, lock: int) -> None:
    """Wait for the end of a job; one that ended without a result has failed."""
    try:
        process.wait()
        if process.stdin is not None:
            process.stdin.close()
        job = verifying.read(file)
        if job.state == "running":
            job.state, job.finished = "failed", verifying.now()
            verifying.write(file, job)
    finally:
        os.close(lock)


def _seen(plant: Plant, file: Path) -> Job:
    """A job as it stands; one whose server is gone has failed."""
    job = verifying.read(file)
    if job.state == "running":
        lock = _locked(_folder(plant), 0)
        if lock is not None:
            os.close(lock)
            job = verifying.read(file)  # it may have come to its end in between
            job.state = "failed" if job.state == "running" else job.state
    return job


def _locked(folder: Path, wait_s: float) -> int | None:
    """The descriptor of the lock that a running job holds; None when it is not to be had."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                return None
            time.sleep(0.02)
        else:
            return descriptor


def _folder(plant: Plant) -> Path:
    return plant.folder / "jobs"


def _files(plant: Plant) -> list[Path]:
    """The files of all jobs, newest first."""
    return sorted(_folder(plant).glob("*_*.json"), reverse=True)
