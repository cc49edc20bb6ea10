"""Secrets are stretched in another process: the same bytes, least priority, and its death said."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lotproof.adapters.stretching import NotStretched, Stretcher
from lotproof.entrypoints.api.opening import Openings
from lotproof.modules.signing.keys import WrongSecret, new_key, open_key, stretched

SALT = bytes(range(16))


@pytest.fixture
def stretcher() -> Iterator[Stretcher]:
    found = Stretcher(19, 60.0)
    yield found
    found.close()


def test_it_comes_to_the_same_as_here_from_many_threads(stretcher: Stretcher) -> None:
    secrets = [b"", b"a secret of one's own", "签名口令".encode(), b"x" * 1024]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda secret: stretcher(secret, SALT), secrets))
    assert found == [stretched(secret, SALT) for secret in secrets]


def test_a_key_made_here_opens_there(stretcher: Stretcher) -> None:
    made = new_key("usr_1", "a secret of one's own")
    opened = open_key("usr_1", made.public, made.wrapped, "a secret of one's own", stretcher)
    assert opened.private_bytes_raw() == made.private.private_bytes_raw()
    with pytest.raises(WrongSecret):
        open_key("usr_1", made.public, made.wrapped, "another secret", stretcher)


def test_it_begins_with_the_first_secret_and_steps_back_for_everybody(stretcher: Stretcher) -> None:
    assert stretcher.process_id is None
    stretcher(b"secret", SALT)
    assert stretcher.process_id not in (None, os.getpid())
    assert os.getpriority(os.PRIO_PROCESS, stretcher.process_id or 0) == 19


def test_its_death_is_said_and_the_next_secret_finds_another(stretcher: Stretcher) -> None:
    stretcher(b"secret", SALT)
    first = stretcher.process_id
    with pytest.raises(NotStretched):
        stretcher(b"secret", b"too short for Argon2"[:4])  # it stops at what it cannot do
    assert stretcher.process_id is None
    assert stretcher(b"secret", SALT) == stretched(b"secret", SALT)
    assert stretcher.process_id not in (None, first)


def test_one_that_was_killed_meanwhile_is_not_asked(stretcher: Stretcher) -> None:
    stretcher(b"secret", SALT)
    process = stretcher._process
    assert process is not None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert stretcher(b"secret", SALT) == stretched(b"secret", SALT)


def test_one_that_does_not_answer_in_time_is_ended(stretcher: Stretcher) -> None:
    stretcher(b"secret", SALT)
    first = stretcher.process_id
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    stretcher._timeout_s = 0.2
    with pytest.raises(NotStretched):
        stretcher(b"secret", SALT)
    assert stretcher.process_id is None
    assert not Path(f"/proc/{first}").exists()


def test_it_ends_with_the_server(stretcher: Stretcher) -> None:
    stretcher(b"secret", SALT)
    process = stretcher._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=60) == 0


def test_no_secret_stands_in_what_other_programs_see_of_it(stretcher: Stretcher) -> None:
    stretcher(b"not to be seen", SALT)
    seen = Path(f"/proc/{stretcher.process_id}")
    for name in ("cmdline", "environ"):
        assert b"not to be seen" not in (seen / name).read_bytes()


def test_where_the_machine_has_no_time_for_the_patient_one_another_one_does_it() -> None:
    found = Openings()
    found.patient = Stretcher(19, 60.0)
    found.patient(b"secret", SALT)
    first = found.patient.process_id
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    found.patient._timeout_s = 0.2
    assert found._stretched(b"secret", SALT) == stretched(b"secret", SALT)
    assert found.patient.process_id is None
    assert os.getpriority(os.PRIO_PROCESS, found.hurried.process_id or 0) < 19
    found.patient.close()
    found.hurried.close()
