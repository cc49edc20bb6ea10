"""/ledger/…: what a monitor or a witness reads, and proofs that hold without us."""

import time
from pathlib import Path

from lotproof.ledger.checkpoint import open_checkpoint
from lotproof.ledger.entry import decode
from lotproof.ledger.note import VerifierKey
from lotproof.ledger.proof import parse_proof, verify_proof
from lotproof.ledger.tiles import Tile, decode_bundle, node_reader
from lotproof.ledger.tree import root_at
from tests.api.door import Answer, Door, LivingDoor, opened


def settled(door: Door) -> tuple[str, int]:
    """The newest checkpoint once it covers all that is sealed, and its size."""
    size, deadline = door.size, time.monotonic() + 10
    while time.monotonic() < deadline:
        status = door.get("/api/ledger", "auditor").json
        if status.get("signed_size") == status["size"] >= size:
            return door.get("/ledger/checkpoint", None).response.text, size
        time.sleep(0.05)
    raise AssertionError("no checkpoint covers the whole ledger")


def key(door: Door) -> VerifierKey:
    return VerifierKey.parse(door.get("/api/ledger", "auditor").json["key"])


def test_anybody_can_recompute_the_signed_root_from_the_tiles(living_door: LivingDoor) -> None:
    door = living_door
    door.token("auditor")
    checkpoint, size = settled(door)
    signed = open_checkpoint(checkpoint, (key(door),), ()).checkpoint

    def read(level: int, n: int, width: int) -> bytes:
        found = door.get(f"/ledger/{Tile(level, n, width).path}", None)
        assert found.status == 200
        assert found.headers["content-type"] == "application/octet-stream"
        assert "immutable" in found.headers["cache-control"]
        return bytes(found.response.content)

    assert signed.size == size > 256
    assert root_at(signed.size, node_reader(signed.size, read)) == signed.root


def test_bundles_hold_the_entries_without_their_parts(living_door: LivingDoor) -> None:
    found = living_door.get("/ledger/tile/entries/000", None)
    leaves = decode_bundle(found.response.content)
    assert decode(leaves[0]).kind == "ledger.open/1"
    assert len(leaves) == 256


def test_a_proof_holds_for_its_entry_and_for_no_other(living_door: LivingDoor) -> None:
    door = living_door
    door.token("auditor")
    settled(door)
    with door.plant.ledger() as view:
        entry, other = view.entry(100), view.entry(101)
    found = door.get(f"/api/proofs/{entry.envelope.id}.tlog-proof")
    assert found.headers["content-disposition"] == 'attachment; filename="100.tlog-proof"'
    proof = parse_proof(found.response.text)
    verify_proof(proof, entry.leaf, (key(door),))
    try:
        verify_proof(proof, other.leaf, (key(door),))
    except ValueError:
        return
    raise AssertionError("the proof held for another entry")


def test_places_that_do_not_exist_are_not_found(living_door: LivingDoor) -> None:
    for path in ("tile/0/999", "tile/9/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/0",
                 "tile/0/../../secret", "tile/entries/999", "tile/entries/x", "tile/x/000",
                 "tile/0/000.p/1000", "tile/0/x000/000", "tile/0/000.p/01", "nothing"):  # fmt: skip
        assert living_door.get(f"/ledger/{path}", None).status == 404, path


def test_an_entry_is_provable_moments_after_its_command(either_door: Door) -> None:
    door = either_door
    body = {"login": "new", "name": "New", "language": "en"}
    command = door.post("people.register_user/1", body, "administrator").json["id"]
    door.token("auditor")
    settled(door)
    sealed = door.get(f"/api/receipts/{command}").json
    proof = parse_proof(door.get(f"/api/proofs/{command}").response.text)
    with door.plant.ledger() as view:
        verify_proof(proof, view.entry(sealed["seq"]).leaf, (key(door),))


def test_a_production_site_without_a_witness_warns_on_every_page(tmp_path: Path) -> None:
    with opened(tmp_path, demonstration=False) as door:
        for path in ("/", "/do", "/lists", "/status", "/sign-in", "/nowhere"):
            page = door.get(path, None if path == "/sign-in" else "auditor")
            assert "No witness" in page.response.text, path
            assert "DEMONSTRATION" not in page.response.text


def test_a_demonstration_says_so_on_every_page(door: Door) -> None:
    def text(page: Answer) -> str:
        return str(page.response.text)

    for path in ("/", "/do", "/lists", "/status", "/sign-in", "/nowhere", "/do/ledger.open/1"):
        page = door.get(path, None if path == "/sign-in" else "auditor")
        assert "DEMONSTRATION 演示" in text(page), path
