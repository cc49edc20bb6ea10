"""The ledger itself rewritten, with more and more of what vouches for it."""

import os
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from lotproof.adapters.databases.sealing import Sealing, read_frontier
from lotproof.adapters.publisher import Publisher
from lotproof.kernel.submission import PendingEntry
from lotproof.ledger import entry as entry_format
from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.signer import RollbackRefused, Signer
from lotproof.ledger.tree import leaf_hash
from tests.attack.conftest import Site, copy_of, put_back
from tests.support.toy_plant import ORIGIN, submission, take
from tests.support.toys import JarId

VICTIM = 20
"""An entry in the middle, signed over long ago."""

Row = tuple[int, bytes, bytes, bytes]


def rows(site: Site) -> list[Row]:
    found = site.sql("SELECT seq, command_id, leaf, parts FROM ledger_entry ORDER BY seq")
    return [(int(n), bytes(c), bytes(leaf), bytes(parts)) for n, c, leaf, parts in found]


def rewrite(site: Site, kept: Sequence[Row]) -> None:
    """Put these rows in the place of the ledger, numbered anew and hashed all the way up."""
    for table in ("entry", "lookup", "tile", "head"):
        site.sql(f"DELETE FROM ledger_{table}")
    subjects = site.sql("SELECT prefix, level, block, seq FROM ledger_subject")
    site.sql("DELETE FROM ledger_subject")
    connection = site.database.connect()
    connection.begin()
    Sealing().seal(connection, [
        PendingEntry(str(uuid.UUID(bytes=c)), leaf, parts, []) for _, c, leaf, parts in kept
    ])  # fmt: skip
    connection.commit()
    connection.close()
    moved = {old[0]: new for new, old in enumerate(kept)}
    for prefix, level, block, seq in subjects:
        if seq in moved:
            site.sql("INSERT INTO ledger_subject VALUES (?, ?, ?, ?)",
                     prefix, level, block, moved[seq])  # fmt: skip


def forged(row: Row, **changed: Any) -> Row:
    """The entry with another envelope, canonical and complete."""
    envelope = msgspec.structs.replace(entry_format.decode(row[2]), **changed)
    return row[0], row[1], entry_format.encode(envelope), row[3]


def reparted(row: Row, name: str, content: bytes) -> Row:
    """The entry with another part, its commitment brought in line."""
    parts = entry_format.unpack(row[3])
    parts[name] = entry_format.Part(os.urandom(32), content)
    envelope = entry_format.decode(row[2])
    commitments = envelope.parts | {name: entry_format.commit(parts[name].salt, content)}
    _, _, leaf, _ = forged(row, parts=commitments)
    return row[0], row[1], leaf, entry_format.pack(parts)


def set_leaf(site: Site, leaf: bytes, *, with_hash: bool = False) -> None:
    site.sql("UPDATE ledger_entry SET leaf = ? WHERE seq = ?", leaf, VICTIM)
    if with_hash:
        site.sql("UPDATE ledger_entry SET hash = ? WHERE seq = ?", leaf_hash(leaf), VICTIM)


# --- edits ----------------------------------------------------------------------------------------


@pytest.mark.clause("21 CFR 11.10(e)")
@pytest.mark.clause("China MD GMP 2025 Art. 5")
def test_an_edited_entry_is_named(site: Site) -> None:
    _, _, leaf, _ = forged(rows(site)[VICTIM], actor="usr_666")
    set_leaf(site, leaf)
    finding = site.first()
    assert (finding.level, finding.kind, finding.place) == ("bytes", "edit", {"entry": VICTIM})


def test_an_edited_entry_with_its_hash_is_named(site: Site) -> None:
    """The tiles still hold the hash that was sealed."""
    _, _, leaf, _ = forged(rows(site)[VICTIM], actor="usr_666")
    set_leaf(site, leaf, with_hash=True)
    finding = site.first()
    assert (finding.level, finding.kind) == ("checkpoint", "edit")
    assert finding.place["entry"] <= VICTIM <= finding.place["to"]


def test_an_edited_entry_is_named_exactly_where_a_tile_is_full(site: Site) -> None:
    for _ in range(30):
        site.submit(*(submission(take(JarId(1), 99)) for _ in range(8)))
    site.publish()
    _, _, leaf, _ = forged(rows(site)[VICTIM], actor="usr_666")
    set_leaf(site, leaf, with_hash=True)
    found = [f for f in site.verify().findings if f.level == "tree"]
    assert (found[0].kind, found[0].place) == ("edit", {"entry": VICTIM, "tile": "0/0"})


@pytest.mark.parametrize("tiles", [True, False])
def test_an_edit_hashed_all_the_way_up_contradicts_the_checkpoints(site: Site, tiles: bool) -> None:
    if tiles:
        for _ in range(30):
            site.submit(*(submission(take(JarId(1), 99)) for _ in range(8)))
        site.publish()
    kept = rows(site)
    kept[VICTIM] = forged(kept[VICTIM], actor="usr_666")
    rewrite(site, kept)
    finding = site.first()
    assert (finding.level, finding.kind) == ("checkpoint", "edit")
    assert finding.place["entry"] <= VICTIM <= finding.place["to"]
    assert finding.place["to"] - finding.place["entry"] < 30, "the place is narrowed down"


def test_a_wholly_forged_change_contradicts_checkpoints_receipts_and_tables(site: Site) -> None:
    kept = rows(site)
    number = next(
        n for n, row in enumerate(kept) if b"toy.take_out" in row[2] and b"done" in row[2]
    )
    changes = msgspec.json.decode(entry_format.unpack(kept[number][3])["changes"].content)
    changes[0]["set"]["quantity"][1] = "0"
    kept[number] = reparted(kept[number], "changes", msgspec.json.encode(changes))
    rewrite(site, kept)
    levels = [f.level for f in site.verify().findings]
    assert levels[0] == "checkpoint"
    assert "replay" in levels


def test_an_edited_part_is_named(site: Site) -> None:
    packed = rows(site)[VICTIM][3]
    parts = entry_format.unpack(packed)
    name = min(parts)
    parts[name] = entry_format.Part(parts[name].salt, parts[name].content + b" ")
    site.sql("UPDATE ledger_entry SET parts = ? WHERE seq = ?", entry_format.pack(parts), VICTIM)
    finding = site.first()
    assert (finding.level, finding.kind) == ("bytes", "edit")
    assert finding.place == {"entry": VICTIM, "part": name}


@pytest.mark.parametrize(("damage", "kind"), [("drop", "delete"), ("add", "insert"),
                                              ("garble", "edit")])  # fmt: skip
def test_a_part_taken_away_or_added_is_named(site: Site, damage: str, kind: str) -> None:
    parts = entry_format.unpack(rows(site)[VICTIM][3])
    name = "extra" if damage == "add" else min(parts)
    if damage == "add":
        parts[name] = entry_format.Part(bytes(32), b"{}")
    else:
        del parts[name]
    packed = b"\xc1" if damage == "garble" else entry_format.pack(parts)
    site.sql("UPDATE ledger_entry SET parts = ? WHERE seq = ?", packed, VICTIM)
    finding = site.first()
    assert (finding.level, finding.kind) == ("bytes", kind)
    assert finding.place == {"entry": VICTIM, "part": "*" if damage == "garble" else name}


@pytest.mark.parametrize("damage", ["item", "items gone"])
def test_an_item_of_a_batch_is_named(site: Site, damage: str) -> None:
    seq, _, _, packed = next(r for r in rows(site) if b"toy.fill_jar" in r[2])
    parts = entry_format.unpack(packed)
    changes = parts["changes"]
    assert changes.items is not None
    items = list(changes.items)
    items[7] = (items[7][0], items[7][1].replace(b"toy", b"tou"))
    parts["changes"] = entry_format.Part(
        changes.salt, changes.content, None if damage == "items gone" else items
    )
    site.sql("UPDATE ledger_entry SET parts = ? WHERE seq = ?", entry_format.pack(parts), seq)
    finding = site.first()
    assert finding.level == "bytes"
    assert finding.kind == ("delete" if damage == "items gone" else "edit")
    assert finding.place == {"entry": seq, "part": "changes"}


# --- entries that come and go ---------------------------------------------------------------------


@pytest.mark.clause("21 CFR 11.10(a)")
def test_a_deleted_entry_is_named(site: Site) -> None:
    site.sql("DELETE FROM ledger_entry WHERE seq = ?", VICTIM)
    finding = site.first()
    assert (finding.level, finding.kind, finding.place) == ("tree", "delete", {"entry": VICTIM})


def test_a_truncated_ledger_is_named(site: Site) -> None:
    site.sql("DELETE FROM ledger_entry WHERE seq >= ?", VICTIM)
    finding = site.first()
    assert (finding.level, finding.kind, finding.place) == ("tree", "truncate", {"entry": VICTIM})


@pytest.mark.clause("21 CFR 11.10(a)")
def test_a_truncated_ledger_with_its_head_is_a_rollback(site: Site) -> None:
    rewrite(site, rows(site)[:VICTIM])
    found = [(f.level, f.kind) for f in site.verify().findings]
    assert found[0] == ("checkpoint", "rollback"), "the signer remembers more"
    assert ("checkpoint", "truncate") in found, "checkpoints of more are there"
    site.sql("DELETE FROM ledger_checkpoint WHERE size > ?", VICTIM)
    assert site.first().kind == "rollback"
    with pytest.raises(RollbackRefused):
        Publisher(site.database, site.signer).publish()


@pytest.mark.parametrize("damage", ["delete", "insert", "reorder"])
def test_entries_numbered_and_hashed_anew_contradict_the_checkpoints(
    site: Site, damage: str
) -> None:
    kept = rows(site)
    before = len(kept)
    if damage == "delete":
        del kept[VICTIM]
    elif damage == "insert":
        id_ = uuid.uuid4()
        _, _, leaf, parts = forged(kept[VICTIM], id=str(id_))
        kept.insert(VICTIM, (before, id_.bytes, leaf, parts))
    else:
        kept[VICTIM], kept[VICTIM + 1] = kept[VICTIM + 1], kept[VICTIM]
    rewrite(site, kept)
    finding = site.first()
    assert (finding.level, finding.kind) == ("checkpoint", "edit")
    assert finding.place["entry"] <= VICTIM <= finding.place["to"]


@pytest.mark.parametrize("damage", ["delete", "insert", "reorder", "edit"])
def test_where_the_tiles_are_left_they_tell_what_was_done(site: Site, damage: str) -> None:
    """Renumbered, with the right hash of every entry, but the tree above is as it was."""
    for _ in range(30):
        site.submit(*(submission(take(JarId(1), 99)) for _ in range(8)))
    site.publish()
    kept = rows(site)
    tiles = site.sql("SELECT level, number, hashes FROM ledger_tile")
    head = site.sql("SELECT frontier FROM ledger_head")[0][0]
    if damage == "delete":
        del kept[VICTIM]
    elif damage == "insert":
        kept.insert(VICTIM, (len(kept), os.urandom(16), kept[3][2], kept[3][3]))
    elif damage == "reorder":
        kept[VICTIM], kept[VICTIM + 1] = kept[VICTIM + 1], kept[VICTIM]
    else:
        kept[VICTIM] = forged(kept[VICTIM], actor="usr_666")
    rewrite(site, kept)
    site.sql("DELETE FROM ledger_tile")
    for level, number, hashes in tiles:
        site.sql("INSERT INTO ledger_tile VALUES (?, ?, ?)", level, number, bytes(hashes))
    site.sql("UPDATE ledger_head SET frontier = ?", bytes(head))
    found = [f for f in site.verify().findings if f.level == "tree"]
    assert (found[0].kind, found[0].place) == (damage, {"entry": VICTIM, "tile": "0/0"})


# --- what vouches ---------------------------------------------------------------------------------


def test_a_changed_tile_is_named_and_no_entry_is_blamed(site: Site) -> None:
    for _ in range(30):
        site.submit(*(submission(take(JarId(1), 99)) for _ in range(8)))
    site.publish()
    ((hashes,),) = site.sql("SELECT hashes FROM ledger_tile WHERE level = 0 AND number = 0")
    for damaged, kind in ((b"\0" * 8192, "edit"), (bytes(hashes)[:-1], "edit")):
        site.sql("UPDATE ledger_tile SET hashes = ?", damaged)
        (finding,) = site.verify().findings
        assert (finding.level, finding.kind) == ("tree", kind)
        assert finding.place == {"table": "ledger_tile", "tile": "0/0"}
    site.sql("DELETE FROM ledger_tile")
    assert [(f.level, f.kind) for f in site.verify().findings] == [("tree", "delete")]
    site.sql("INSERT INTO ledger_tile VALUES (0, 0, ?)", bytes(hashes))
    assert site.verify().findings == []
    site.sql("INSERT INTO ledger_tile VALUES (0, 1, ?)", bytes(hashes))
    assert [(f.level, f.kind) for f in site.verify().findings] == [("tree", "insert")]


def test_a_changed_head_is_named(site: Site) -> None:
    ((head,),) = site.sql("SELECT frontier FROM ledger_head")
    other = bytearray(bytes(head))
    other[-1] ^= 1
    site.sql("UPDATE ledger_head SET frontier = ?", bytes(other))
    assert (site.first().level, site.first().kind) == ("tree", "edit")
    for damage in ("UPDATE ledger_head SET frontier = X''" if site.is_sqlite
                   else "UPDATE ledger_head SET frontier = ''",
                   "UPDATE ledger_head SET id = 2", "DELETE FROM ledger_head"):  # fmt: skip
        site.sql(damage)
        finding = site.first()
        assert (finding.level, finding.place) == ("tree", {"table": "ledger_head"})


def test_a_second_head_is_named(site: Site) -> None:
    site.sql("INSERT INTO ledger_head SELECT 2, frontier FROM ledger_head")
    assert site.first().place == {"table": "ledger_head"}


def test_an_edited_checkpoint_is_named(site: Site) -> None:
    ((size, note),) = site.sql("SELECT size, note FROM ledger_checkpoint ORDER BY size LIMIT 1")
    lines = note.split("\n")
    for at, other in ((0, "elsewhere.example/x"), (1, str(size + 1)), (2, "A" * 43 + "=")):
        damaged = "\n".join([*lines[:at], other, *lines[at + 1 :]])
        site.sql("UPDATE ledger_checkpoint SET note = ? WHERE size = ?", damaged, size)
        finding = site.first()
        assert (finding.level, finding.kind) == ("checkpoint", "edit")
        assert finding.place == {"checkpoint": size}
    site.sql("UPDATE ledger_checkpoint SET note = 'gone' WHERE size = ?", size)
    assert site.first().place == {"checkpoint": size}
    site.sql("UPDATE ledger_checkpoint SET note = ?, size = 3 WHERE size = ?", note, size)
    assert site.first().place == {"checkpoint": 3}


@pytest.mark.clause("21 CFR 11.10(a)")
def test_everything_rewritten_and_signed_with_another_key_is_an_unknown_key(
    site: Site, tmp_path: Path
) -> None:
    kept = rows(site)
    kept[VICTIM] = forged(kept[VICTIM], actor="usr_666")
    rewrite(site, kept)
    site.sql("DELETE FROM ledger_checkpoint")
    forger = SigningKey.generate(ORIGIN, Algorithm.ED25519)
    Publisher(site.database, Signer.create(forger, tmp_path / "forged-last")).publish()
    report = site.verify()
    assert report.findings[0].kind == "unknown_key"
    assert ("checkpoint", "edit") in {(f.level, f.kind) for f in report.findings}, "memory"
    # Without the key from outside it would look whole, and says that it is not anchored.
    fooled = site.verify(keys=(), own_keys=(forger.verifier,), memory=None)
    assert {f.level for f in fooled.findings} <= {"index", "replay"}
    assert not fooled.anchored
    assert fooled.key == forger.verifier.text


def test_without_any_key_a_checkpoint_is_of_an_unknown_key(site: Site) -> None:
    assert {f.kind for f in site.verify(keys=()).findings} == {"unknown_key"}


# --- time and backups -----------------------------------------------------------------------------


@pytest.mark.clause("21 CFR 11.10(a)")
@pytest.mark.clause("EU GMP Annex 11 §7.2")
@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_an_older_backup_is_a_rollback_to_signer_and_auditor(site: Site, tmp_path: Path) -> None:
    """A PostgreSQL backup is restored in the operations tests; the check is the same."""
    state = tmp_path / "auditor.json"
    backup = copy_of(site, tmp_path)
    site.jar("after the backup")
    site.publish()
    assert site.verify(since=state).findings == []
    put_back(site, backup)
    found = [(f.level, f.kind, f.place) for f in site.verify().findings]
    size = len(site.entries())
    assert found == [("checkpoint", "rollback", {"entry": size, "size": size + 1})]
    (finding,) = site.verify(since=state, memory=None).findings
    assert (finding.level, finding.kind) == ("checkpoint", "rollback")
    # Going on from the backup does not help: other entries stand where others were signed.
    site.jar("another instead")
    site.jar("and more")
    assert [(f.level, f.kind) for f in site.verify().findings] == [("checkpoint", "edit")]
    (finding,) = site.verify(since=state, memory=None).findings
    assert (finding.level, finding.kind) == ("checkpoint", "edit")
    with pytest.raises(RollbackRefused):
        Publisher(site.database, site.signer).publish()


def test_since_reads_only_what_is_new_and_still_finds_edits_there(
    site: Site, tmp_path: Path
) -> None:
    state = tmp_path / "auditor.json"
    whole = site.verify(since=state)
    assert whole.findings == []
    site.jar("new")
    site.publish()
    part = site.verify(since=state)
    assert part.findings == []
    assert part.changes_replayed == 1
    assert part.root == site.verify().root
    site.jar("newer")
    site.sql("UPDATE toy_jar SET quantity = 77 WHERE name = 'newer'")
    (finding,) = site.verify(since=state).findings
    assert (finding.level, finding.kind, finding.place["field"]) == ("replay", "edit", "quantity")


@pytest.mark.clause("21 CFR 11.10(a)")
def test_a_clock_turned_back_is_sealed_and_one_forged_is_named(site: Site) -> None:
    site.clock.advance(days=-2)
    site.jar("yesterday")
    site.publish()
    assert site.verify().findings == []
    kept = [row for row in rows(site) if b"kernel.clock_jumped" not in row[2]]
    rewrite(site, kept)
    site.sql("DELETE FROM ledger_checkpoint")
    found = site.verify(memory=None).findings
    assert (found[0].level, found[0].kind) == ("bytes", "clock")
    assert found[0].place == {"entry": len(kept) - 1}


# --- PostgreSQL: entries that wait for their number -----------------------------------------------


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_a_waiting_entry_is_checked_too(site: Site) -> None:
    """On SQLite nothing waits: entries are numbered as they are written."""
    site.executor.run(site.connection, [submission(take(JarId(1)))])
    with site.database.snapshot() as connection:
        from lotproof.adapters.verify import verify

        keys = (site.key.verifier,)
        assert verify(connection, keys=keys, memory=site.memory).findings == []
        assert read_frontier(connection).size == len(rows(site))
    for damage in (
        "subjects = '[]'",
        "subjects = 'x'",
        "leaf = 'x'",
        "parts = 'x'",
        "command_id = 'x'",
    ):
        site.sql("CREATE TABLE kept AS SELECT * FROM ledger_pending")
        site.sql(f"UPDATE ledger_pending SET {damage}")
        with site.database.snapshot() as connection:
            finding = verify(connection, keys=keys, memory=site.memory).findings[0]
        assert (finding.level, finding.kind) == ("bytes", "edit")
        assert finding.place["pending"] > 0
        site.sql("UPDATE ledger_pending SET subjects = kept.subjects, leaf = kept.leaf,"
                 " parts = kept.parts, command_id = kept.command_id FROM kept")  # fmt: skip
        site.sql("DROP TABLE kept")
    site.sql("DELETE FROM ledger_pending")
    levels = {f.level for f in site.verify().findings}
    assert levels == {"index", "replay"}, "the receipt and the rows have no entry"


def wait_made_up(site: Site, victim: Row, **changed: Any) -> None:
    """A superuser lets an entry wait to be sealed that the program never made, with its receipt."""
    id_ = uuid.uuid4()
    _, _, leaf, parts = forged(victim, id=str(id_), **changed)
    ((digest, receipt),) = site.sql("SELECT digest, receipt FROM kernel_command WHERE id = ?",
                                    victim[1])  # fmt: skip
    site.sql("INSERT INTO ledger_pending (command_id, leaf, parts, subjects)"
             " VALUES (?, ?, ?, ?)", id_.bytes, leaf, parts, "[]")  # fmt: skip
    site.sql("INSERT INTO kernel_command VALUES (?, ?, ?)", id_.bytes, digest, receipt)


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_an_entry_that_was_made_to_wait_is_not_taken_for_one_of_the_program(site: Site) -> None:
    """It is sealed like any other; its receipt, its subjects, its time and the tables tell it."""
    done = next(row for row in rows(site) if b"toy.take_out" in row[2] and b"done" in row[2])
    wait_made_up(site, done)
    site.publish()
    found = {(f.level, f.kind) for f in site.verify().findings}
    assert found == {("index", "edit"), ("index", "delete"), ("replay", "history"),
                     ("replay", "edit")}  # fmt: skip
