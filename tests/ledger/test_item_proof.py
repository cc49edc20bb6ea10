"""One item is proved without its neighbours, and nothing in its file can be changed."""

import json
from typing import Any

import pytest

from lotproof.ledger import entry
from lotproof.ledger.checkpoint import Checkpoint
from lotproof.ledger.item_proof import ItemProof, NoSuchItem, prove, read, verify, write
from lotproof.ledger.note import Algorithm, BadNote, SigningKey
from lotproof.ledger.proof import BadProof, Proof
from lotproof.ledger.tree import leaf_hash
from tests.ledger.test_entry import make

KEY = SigningKey("plant.example/log", Algorithm.ED25519, b"k" * 32)
OTHER = SigningKey("plant.example/log", Algorithm.ED25519, b"o" * 32)
READINGS = [f'{{"tag":"T","value":"{i}"}}'.encode() for i in range(7)]


def sealed() -> entry.Sealed:
    commitments, packed = entry.seal_parts({"input": b"{}", "input_readings": READINGS})
    envelope = make(parts=commitments)
    return entry.Sealed(0, entry.encode(envelope), envelope, entry.unpack(packed))


def receipt(of: entry.Sealed) -> str:
    text = Checkpoint("plant.example/log", 1, leaf_hash(of.leaf)).text
    return Proof(0, (), f"{text}\n{KEY.sign(text)}").text


def proof_of(index: int) -> ItemProof:
    of = sealed()
    return prove(of, "input_readings", index, receipt(of))


@pytest.mark.parametrize("index", range(len(READINGS)))
def test_each_reading_is_proved_alone(index: int) -> None:
    proof = read(write(proof_of(index)))
    assert proof.item.encode() == READINGS[index]
    assert verify(proof, [KEY.verifier]).checkpoint.size == 1
    shown = write(proof).decode()
    others = [json.dumps(each.decode()) for each in READINGS if each != READINGS[index]]
    assert not any(each in shown for each in others), "a neighbour is shown"


@pytest.mark.parametrize("name", ["item", "item_salt", "content", "salt", "entry", "hashes"])
def test_whatever_is_changed_is_noticed(name: str) -> None:
    """Each field is taken from the proof of the same reading in another entry."""
    mine, other = json.loads(write(proof_of(3))), json.loads(write(proof_of(4)))
    bad = mine | {name: other[name]}
    with pytest.raises(BadProof):
        verify(read(json.dumps(bad).encode()), [KEY.verifier])


@pytest.mark.parametrize(
    "change", [{"index": 2}, {"index": 7}, {"part": "input"}, {"part": "other"}]
)
def test_another_place_or_part_is_noticed(change: dict[str, Any]) -> None:
    bad = json.loads(write(proof_of(3))) | change
    with pytest.raises(BadProof):
        verify(read(json.dumps(bad).encode()), [KEY.verifier])


def test_another_key_vouches_for_nothing() -> None:
    with pytest.raises(BadNote):
        verify(proof_of(0), [OTHER.verifier])


@pytest.mark.parametrize(("part", "index"), [("input", 0), ("absent", 0), ("input_readings", 7)])
def test_what_is_not_there_is_not_proved(part: str, index: int) -> None:
    of = sealed()
    with pytest.raises(NoSuchItem):
        prove(of, part, index, receipt(of))


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[]"])
def test_other_bytes_are_no_proof(data: bytes) -> None:
    with pytest.raises(BadProof):
        read(data)
