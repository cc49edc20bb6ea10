"""Business rows, indexes and receipts changed behind the program's back."""

import pytest

from tests.attack.conftest import Site
from tests.support.toy_plant import submission, take
from tests.support.toys import JarId


def test_nothing_is_reported_where_nothing_happened(site: Site) -> None:
    report = site.verify()
    assert report.findings == []
    assert report.anchored
    assert set(report.levels.values()) == {"whole"}
    assert report.size == len(site.entries())
    assert report.changes_replayed > 600


def test_upkeep_and_use_change_nothing(site: Site) -> None:
    site.script(["VACUUM", "ANALYZE"] if site.is_sqlite else ["VACUUM FULL", "ANALYZE"])
    assert site.verify().findings == []
    site.script(["REINDEX toy_jar"] if site.is_sqlite else ["REINDEX TABLE toy_jar"])
    site.reopen()
    site.publish()
    site.jar("another")
    assert site.verify().findings == []
    site.publish()
    assert site.verify().findings == []


@pytest.mark.clause("21 CFR 11.10(a)")
@pytest.mark.clause("China MD GMP 2025 Art. 5")
@pytest.mark.parametrize(
    ("statement", "field"),
    [
        ("UPDATE toy_jar SET quantity = quantity + 1 WHERE id = 1", "quantity"),
        ("UPDATE toy_jar SET state = 'open' WHERE id = 1", "state"),
        ("UPDATE toy_jar SET name = 'Jar 0' WHERE id = 1", "name"),
        ("UPDATE toy_jar SET unit = 'kg' WHERE id = 1", "quantity"),
        ("UPDATE toy_jar SET remark = 'of person 9' WHERE id = 1", "remark"),
        ("UPDATE toy_jar SET remark = NULL WHERE id = 1", "remark"),
        ("UPDATE toy_jar SET best_before = '2036-03-02' WHERE id = 1", "best_before"),
        ("UPDATE toy_jar SET filled_at = filled_at - 1 WHERE id = 1", "filled_at"),
        ("UPDATE toy_jar SET tags = '[\"y\"]' WHERE id = 1", "tags"),
        ('UPDATE toy_jar SET labels = \'{"a":"b"}\' WHERE id = 1', "labels"),
        ("UPDATE toy_jar SET is_red = NOT is_red WHERE id = 1", "is_red"),
    ],
)
def test_an_edited_row_is_named_with_its_field(site: Site, statement: str, field: str) -> None:
    site.sql(statement)
    finding = site.first()
    assert (finding.level, finding.kind) == ("replay", "edit")
    assert finding.place == {"table": "toy_jar", "key": "toyjar_1", "field": field}


def test_a_copied_actor_is_named(site: Site) -> None:
    """A permission slipped in by hand."""
    site.sql("INSERT INTO toy_permit (id, actor, stands) VALUES (7, 'usr_9', ?)", True)
    finding = site.first()
    assert (finding.level, finding.kind) in {("index", "delete"), ("replay", "insert")}
    places = [f.place for f in site.verify().findings if f.level == "replay"]
    assert places == [{"table": "toy_permit", "key": "toyper_7"}]


@pytest.mark.clause("21 CFR 11.10(a)")
def test_an_inserted_row_is_named(site: Site) -> None:
    site.sql("INSERT INTO toy_shelf (place, jar_id, times) VALUES ('top', 1, 1)")
    finding = site.first()
    assert (finding.level, finding.kind) == ("replay", "insert")
    assert finding.place == {"table": "toy_shelf", "key": "top|toyjar_1"}


@pytest.mark.clause("21 CFR 11.10(a)")
@pytest.mark.clause("China MD GMP 2025 Art. 45")
def test_a_deleted_row_is_named(site: Site) -> None:
    site.sql("DELETE FROM toy_marble WHERE id = 300")
    finding = site.first()
    assert (finding.level, finding.kind) == ("replay", "delete")
    assert finding.place == {"table": "toy_marble", "key": "toymar_300"}


def test_a_lifted_hold_is_named(site: Site) -> None:
    site.sql("UPDATE kernel_fallback_hold SET is_active = ?", False)
    assert site.first().place == {
        "table": "kernel_fallback_hold",
        "key": "fbh_1",
        "field": "is_active",
    }


@pytest.mark.clause("21 CFR 11.10(a)")
def test_rows_that_changed_places_are_named(site: Site) -> None:
    site.script([
        "UPDATE toy_jar SET id = 1001 WHERE id = 1",
        "UPDATE toy_jar SET id = 1 WHERE id = 2",
        "UPDATE toy_jar SET id = 2 WHERE id = 1001",
    ])  # fmt: skip
    findings = site.verify().findings
    assert {f.level for f in findings} == {"replay"}
    assert {f.place["key"] for f in findings} == {"toyjar_1", "toyjar_2"}
    assert {f.kind for f in findings} == {"edit"}


def test_a_row_under_another_identity_is_named(site: Site) -> None:
    site.sql("UPDATE toy_jar SET id = 3000 WHERE id = 1")
    found = {(f.kind, f.place.get("key")) for f in site.verify().findings if f.level == "replay"}
    assert found == {("insert", "toyjar_3000"), ("delete", "toyjar_1")}


def test_fallen_constraints_and_indexes_hide_nothing(site: Site) -> None:
    if site.is_sqlite:
        site.script([
            "DROP INDEX ix_toy_jar_state",
            "ALTER TABLE toy_jar RENAME TO old_jar",
            "CREATE TABLE toy_jar AS SELECT * FROM old_jar",
            "DROP TABLE old_jar",
        ])  # fmt: skip
    else:
        site.script([
            "DROP INDEX ix_toy_jar_state",
            "ALTER TABLE toy_jar DROP CONSTRAINT ck_toy_jar_quantity_min",
            "ALTER TABLE toy_jar DROP CONSTRAINT ck_toy_jar_state_known",
            "ALTER TABLE toy_jar DROP CONSTRAINT uq_toy_jar_name",
        ])  # fmt: skip
    assert site.verify().findings == []
    site.sql("UPDATE toy_jar SET quantity = -5 WHERE id = 1")
    site.sql("UPDATE toy_jar SET state = 'stolen', name = 'jar 0' WHERE id = 2")
    findings = site.verify().findings
    assert {(f.level, f.kind) for f in findings} == {("replay", "edit")}
    assert {f.place["key"] for f in findings} == {"toyjar_1", "toyjar_2"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_fallback_hold SET is_active = 2",
        "UPDATE toy_jar SET tags = '[ \"x\" ]' WHERE id = 1",
        "UPDATE toy_jar SET tags = 'not JSON' WHERE id = 1",
        "UPDATE toy_jar SET best_before = '20260302' WHERE id = 1",
        "UPDATE toy_jar SET best_before = 'soon' WHERE id = 1",
        "UPDATE toy_jar SET name = X'6A6172' WHERE id = 1",
        "UPDATE toy_jar SET name = CAST(X'FF6A' AS TEXT) WHERE id = 1",
        "UPDATE toy_jar SET filled_at = 'noon' WHERE id = 1",
        "UPDATE toy_jar SET filled_at = 9000000000000000000 WHERE id = 1",
        "UPDATE toy_jar SET unit = 'stone' WHERE id = 1",
        "UPDATE toy_shelf SET place = CAST(X'FF6A' AS TEXT)",
        "UPDATE toy_shelf SET jar_id = 'jar'",
    ],
)
@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_cells_that_mean_nothing_are_reported_not_stumbled_over(site: Site, statement: str) -> None:
    """SQLite takes anything into any column, where PostgreSQL keeps its type; no search for true
    finds a 2."""
    site.sql(statement)
    assert {f.level for f in site.verify().findings} == {"replay"}


# --- index tables ---------------------------------------------------------------------------------


def test_an_entry_hidden_from_a_subjects_history_is_named(site: Site) -> None:
    ((seq,),) = site.sql("SELECT min(seq) FROM ledger_subject WHERE prefix = 'toyjar'")
    site.sql("DELETE FROM ledger_subject WHERE prefix = 'toyjar' AND seq = ?", seq)
    finding = site.first()
    assert (finding.level, finding.kind) == ("index", "delete")
    assert finding.place == {"table": "ledger_subject", "key": "toyjar_1", "entry": seq}


def test_an_entry_moved_to_another_subject_is_named(site: Site) -> None:
    site.sql("UPDATE ledger_subject SET block = 77 WHERE prefix = 'toyjar' AND block = 3")
    assert site.first().place["key"] == "toyjar_3"


def test_an_entry_slipped_into_a_subjects_history_is_noticed(site: Site) -> None:
    site.sql("INSERT INTO ledger_subject (prefix, level, block, seq) VALUES ('lot', 0, 9, 5)")
    assert (site.first().level, site.first().kind) == ("index", "insert")


def test_a_changed_way_to_find_entries_is_named(site: Site) -> None:
    """Whoever hides what somebody did from a search is found, and so is a made-up row."""
    while len(site.entries()) < 520:
        site.submit(*(submission(take(JarId(1), 999)) for _ in range(60)))
    assert site.verify().findings == []
    ((packed,),) = site.sql("SELECT summary FROM ledger_lookup WHERE number = 1")
    other = bytearray(bytes(packed))
    other[-1] ^= 1
    for statement, params, kind, block in [
        ("UPDATE ledger_lookup SET summary = ? WHERE number = 1", [bytes(other)], "edit", "1"),
        ("DELETE FROM ledger_lookup WHERE number = 0", [], "delete", "0"),
        ("INSERT INTO ledger_lookup VALUES (2, ?)", [bytes(packed)], "insert", "2"),
        ("INSERT INTO ledger_lookup VALUES (-3, ?)", [bytes(packed)], "insert", "-3"),
    ]:
        site.sql(statement, *params)
        found = [(f.level, f.kind, f.place) for f in site.verify().findings]
        assert ("index", kind, {"table": "ledger_lookup", "key": block}) in found
    assert len(site.verify().findings) == 4


def test_an_edited_receipt_is_named(site: Site) -> None:
    for old, new in ((b"refused", b"done"), (b'"left":"49"', b'"left":"99"'),
                     (b'"recorded":"2026', b'"recorded":"2025')):  # fmt: skip
        rows = site.sql("SELECT id, receipt FROM kernel_command ORDER BY receipt")
        id_, receipt = next((bytes(i), bytes(r)) for i, r in rows if old in bytes(r))
        site.sql("UPDATE kernel_command SET receipt = ? WHERE id = ?",
                 receipt.replace(old, new), id_)  # fmt: skip
        finding = site.first()
        assert (finding.level, finding.kind) == ("index", "edit")
        assert finding.place["table"] == "kernel_command"
        assert finding.place["key"].replace("-", "") == id_.hex()
        assert isinstance(finding.place["entry"], int)
        site.sql("UPDATE kernel_command SET receipt = ? WHERE id = ?", receipt, id_)
    assert site.verify().findings == []


def test_a_deleted_receipt_is_named(site: Site) -> None:
    """Without it the same command could be carried out twice."""
    ((id_,),) = site.sql("SELECT max(id) FROM kernel_command") if site.is_sqlite else site.sql(
        "SELECT id FROM kernel_command ORDER BY id DESC LIMIT 1")  # fmt: skip
    site.sql("DELETE FROM kernel_command WHERE id = ?", bytes(id_))
    finding = site.first()
    assert (finding.level, finding.kind) == ("index", "delete")
    assert finding.place["key"].replace("-", "") == bytes(id_).hex()


def test_a_made_up_receipt_is_named(site: Site) -> None:
    site.sql("INSERT INTO kernel_command (id, digest, receipt) SELECT ?, digest, receipt"
             " FROM kernel_command LIMIT 1", b"\x07" * 16)  # fmt: skip
    finding = site.first()
    assert (finding.level, finding.kind) == ("index", "insert")
    assert finding.place["key"] == "07070707-0707-0707-0707-070707070707"


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE kernel_counter SET next = 2 WHERE name = 'toyjar'", "edit"),
        ("DELETE FROM kernel_counter WHERE name = 'toyjar'", "delete"),
    ],
)
def test_a_counter_set_back_is_named(site: Site, statement: str, kind: str) -> None:
    """It would give the number of one jar to another."""
    site.sql(statement)
    finding = site.first()
    assert (finding.level, finding.kind) == ("index", kind)
    assert finding.place == {"table": "kernel_counter", "key": "toyjar"}
