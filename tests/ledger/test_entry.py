"""Envelope and parts: exact bytes, what is refused, what commitments give away and catch."""

import json
import os
import re
from hashlib import sha256
from typing import Any
from unittest.mock import Mock

import msgspec
import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from lotproof.ledger import entry
from lotproof.ledger.tree import OutsideTree

AT = "2026-01-01T00:00:00.123456Z"
FIELDS = {
    "actor": "usr_3",
    "entered": AT,
    "events": ("warehouse.lot_received/1",),
    "id": "0190b2c0-0000-7000-8000-000000000000",
    "kind": "warehouse.receive_lot/1",
    "occurred": AT,
    "outcome": "done",
    "parts": {},
    "recorded": AT,
    "source": "screen",
    "subjects": ("lot_12", "ser_10..ser_20"),
    "trust": "person",
    "v": 1,
    "zone": "Asia/Shanghai",
}
OPTIONAL = {
    "behalf": "usr_9",
    "cause": "0190b2c0-0000-7000-8000-00000000000f",
    "code": "empty_lot",
    "demonstration": True,
    "role": "keeper",
    "station": "工位三",
}


def make(**changes) -> entry.Envelope:
    fields: dict[str, Any] = FIELDS | changes
    return entry.Envelope(**fields)


def test_leaf_bytes():
    assert entry.encode(make()) == (
        b'{"actor":"usr_3","entered":"2026-01-01T00:00:00.123456Z",'
        b'"events":["warehouse.lot_received/1"],"id":"0190b2c0-0000-7000-8000-000000000000",'
        b'"kind":"warehouse.receive_lot/1","occurred":"2026-01-01T00:00:00.123456Z",'
        b'"outcome":"done","parts":{},"recorded":"2026-01-01T00:00:00.123456Z",'
        b'"source":"screen","subjects":["lot_12","ser_10..ser_20"],"trust":"person","v":1,'
        b'"zone":"Asia/Shanghai"}'
    )


@given(st.sets(st.sampled_from(sorted(OPTIONAL))))
def test_leaf_is_canonical_json_whatever_is_present(names):
    """An absent field is absent, not null; every present one stands in canonical order."""
    changes = {name: OPTIONAL[name] for name in names} | {"outcome": "failed"}
    parts = {"reason": "A" * 43, "changes": "B" * 43}
    leaf = entry.encode(make(**changes, parts=parts))
    value = json.loads(leaf)
    assert leaf == rfc8785.dumps(value)
    assert set(value) == set(FIELDS) | names
    assert entry.decode(leaf) == make(**changes, parts=parts)


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"v": 1.0},
        {"outcome": "perhaps"},
        {"outcome": "refused"},
        {"code": "empty_lot"},
        {"occurred": "2026-01-01T00:00:00Z"},
        {"occurred": AT + "\n"},
        {"kind": "ReceiveLot"},
        {"kind": "warehouse.receive_lot/0"},
        {"id": "7"},
        {"id": "0190B2C0-0000-7000-8000-000000000000"},
        {"parts": {"input": "short"}},
        {"parts": {"In put": "A" * 43}},
        {"actor": ""},
        {"actor": "x" * 201},
        {"actor": None},
        {"actor": 3.5},
        {"demonstration": False},
        {"subjects": ("e\u0301",)},
        {"station": "\ud800"},
        {"events": ("x",)},
        {"subjects": (1j,)},
    ],
    ids=str,
)
def test_what_cannot_be_read_back_is_never_sealed(changes):
    with pytest.raises(entry.BadEntry):
        entry.encode(make(**changes))


INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
COMMAND_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NAME = "[a-z][a-z0-9_]*"
KIND = rf"{NAME}\.{NAME}/[1-9][0-9]*"
FORMS = {
    "entered": INSTANT,
    "occurred": INSTANT,
    "recorded": INSTANT,
    "id": COMMAND_ID,
    "cause": COMMAND_ID,
    "kind": KIND,
    "events": KIND,
    "parts": NAME,
    "code": NAME,
}
CAPITALS = "0190B2C0-0000-7000-8000-000000000000"
FORMED = {form: st.from_regex(form, fullmatch=True) for form in set(FORMS.values())}


@example({"cause": CAPITALS})
@example({"id": CAPITALS.lower() * 2})
@example({"entered": AT * 2, "occurred": ""})
@given(
    st.dictionaries(
        st.sampled_from(sorted(FORMS)),
        st.one_of(
            *FORMED.values(),
            st.lists(st.one_of(*FORMED.values()), max_size=2).map("".join),
            st.sampled_from([AT[:-1], AT + " ", " " + AT[1:], CAPITALS]),
            st.text(st.sampled_from("abf019-_. :TZ/\n٣é"), min_size=27, max_size=27),
            st.text(st.sampled_from("abf019-_. :TZ/\n٣é"), min_size=36, max_size=36),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_each_text_is_held_to_its_own_form(texts):
    """Several are looked at together; none may lend its letters to another."""
    changes: dict[str, Any] = texts | {"outcome": "refused", "code": texts.get("code", "no")}
    if "events" in texts:
        changes["events"] = ("a.b/1", texts["events"])
    if "parts" in texts:
        changes["parts"] = {"input": "A" * 43, texts["parts"]: "B" * 43}
    leaf = json.dumps(FIELDS | changes, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if all(re.fullmatch(FORMS[name], text, re.ASCII) for name, text in texts.items()):
        assert entry.decode(leaf.encode()) == make(**changes)
    else:
        with pytest.raises(entry.BadEntry):
            entry.decode(leaf.encode())


def test_refused_names_its_code():
    envelope = make(outcome="refused", code="empty_lot")
    assert entry.decode(entry.encode(envelope)).code == "empty_lot"


@pytest.mark.parametrize(
    "change",
    [
        lambda leaf: leaf + b" ",
        lambda leaf: leaf.replace(b'"v":1', b'"v": 1'),
        lambda leaf: leaf.replace(b'"v":1', b'"v":1,"w":1'),
        lambda leaf: leaf.replace(b'"v":1', b'"v":1,"v":1'),
        lambda leaf: leaf.replace(b'"actor":"usr_3"', b'"actor":"usr_3","behalf":null'),
        lambda leaf: leaf.replace(b"usr_3", b"usr\\u005f3"),
        lambda leaf: leaf.replace(b"usr_3", b"usr\xff"),
        lambda leaf: leaf[:-1],
        lambda leaf: b"[]",
        lambda leaf: leaf.replace(b"usr_3", b"u" * 70_000),
    ],
)
def test_other_spellings_are_not_entries(change):
    with pytest.raises(entry.BadEntry):
        entry.decode(change(entry.encode(make())))


def test_size_limit_is_exact():
    """C2SP tlog-tiles gives an entry's length two bytes."""
    subjects = ["s" * 200] * 320
    spare = entry.LEAF_BYTES_MAX - len(entry.encode(make(subjects=(*subjects, "s"))))
    while spare > 203:
        subjects.append("s" * 200)
        spare -= 203
    full = make(subjects=(*subjects, "s" * (1 + spare)))
    assert len(entry.encode(full)) == entry.LEAF_BYTES_MAX == 65_535
    with pytest.raises(entry.EntryTooLarge):
        entry.encode(make(subjects=(*full.subjects, "s")))


@given(st.integers(-(10**15), 10**17))
def test_instants(microseconds):
    text = entry.format_instant(microseconds)
    assert len(text) == 27
    assert entry.parse_instant(text) == microseconds


def test_known_instant():
    assert entry.format_instant(1_767_225_600_000_000) == "2026-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    "text",
    ["2026-01-01T00:00:00Z", "2026-02-30T00:00:00.000000Z", "2026-01-01T00:00:00.000000+00:00"],
)
def test_other_instants_are_refused(text):
    with pytest.raises(entry.BadEntry):
        entry.parse_instant(text)


def test_commitment_is_salted_sha256():
    """43 characters of base64url: of the ASCII digest used by SD-JWT only the salt differs."""
    assert entry.commit(b"", b"") == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    salt, content = bytes(range(32)), b'{"lot":"lot_1"}'
    assert entry.commit(salt, content) == entry.b64url(sha256(salt + content).digest())


CONTENTS: dict[str, entry.PartContent] = {
    "input": b'{"lot":"lot_1"}',
    "readings": [b'{"c":"20"}', b'{"c":"21"}', b'{"c":"22"}'],
}


def items_of(part: entry.Part) -> list[tuple[bytes, bytes]]:
    assert part.items is not None
    return part.items


def test_sealed_parts_open_their_commitments():
    commitments, packed = entry.seal_parts(CONTENTS)
    envelope = make(parts=commitments)
    assert entry.check_parts(envelope, packed, withheld_ok=False) == []
    parts = entry.unpack(packed)
    assert parts["input"].content == CONTENTS["input"]
    assert [item for _, item in items_of(parts["readings"])] == CONTENTS["readings"]
    assert json.loads(parts["readings"].content).keys() == {"items", "root", "tree"}


def test_salts_differ_each_time():
    """Equal contents must not show as equal."""
    commitments, packed = entry.seal_parts({"a": b"1", "b": b"1", "c": [b"1"] * 9})
    parts = entry.unpack(packed)
    salts = [part.salt for part in parts.values()] + [salt for salt, _ in items_of(parts["c"])]
    assert len(set(salts)) == len(salts) == 12
    assert len(set(commitments.values())) == 3


def test_one_call_for_randomness(monkeypatch):
    chance = Mock(side_effect=bytes)
    monkeypatch.setattr(os, "urandom", chance)
    entry.seal_parts(CONTENTS)
    chance.assert_called_once_with(32 * 5)


def repacked(packed: bytes, **changes) -> bytes:
    parts = entry.unpack(packed) | changes
    return entry.pack({name: part for name, part in parts.items() if part is not None})


def test_every_kind_of_part_problem():
    commitments, packed = entry.seal_parts(CONTENTS)
    envelope, parts = make(parts=commitments), entry.unpack(packed)
    plain, batch = parts["input"], parts["readings"]
    short = entry.Part(batch.salt, batch.content, items_of(batch)[:-1])
    cases: list[tuple[dict[str, Any], list[tuple[str, str]], list[tuple[str, str]] | None]] = [
        ({"input": None}, [("input", "missing")], []),
        ({"readings": entry.Part(batch.salt, batch.content)}, [("readings", "missing")], []),
        ({"readings": short}, [("readings", "items_altered")], None),
        ({"input": entry.Part(plain.salt, b"{}")}, [("input", "altered")], None),
        ({"input": entry.Part(bytes(32), plain.content)}, [("input", "altered")], None),
        ({"other": plain}, [("other", "uncommitted")], None),
    ]
    for changes, strict, lenient in cases:
        changed = repacked(packed, **changes)
        assert entry.check_parts(envelope, changed, withheld_ok=False) == strict
        expected = strict if lenient is None else lenient
        assert entry.check_parts(envelope, changed, withheld_ok=True) == expected


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\xff",
        msgspec.msgpack.encode({"input": [b"short", b"{}"]}),
        msgspec.msgpack.encode({"input": [bytes(32)]}),
        msgspec.msgpack.encode({"input": {"salt": bytes(32)}}),
    ],
)
def test_unreadable_parts(packed):
    with pytest.raises(entry.BadParts):
        entry.check_parts(make(), packed, withheld_ok=True)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=20), st.data())
def test_one_item_is_proved_alone(items, data):
    _, packed = entry.seal_parts({"batch": items})
    part = entry.unpack(packed)["batch"]
    index = data.draw(st.integers(0, len(items) - 1))
    proof = entry.prove_item(items_of(part), index)
    salt, item = items_of(part)[index]
    assert entry.verify_item(part.content, index, salt, item, proof)
    assert not entry.verify_item(part.content, index, salt, item + b"!", proof)
    assert not entry.verify_item(part.content, index, bytes(32), item, proof)
    assert not entry.verify_item(part.content, index + 1, salt, item, proof)
    assert not entry.verify_item(b"{}", index, salt, item, proof)


def test_no_proof_of_an_item_that_is_not_there():
    with pytest.raises(OutsideTree):
        entry.prove_item([], 0)


def test_empty_batch():
    commitments, packed = entry.seal_parts({"batch": []})
    assert entry.check_parts(make(parts=commitments), packed, withheld_ok=False) == []
