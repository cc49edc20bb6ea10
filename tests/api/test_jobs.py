"""/api/jobs: verification by a process of its own, one at a time, its results kept."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from lotproof.entrypoints import verifying
from lotproof.entrypoints.api import jobs
from tests.api.door import Door

PATIENCE_S = 60.0


def start(door: Door, who: str = "auditor") -> str:
    found = door.ask("POST", "/api/jobs/verify", who)
    assert found.status == 202, found.json
    job: str = found.json["id"]
    return job


def ended(door: Door, job: str) -> dict[str, Any]:
    """The job once it does not run any more, and its process is gone."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        found: dict[str, Any] = door.get(f"/api/jobs/{job}").json
        if found["state"] != "running" and is_free(door):
            return found
        time.sleep(0.05)
    raise AssertionError(f"{found} does not end")


def is_free(door: Door) -> bool:
    lock = jobs._locked(jobs._folder(door.plant), 0)
    if lock is not None:
        os.close(lock)
    return lock is not None


def test_a_whole_site_is_found_to_be_whole(either_door: Door) -> None:
    door = either_door
    door.token("auditor")
    size = door.size
    before = door.last().envelope.id

    job = ended(door, start(door))

    assert job["state"] == "done"
    assert job["by"] == f"usr_{door.users['auditor']}"
    assert job["started"] < job["finished"]
    result = job["result"]
    assert (result["whole"], result["anchored"], result["findings"]) == (True, False, [])
    assert result["size"] == size
    levels = {"bytes", "tree", "checkpoint", "index", "replay", "signatures", "files"}
    assert set(result["levels"]) == levels
    assert job["progress"]["done"] == job["progress"]["total"]
    assert door.last().envelope.id == before, "looking seals nothing"


def test_damage_is_found_and_said(door: Door) -> None:
    door.user("somebody")
    door.token("auditor")
    connection = door.plant.database.connect()
    connection.begin()
    connection.write([("UPDATE people_user SET name = ? WHERE login = ?", [["X", "somebody"]])])
    connection.commit()
    connection.close()
    result = ended(door, start(door))["result"]
    assert result["whole"] is False
    assert {each["level"] for each in result["findings"]} == {"replay"}


def test_it_needs_the_permission_to_read_the_ledger(shared_door: Door) -> None:
    shared_door.user("nobody")
    for method, path in (
        ("GET", "/api/jobs"),
        ("GET", "/api/jobs/x"),
        ("POST", "/api/jobs/verify"),
    ):
        assert shared_door.ask(method, path, None).status == 401, path
        refused = shared_door.ask(method, path, "nobody")
        assert (refused.status, refused.json["code"]) == (403, "not_permitted"), path
    cookie = {"cookie": f"lotproof_session={shared_door.token('auditor')}"}
    foreign = shared_door.ask("POST", "/api/jobs/verify", None, headers=cookie)
    assert (foreign.status, foreign.json["code"]) == (403, "foreign_origin")


def test_there_is_one_at_a_time(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_WAIT_S", 0.1)
    first = start(door)
    second = door.ask("POST", "/api/jobs/verify", "auditor")
    assert (second.status, second.json["code"]) == (409, "job_running")
    assert ended(door, first)["state"] == "done"
    assert ended(door, start(door))["state"] == "done"


def test_one_whose_process_is_killed_has_failed(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def counted(*words: Any, **how: Any) -> Any:
        processes.append(popen(*words, **how))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", counted)
    job = start(door)
    processes[0].send_signal(signal.SIGKILL)
    found = ended(door, job)
    assert (found["state"], found.get("result")) == ("failed", None)
    assert ended(door, start(door))["state"] == "done", "the next one is not held up"


def test_one_whose_server_is_gone_has_failed(door: Door) -> None:
    """As the file was left by a server that was killed: it says running, and nobody holds it."""
    folder = jobs._folder(door.plant)
    folder.mkdir()
    job = verifying.Job(id="0b0e7a0e-0000-4000-8000-000000000001", by="usr_1", started="2026")
    verifying.write(folder / f"1_{job.id}.json", job)
    assert door.get(f"/api/jobs/{job.id}").json["state"] == "failed"


def test_the_last_results_are_kept_newest_first(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "KEPT_MAX", 2)
    made = []
    for _ in range(4):
        made.append(start(door))
        ended(door, made[-1])
    shown = door.get("/api/jobs").json["jobs"]
    assert [each["id"] for each in shown] == made[:1:-1]
    assert len(list(jobs._folder(door.plant).glob("*.json"))) == 3
    assert door.get(f"/api/jobs/{made[0]}").status == 404


def test_no_job_is_no_error(shared_door: Door) -> None:
    assert shared_door.get("/api/jobs").json == {"jobs": []}
    for wanted in ("nothing", "..", "*", "0b0e7a0e-0000-4000-8000-000000000001"):
        assert shared_door.get(f"/api/jobs/{wanted}").status in (303, 404)


def test_progress_is_written_at_every_level_and_not_at_every_step(tmp_path: Path) -> None:
    from lotproof.entrypoints.compose import Plant
    from lotproof.entrypoints.demo import make_history

    plant = Plant(tmp_path / "site")
    make_history(plant, 200, 3, lambda done, aim: None)
    file = tmp_path / "job.json"
    verifying.write(file, verifying.Job(id="a", by="usr_1", started="2026"))
    seen: list[tuple[str | None, int]] = []
    write = verifying.write

    def noted(path: Path, job: verifying.Job) -> None:
        seen.append((job.progress.level, job.progress.done))
        write(path, job)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verifying, "write", noted)
        verifying.carry_out(verifying.Order(str(plant.folder), plant.database.url, str(file)))
    plant.close()
    assert {level for level, _ in seen} == {"bytes", "replay", "files"}
    assert len(seen) < 50
    assert verifying.read(file).state == "done"
