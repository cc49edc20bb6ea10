"""Export folders to verify, written with the ledger package and with nothing of the verifier."""

import json
import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pytest

from lotproof.ledger import entry, tree
from lotproof.ledger.canonical import encode
from lotproof.ledger.checkpoint import Checkpoint
from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.tiles import TileBuilder, bundle_path, bundles_of, encode_bundle, number_path

ORIGIN = "plant.example/ledger/2026"


def _seed(name: str) -> bytes:
    return sha256(name.encode()).digest()


def command_id(number: int) -> str:
    """A UUID that tells its number."""
    return f"0190b2c0-0000-7000-8000-{number:012x}"


@dataclass
class Ledger:
    """A ledger in memory; `write` makes the export folder."""

    leaves: list[bytes] = field(default_factory=list)
    parts: list[dict[str, entry.Part]] = field(default_factory=list)
    log_key: SigningKey = field(
        default_factory=lambda: SigningKey(ORIGIN, Algorithm.ED25519, _seed("log"))
    )
    witness_key: SigningKey = field(
        default_factory=lambda: SigningKey("witness.example/w1", Algorithm.COSIGNATURE, _seed("w"))
    )

    def add(self, contents: dict[str, entry.PartContent], **changes: object) -> None:
        """Seal one entry; `changes` replace envelope fields."""
        number = len(self.leaves)
        commitments, packed = entry.seal_parts(contents)
        at = entry.format_instant(1_767_225_600_000_000 + number * 1_000_000)
        fields: dict[str, object] = {
            "actor": "usr_3",
            "entered": at,
            "events": ("warehouse.lot_received/1",),
            "id": command_id(number),
            "kind": "warehouse.receive_lot/1",
            "occurred": at,
            "outcome": "done",
            "parts": commitments,
            "recorded": at,
            "source": "screen",
            "subjects": (f"lot_{number}",),
            "trust": "person",
            "v": 1,
            "zone": "Asia/Shanghai",
        }
        self.leaves.append(entry.encode(entry.Envelope(**(fields | changes))))  # type: ignore[arg-type]
        self.parts.append(entry.unpack(packed))

    def root(self, size: int | None = None) -> bytes:
        """Root over the first `size` leaves."""
        frontier = tree.Frontier()
        frontier.append_many(tree.leaf_hash(leaf) for leaf in self.leaves[:size])
        return frontier.root()

    def checkpoint(self, size: int | None = None) -> str:
        """Signed and cosigned note for the first `size` leaves."""
        count = len(self.leaves) if size is None else size
        text = Checkpoint(ORIGIN, count, self.root(size)).text
        return f"{text}\n{self.log_key.sign(text)}{self.witness_key.cosign(text, 1_767_225_600)}"

    @property
    def vkey(self) -> str:
        """Verifier key of the log."""
        return self.log_key.verifier.text

    def policy(self, quorum: str = "w1") -> str:
        """A policy with the one witness."""
        return f"witness w1 {self.witness_key.verifier.text}\nquorum {quorum}\n"

    def write(self, folder: Path) -> Path:
        """Write the export folder."""
        size = len(self.leaves)
        _put(folder / "checkpoint", self.checkpoint().encode())
        builder = TileBuilder()
        tiles = builder.append_many([tree.leaf_hash(leaf) for leaf in self.leaves])
        for tile, data in tiles + builder.partials():
            _put(folder / tile.path, data)
        for n, width in bundles_of(size):
            _put(folder / bundle_path(n, width), encode_bundle(self.leaves[n * 256 :][:width]))
            write_parts(folder, n, dict(enumerate(self.parts[n * 256 :][:width], n * 256)))
        return folder


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def write_parts(folder: Path, n: int, parts: dict[int, dict[str, entry.Part]]) -> None:
    """Write the parts file of bundle `n`; entries without parts have no line."""
    lines = []
    for index, named in parts.items():
        shown: dict[str, dict[str, object]] = {}
        for name, part in named.items():
            shown[name] = {"salt": entry.b64url(part.salt), "content": part.content.decode()}
            if part.items is not None:
                shown[name]["items"] = [
                    {"salt": entry.b64url(salt), "content": item.decode()}
                    for salt, item in part.items
                ]
        if shown:
            lines.append(json.dumps({"index": index, "parts": shown}, ensure_ascii=False))
    if lines:
        _put(folder / "parts" / f"{number_path(n)}.jsonl", ("\n".join(lines) + "\n").encode())


def make_ledger(size: int) -> Ledger:
    """A ledger of `size` entries with plain parts, Chinese text, causes and tree parts."""
    chance = random.Random(size)
    # The same salts every time, so that a test which failed fails again.
    with patch.object(os, "urandom", chance.randbytes):
        return _fill(Ledger(), size, chance)


def _fill(ledger: Ledger, size: int, chance: random.Random) -> Ledger:
    for number in range(size):
        contents: dict[str, entry.PartContent] = {
            "input": encode({"lot": f"lot_{number}", "quantity": "12.500", "unit": "kg"})
        }
        if number % 3 == 0:
            contents["reason"] = encode({"text": "来料检验合格"})
        if number % 50 == 1:
            contents["readings"] = [
                encode({"at": count, "celsius": str(chance.randrange(20, 30))})
                for count in range(chance.randrange(1, 9))
            ]
        changes = {"cause": command_id(chance.randrange(number))} if number % 4 == 1 else {}
        ledger.add(contents, **changes)
    return ledger


@pytest.fixture(scope="session")
def shared_ledger() -> Ledger:
    """600 entries: two full bundles and a partial one; not to be changed."""
    return make_ledger(600)


@pytest.fixture
def ledger(shared_ledger: Ledger) -> Ledger:
    """A copy of the 600 entries for one test."""
    return Ledger(list(shared_ledger.leaves), list(shared_ledger.parts))


@pytest.fixture
def export(ledger: Ledger, tmp_path: Path) -> Path:
    """The export folder of `ledger`."""
    return ledger.write(tmp_path / "export")


@pytest.fixture
def small_ledger() -> Callable[[int], Ledger]:
    """Make a ledger of another size."""
    return make_ledger
