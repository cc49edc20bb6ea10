"""One item of an entry, checked by the verifier without its neighbours."""

import json

import pytest

from lotproof.ledger import tree
from lotproof.ledger.entry import Sealed, decode
from lotproof.ledger.item_proof import prove, write
from lotproof.ledger.proof import Proof
from tests.verifier.damage import first, verify


@pytest.fixture
def shown(ledger):
    """The file of one item, as a mapping."""
    index = next(i for i, parts in enumerate(ledger.parts) if any(p.items for p in parts.values()))
    leaf, parts = ledger.leaves[index], ledger.parts[index]
    name = next(name for name, part in parts.items() if part.items)
    hashes = [tree.leaf_hash(each) for each in ledger.leaves]
    path = tree.prove_inclusion(index, len(hashes), tree.leaves_reader(hashes))
    receipt = Proof(index, tuple(path), ledger.checkpoint()).text
    sealed = Sealed(index, leaf, decode(leaf), parts)
    return json.loads(write(prove(sealed, name, 1, receipt)))


def check(capsys, tmp_path, shown, *more):
    path = tmp_path / "one.item-proof.json"
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    path.write_bytes(text.encode())
    return verify(capsys, "--item", path, *more)


def test_an_item_holds_under_the_key_and_is_not_anchored_without(capsys, ledger, tmp_path, shown):
    status, report = check(capsys, tmp_path, shown, "--key", ledger.vkey)
    assert status == 0
    assert shown["item"] in json.dumps(report, ensure_ascii=False).replace('\\"', '"')
    assert check(capsys, tmp_path, shown)[0] == 3


def test_it_is_compared_with_an_export(capsys, ledger, export, tmp_path, shown):
    path = tmp_path / "one.item-proof.json"
    check(capsys, tmp_path, shown)
    assert verify(capsys, export, "--item", path, "--key", ledger.vkey)[0] == 0


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda shown: shown | {"item": '"other"'}, "not_included"),
        (lambda shown: shown | {"index": shown["index"] + 1}, "not_included"),
        (lambda shown: shown | {"item_salt": shown["salt"]}, "not_included"),
        (lambda shown: shown | {"hashes": shown["hashes"][1:]}, "not_included"),
        (lambda shown: shown | {"salt": shown["item_salt"]}, "altered"),
        (lambda shown: shown | {"content": shown["content"].replace("rfc", "rfd")}, "altered"),
        (lambda shown: shown | {"part": "absent"}, "uncommitted"),
        (lambda shown: shown | {"salt": "short"}, "malformed"),
        (lambda shown: shown | {"index": "1"}, "malformed"),
        (lambda shown: shown | {"format": "lotproof.item/2"}, "malformed"),
        (lambda shown: shown | {"more": 1}, "malformed"),
    ],
)
def test_each_change_is_named(capsys, ledger, tmp_path, shown, change, kind):
    status, report = check(capsys, tmp_path, change(shown), "--key", ledger.vkey)
    assert (status, first(report, "item")[0]) == (1, kind)


def test_another_entry_is_named_by_its_receipt(capsys, ledger, tmp_path, shown):
    """An entry that commits to the same part, made up: its receipt is of another one."""
    forged = shown | {"entry": shown["entry"].replace("usr_3", "usr_4")}
    status, report = check(capsys, tmp_path, forged, "--key", ledger.vkey)
    assert (status, first(report, "receipt")[0]) == (1, "not_included")


def test_a_receipt_is_given_once(capsys, tmp_path):
    with pytest.raises(SystemExit):
        verify(capsys, "--item", "a", "--proof", "b", "--entry", "c")
    assert "--item brings its own receipt" in capsys.readouterr().err
