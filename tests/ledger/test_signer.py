"""Key files, and a signer that cannot be made to contradict itself."""

import os
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from lotproof.ledger import tree
from lotproof.ledger.checkpoint import BadCheckpoint, open_checkpoint
from lotproof.ledger.note import Algorithm, BadKey, SigningKey
from lotproof.ledger.signer import (
    KeyFileExposed,
    RollbackRefused,
    Signer,
    SignerMemoryMissing,
    create_key_file,
    load_key_file,
)

KEY = SigningKey("plant.example/log", Algorithm.ED25519, bytes(32))
LEAVES = [tree.leaf_hash(bytes([number])) for number in range(40)]
OTHER = [tree.leaf_hash(bytes([number, 1])) for number in range(40)]


def root(size: int, leaves: list[bytes] = LEAVES) -> bytes:
    return tree.root_at(size, tree.leaves_reader(leaves))


def proof(old: int, new: int, leaves: list[bytes] = LEAVES) -> list[bytes]:
    return tree.prove_consistency(old, new, tree.leaves_reader(leaves))


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer.create(KEY, tmp_path / "signed-last")


def test_key_file_is_private_and_survives(tmp_path):
    path = tmp_path / "key"
    old = os.umask(0)
    try:
        key = create_key_file(path, "plant.example/log", Algorithm.ED25519)
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_key_file(path).verifier == key.verifier


def test_key_file_is_never_replaced(tmp_path):
    create_key_file(tmp_path / "key", "a", Algorithm.ED25519)
    with pytest.raises(FileExistsError):
        create_key_file(tmp_path / "key", "b", Algorithm.ED25519)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o700])
def test_wider_permission_is_refused(tmp_path, mode):
    path = tmp_path / "key"
    create_key_file(path, "a", Algorithm.ED25519)
    path.chmod(mode)
    with pytest.raises(KeyFileExposed, match=f"{mode:03o}"):
        load_key_file(path)


def test_damaged_key_file(tmp_path):
    path = tmp_path / "key"
    create_key_file(path, "a", Algorithm.ED25519)
    path.write_text(path.read_text()[:-6])
    with pytest.raises(BadKey):
        load_key_file(path)


def test_signs_consistent_heads_and_remembers(signer, tmp_path):
    for old, new in [(0, 1), (1, 1), (1, 8), (8, 31), (31, 31), (31, 40)]:
        note = signer.sign(new, root(new), proof(old, new))
        signed = open_checkpoint(note, [KEY.verifier]).checkpoint
        assert (signed.size, signed.root) == (new, root(new))
        assert Signer(KEY, tmp_path / "signed-last").last == signed


def test_empty_log_can_be_signed(signer):
    assert open_checkpoint(signer.sign(0, tree.EMPTY_ROOT, []), [KEY.verifier])


@pytest.mark.parametrize(
    ("size", "leaves", "path", "reason"),
    [
        (7, LEAVES, [], "shorter"),
        (8, OTHER, [], "another root"),
        (31, OTHER, proof(8, 31, OTHER), "not shown to extend"),
        (31, LEAVES, [], "not shown to extend"),
        (31, LEAVES, proof(7, 31), "not shown to extend"),
        (0, [], [], "shorter"),
    ],
)
def test_rollback_and_fork_are_refused_by_name(signer, size, leaves, path, reason):
    """The refusal names both heads, and changes nothing that is remembered."""
    signer.sign(8, root(8), [])
    asked = root(size, leaves)
    with pytest.raises(RollbackRefused, match=reason) as refused:
        signer.sign(size, asked, path)
    assert (refused.value.last.size, refused.value.last.root) == (8, root(8))
    assert (refused.value.asked.size, refused.value.asked.root) == (size, asked)
    assert root(8).hex() in str(refused.value)
    assert asked.hex() in str(refused.value)
    assert signer.last.size == 8


def test_lost_memory_is_not_a_new_log(signer, tmp_path):
    (tmp_path / "signed-last").unlink()
    with pytest.raises(SignerMemoryMissing):
        signer.sign(8, root(8), [])


def test_damaged_memory_is_refused(signer, tmp_path):
    (tmp_path / "signed-last").write_text("plant.example/log\n")
    with pytest.raises(BadCheckpoint):
        signer.sign(8, root(8), [])


def test_memory_of_another_log_is_refused(signer, tmp_path):
    other = SigningKey.generate("other.example/log", Algorithm.ED25519)
    with pytest.raises(RollbackRefused, match="memory is of log"):
        Signer(other, tmp_path / "signed-last").sign(8, root(8), [])
    with pytest.raises(FileExistsError):
        Signer.create(other, tmp_path / "signed-last")


def test_remembered_durably_before_the_signature_exists(signer, monkeypatch):
    """Order on disk: content flushed, renamed, folder flushed; only then the key is used."""
    steps: list[str] = []

    def noting(step: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any) -> Any:
            steps.append(step)
            return original(*arguments)

        return noted

    monkeypatch.setattr(os, "fsync", noting("fsync", os.fsync))
    monkeypatch.setattr(Path, "replace", noting("rename", Path.replace))
    monkeypatch.setattr(SigningKey, "sign", noting("sign", SigningKey.sign))
    signer.sign(8, root(8), [])
    assert steps == ["fsync", "rename", "fsync", "sign"]


def test_nothing_is_signed_when_the_disk_fails(signer, monkeypatch):
    def fail(fd: int) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="input/output"):
        signer.sign(8, root(8), [])
    monkeypatch.undo()
    assert signer.last.size == 0


def _sign_fork(memory: Path, leaves: list[bytes], results: Path) -> None:
    """One of several processes that try to sign different trees of the same size."""
    try:
        note = Signer(KEY, memory).sign(8, root(8, leaves), [])
    except RollbackRefused:
        return
    results.write_text(note)


def test_two_processes_cannot_sign_two_histories(signer, tmp_path):
    context = get_context("spawn")
    processes = [
        context.Process(
            target=_sign_fork, args=(tmp_path / "signed-last", leaves, tmp_path / f"note{number}")
        )
        for number, leaves in enumerate([LEAVES, OTHER])
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(list(tmp_path.glob("note*"))) == 1
