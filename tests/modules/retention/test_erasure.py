"""What is erased is gone, everywhere and for good, and everything else still proves itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from lotproof.adapters.export import export
from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.publisher import Publisher
from lotproof.adapters.verify import Report, verify
from lotproof.derive.story import as_of, timeline
from lotproof.kernel.erased import ErasedPart
from lotproof.kernel.executor import Submission
from lotproof.kernel.meaning import dump
from lotproof.ledger.entry import decode, pack, unpack
from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.signer import Signer
from lotproof.ledger.tree import leaf_hash
from lotproof.modules.parties.commands import ChangeParty, RegisterParty
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.retention.commands import (
    ApproveErasure,
    DeclineErasure,
    ExecuteErasure,
    RequestErasure,
)
from lotproof.modules.retention.queries import Erasure
from lotproof.modules.retention.vocabulary import ErasureState
from tests.modules.retention.archive import CHECKER, SECRETS, WHY, forget, party, request, rule
from tests.support.plant import Plant


def report(plant: Plant) -> Report:
    plant.seal()
    with plant.database.snapshot() as connection:
        return verify(connection, keys=())


def everything(plant: Plant) -> bytes:
    """All that the database says, of every table."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if plant.connection.dialect.name != "sqlite":
        names = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    said = []
    with plant.database.snapshot() as connection:
        for (name,) in connection.rows(names, []):
            rows = connection.rows(f"SELECT * FROM {name}", [])
            for row in rows:
                said += [bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode()
                         for c in row]  # fmt: skip
    return b"\n".join(said)


def leaves(plant: Plant) -> list[tuple[int, bytes, bytes]]:
    with plant.database.snapshot() as connection:
        rows = connection.rows("SELECT seq, leaf, parts FROM ledger_entry ORDER BY seq", [])
    return [(int(seq), bytes(leaf), bytes(parts)) for seq, leaf, parts in rows]


def execute_sql(plant: Plant, statement: str, *values: object) -> None:
    """As whoever holds the database; `?` marks the places."""
    if plant.connection.dialect.name != "sqlite":
        statement = statement.replace("?", "%s")
    plant.connection.begin()
    plant.connection.write([(statement, [list(values)])])
    plant.connection.commit()


def test_nothing_of_it_is_left_and_all_is_whole(plant: Plant) -> None:
    kept_id, gone_id = party(plant, "SUP-1"), party(plant, "SUP-2")
    rule(plant)
    before = [leaf_hash(leaf) for _, leaf, _ in leaves(plant)]
    plant.clock.advance(days=1)
    plant.refused("wrong_state", ExecuteErasure(erasure_id=request(plant, kept_id)), reason=WHY)
    erasure_id = forget(plant, gone_id)
    with plant.reader() as reader:
        gone, other = reader.get(Party, gone_id), reader.get(Party, kept_id)
        assert (gone.contact, gone.address) == (None, None)
        assert (gone.name, other.contact) == ("SUP-2 Ltd", SECRETS[1])
        erasure = reader.get(Erasure, erasure_id)
        assert (erasure.state, erasure.erased_count) == (ErasureState.EXECUTED, 4)
        parts = reader.find(ErasedPart, subject=PartyId.text(gone_id))
        names = ["changes_personal", "input_personal"] * 2
        assert [each.part for each in parts] == names
    assert [leaf_hash(leaf) for _, leaf, _ in leaves(plant)][: len(before)] == before
    said = report(plant)
    assert said.is_whole, said.findings
    by = said.size - 1
    assert [(e["entry"], e["part"], e["by"]) for e in said.erased] == [
        (each.entry, each.part, by) for each in parts
    ]


def test_the_database_holds_no_trace_of_the_values(plant: Plant) -> None:
    party_id = party(plant)
    rule(plant)
    plant.clock.advance(days=1)
    assert all(secret.encode() in everything(plant) for secret in SECRETS)
    forget(plant, party_id)
    assert [secret for secret in SECRETS if secret.encode() in everything(plant)] == []


def test_the_file_itself_holds_no_trace_of_them(sqlite_plant: Plant) -> None:
    party_id = party(sqlite_plant)
    rule(sqlite_plant)
    sqlite_plant.clock.advance(days=1)
    forget(sqlite_plant, party_id)
    path = Path(sqlite_plant.database.url.removeprefix("sqlite:///"))
    sqlite_plant.database.close()
    sqlite_plant.connection.rows("PRAGMA wal_checkpoint(TRUNCATE)", [])
    content = path.read_bytes()
    assert [secret for secret in SECRETS if secret.encode() in content] == []


def test_what_was_refused_is_erased_too(plant: Plant) -> None:
    party_id = party(plant)
    change = ChangeParty(party_id=party_id, name="X", country="CN", contact="Li Si 139")
    plant.refused("reason_missing", change)
    rule(plant)
    plant.clock.advance(days=1)
    forget(plant, party_id)
    assert b"Li Si 139" not in everything(plant)
    plant.check()


def test_reasons_go_when_it_is_asked(plant: Plant) -> None:
    party_id = party(plant)
    rule(plant)
    plant.clock.advance(days=1)
    forget(plant, party_id, with_reasons=True)
    assert b"new number" not in everything(plant)
    plant.check()


def test_life_goes_on_after_an_erasure(plant: Plant) -> None:
    party_id = party(plant)
    rule(plant)
    plant.clock.advance(days=1)
    forget(plant, party_id)
    plant.refused("nothing_to_erase", _executing(plant, party_id), reason="again")
    change = ChangeParty(party_id=party_id, name="New Ltd", country="CN", contact="Wang 137")
    plant.ok(change, reason="they came back")
    plant.check()
    with plant.database.snapshot() as connection:
        view = LedgerView(connection)
        text = PartyId.text(party_id)
        then = as_of(view, "parties.party", text, 3)
        now = as_of(view, "parties.party", text, view.size)
        told = timeline(view, "pty", int(party_id))
    assert then is not None
    assert now is not None
    assert "contact" not in then, "the past is erased as well"
    assert now["contact"] == "Wang 137"
    assert not any(secret in str(told) for secret in SECRETS)


def _executing(plant: Plant, party_id: PartyId) -> ExecuteErasure:
    erasure_id = request(plant, party_id)
    plant.ok(ApproveErasure(erasure_id=erasure_id), actor=CHECKER, reason="free")
    return ExecuteErasure(erasure_id=erasure_id)


def test_a_person_who_never_had_personal_values(plant: Plant) -> None:
    given = RegisterParty(code="BARE", name="Bare", country="CN", is_carrier=True)
    party_id = PartyId.parse(plant.ok(given).value("party_id"))
    rule(plant)
    plant.clock.advance(days=1)
    plant.refused("nothing_to_erase", _executing(plant, party_id), reason=WHY)


def test_a_batch_erases_what_an_earlier_command_of_it_wrote(sqlite_plant: Plant) -> None:
    """The value is on its way into the ledger when the erasure runs: it is run again, alone."""
    plant = sqlite_plant
    party_id = party(plant)
    rule(plant, 0)
    plant.clock.advance(days=1)
    executing = _executing(plant, party_id)
    change = ChangeParty(party_id=party_id, name="SUP-1 Ltd", country="CN", contact="Li Si 139")
    ids = ["00000000-0000-4000-8000-00000000000" + n for n in "12"]
    plant.submit(
        Submission(kind=change.SPEC.kind, body=dump(change), actor="usr_1", id=ids[0], reason="x"),
        Submission(
            kind=executing.SPEC.kind, body=dump(executing), actor="usr_1", id=ids[1], reason="x"
        ),
    )
    assert b"Li Si 139" in everything(plant), "the change is an operation of today"
    plant.check()


# --- attacks ------------------------------------------------------------------------------------


def test_a_part_that_is_gone_without_an_erasure_is_damage(plant: Plant) -> None:
    party(plant)
    seq, _, packed = next(row for row in leaves(plant) if "input_personal" in unpack(row[2]))
    _drop(plant, seq, packed, "input_personal")
    found = report(plant).findings
    assert [(f.kind, f.place) for f in found] == [
        ("delete", {"entry": seq, "part": "input_personal"})
    ]


def test_an_erasure_that_only_the_table_claims_is_damage(plant: Plant) -> None:
    party(plant)
    seq, leaf, packed = next(row for row in leaves(plant) if "input_personal" in unpack(row[2]))
    _drop(plant, seq, packed, "input_personal")
    commitment = decode(leaf).parts["input_personal"]
    execute_sql(
        plant,
        "INSERT INTO kernel_erased_part (entry, part, subject, commitment, erasure)"
        " VALUES (?, 'input_personal', 'pty_1', ?, 'ers_1')",
        seq,
        commitment,
    )
    kinds = {f.kind for f in report(plant).findings}
    assert kinds == {"delete", "insert"}


def test_an_erased_part_that_comes_back_is_found(plant: Plant) -> None:
    party_id = party(plant)
    rule(plant)
    kept = {seq: parts for seq, _, parts in leaves(plant)}
    plant.clock.advance(days=1)
    forget(plant, party_id)
    seq = next(seq for seq, parts in kept.items() if "input_personal" in unpack(parts))
    execute_sql(plant, "UPDATE ledger_entry SET parts = ? WHERE seq = ?", kept[seq], seq)
    found = report(plant).findings
    assert ("insert", {"entry": seq, "part": "input_personal"}) in [
        (f.kind, f.place) for f in found
    ]


def _drop(plant: Plant, seq: int, packed: bytes, name: str) -> None:
    kept = {part: value for part, value in unpack(packed).items() if part != name}
    execute_sql(plant, "UPDATE ledger_entry SET parts = ? WHERE seq = ?", pack(kept), seq)


# --- the procedure ------------------------------------------------------------------------------


@pytest.mark.clause("China MD GMP 2025 Art. 46(2)")
def test_two_persons_decide(plant: Plant) -> None:
    party_id = party(plant)
    rule(plant)
    plant.clock.advance(days=1)
    erasure_id = request(plant, party_id)
    approve = ApproveErasure(erasure_id=erasure_id)
    plant.refused("retention_same_person", approve, reason=WHY)
    plant.refused("wrong_state", ExecuteErasure(erasure_id=erasure_id), reason=WHY)
    plant.ok(DeclineErasure(erasure_id=erasure_id), actor=CHECKER, reason="still a supplier")
    plant.refused("wrong_state", approve, actor=CHECKER, reason=WHY)
    plant.refused("no_personal_data", RequestErasure(subject="lot_1"), reason=WHY)
    plant.refused("not_found", RequestErasure(subject="pty_99"), reason=WHY)
    plant.check()


@pytest.mark.clause("21 CFR 11.10(c)")
@pytest.mark.clause("China MD GMP 2025 Art. 46(3)")
@pytest.mark.parametrize("code", ["no_retention_rule", "retention_not_over", "retention_open"])
def test_nothing_goes_before_its_time(sqlite_plant: Plant, code: str) -> None:
    party_id = party(sqlite_plant)
    if code == "retention_not_over":
        rule(sqlite_plant, 1)
        sqlite_plant.clock.advance(days=31)
    if code == "retention_open":
        rule(sqlite_plant, None)
    asked = RequestErasure(subject=PartyId.text(party_id))
    receipt = sqlite_plant.refused(code, asked, reason=WHY)
    with sqlite_plant.database.snapshot() as connection:
        sealed = LedgerView(connection).of_command(receipt.id)
    assert sealed.envelope.code == code, "the attempt is in the ledger"
    if code == "retention_not_over":
        sqlite_plant.clock.advance(days=1)
        request(sqlite_plant, party_id)


def test_an_export_after_an_erasure_verifies_offline(sqlite_plant: Plant, tmp_path: Path) -> None:
    """What the standalone verifier says of it: withheld, and whole."""
    party_id = party(sqlite_plant)
    rule(sqlite_plant)
    sqlite_plant.clock.advance(days=1)
    forget(sqlite_plant, party_id)
    key = SigningKey.generate("demo.lotproof.example/test", Algorithm.ED25519)
    signer = Signer.create(key, tmp_path / "signed-last")
    Publisher(sqlite_plant.database, signer).publish()
    out = tmp_path / "export"
    with sqlite_plant.database.snapshot() as connection:
        export(LedgerView(connection), out)
    shown = b"".join(path.read_bytes() for path in (out / "parts").rglob("*.jsonl"))
    assert not any(secret.encode() in shown for secret in SECRETS)
    done = subprocess.run(
        [sys.executable, "-m", "lotproof_verifier", str(out), "--key", key.verifier.text],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "withheld" in done.stdout
