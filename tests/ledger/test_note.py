"""C2SP notes, checkpoints, cosignatures and receipts: published and worked examples."""

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lotproof.ledger import note, proof, tree
from lotproof.ledger.checkpoint import (
    BadCheckpoint,
    Checkpoint,
    OriginMismatch,
    open_checkpoint,
    parse_checkpoint,
)
from lotproof.ledger.note import Algorithm, SigningKey, VerifierKey
from lotproof.ledger.policy import parse_policy

# C2SP signed-note: the specification's own example.
SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ON"
    "ncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# Tessera testdata/log: public test keys.
TESSERA_PRIVATE = (
    "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg"
)
TESSERA_VKEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"

# A worked example that Go's x/mod and sigstore-python have verified.
ORIGIN, WITNESS = "plant.example/ledger/2026", "witness.example/w1"
LOG = SigningKey(ORIGIN, Algorithm.ED25519, sha256(b"ledger-study log key").digest())
COSIGNER = SigningKey(WITNESS, Algorithm.COSIGNATURE, sha256(b"ledger-study witness key").digest())
LOG_VKEY = "plant.example/ledger/2026+910ab360+AYpsMJ7Y9l9xwcnepdSrfpDKehkLOCHc34n60HxWNmu8"
WITNESS_VKEY = "witness.example/w1+39f8631a+BK6gDKGRLnOKYZvWS3kvSF4LrCKYEpPmmaVg8T8KRHsN"
TEXT = f"{ORIGIN}\n8\nucN3+R2sMSs2ykDR86RChTmocZBkgZc59BYEeNPQFDs=\n"
LOG_LINE = (
    "— plant.example/ledger/2026 kQqzYFr1dbgzD1b34Izl3z9SvmFi0qhBa51zKs/nJ5vDNFehjdwx5XUGUY/6GwTaY"
    "yhkGvvrRkyX0I+7Th6z3TTq/wQ=\n"
)
COSIGNATURE_LINE = (
    "— witness.example/w1 OfhjGgAAAABpVbkAwQEJkEufXMDxMbGUT5lV69ys5ozdAAKC41RR6SppPK7R/nP6/y15/+uFP"
    "b7fYadPL2LWmg65oXRBofr2+MBHCw==\n"
)
SIGNED = f"{TEXT}\n{LOG_LINE}"
COSIGNED = SIGNED + COSIGNATURE_LINE
RECEIPT = f"""c2sp.org/tlog-proof@v1
index 5
F5V5gnXFBtu/Rv3nMkDrGdUvty+pCgWh/EyLSLSqBqI=
sfUIz4OEF6W9mm409Ysnhw/y4lDrNXTmOzB2brtmt8Y=
nUE/WaAlKD+d/QXFztonaVKmd6GkwH3OFKaIiP53asY=

{COSIGNED}"""
LEAF = b'{"seq":5}'


def test_specification_example():
    key = VerifierKey.parse(SPEC_VKEY)
    assert key.text == SPEC_VKEY
    text, verified = note.open_note(SPEC_NOTE, [key])
    assert text == "This is an example message.\n"
    assert [item.key for item in verified] == [key]


def test_private_key_text_of_go():
    key = SigningKey.parse(TESSERA_PRIVATE)
    assert key.text == TESSERA_PRIVATE
    assert key.verifier == VerifierKey.parse(TESSERA_VKEY)


def test_worked_checkpoint():
    root = bytes.fromhex("b9c377f91dac312b36ca40d1f3a4428539a8719064819739f4160478d3d0143b")
    frontier = tree.Frontier()
    frontier.append_many(tree.leaf_hash(f'{{"seq":{number}}}'.encode()) for number in range(8))
    assert frontier.root() == root
    assert Checkpoint(ORIGIN, 8, root).text == TEXT
    assert LOG.verifier.text == LOG_VKEY
    assert LOG.sign(TEXT) == LOG_LINE
    assert parse_checkpoint(TEXT) == Checkpoint(ORIGIN, 8, root)


def test_worked_cosignature():
    assert COSIGNER.verifier.text == WITNESS_VKEY
    assert note.cosigned_message(TEXT, 1_767_225_600) == (
        b"cosignature/v1\ntime 1767225600\n" + TEXT.encode()
    )
    assert COSIGNER.cosign(TEXT, 1_767_225_600) == COSIGNATURE_LINE
    signed = open_checkpoint(COSIGNED, [LOG.verifier], [COSIGNER.verifier])
    assert [item.timestamp for item in signed.cosignatures] == [1_767_225_600]
    assert [item.key for item in signed.signatures] == [LOG.verifier]


def test_signatures_are_plain_ed25519():
    """The bytes after the key id verify with the library alone."""
    payload = base64.b64decode(LOG_LINE.rsplit(maxsplit=1)[-1])[4:]
    Ed25519PublicKey.from_public_bytes(LOG.verifier.public_key).verify(payload, TEXT.encode())


def test_worked_receipt():
    receipt = proof.parse_proof(RECEIPT)
    assert (receipt.index, len(receipt.hashes), receipt.extra) == (5, 3, b"")
    assert receipt.text == RECEIPT
    policy = parse_policy(f"witness w {WITNESS_VKEY}\nquorum w\n".encode())
    signed = proof.verify_proof(receipt, LEAF, [LOG.verifier], policy)
    assert signed.checkpoint.size == 8


def test_receipt_refusals():
    receipt = proof.parse_proof(RECEIPT)
    quorum = parse_policy(f"witness w {WITNESS_VKEY}\nquorum w\n".encode())
    with pytest.raises(proof.BadProof):
        proof.verify_proof(receipt, b'{"seq":4}', [LOG.verifier])
    with pytest.raises(note.UnknownSigners):
        proof.verify_proof(receipt, LEAF, [])
    uncosigned = proof.parse_proof(RECEIPT.removesuffix(COSIGNATURE_LINE))
    with pytest.raises(proof.BadProof, match="quorum"):
        proof.verify_proof(uncosigned, LEAF, [LOG.verifier], quorum)


# transparency-dev/formats proof/tlog_proof_test.go: the round trips and the malformed inputs.
HASH_1, HASH_2 = (sha256(text).digest() for text in (b"hash1", b"hash2"))


@pytest.mark.parametrize(
    "receipt",
    [
        proof.Proof(5, (HASH_1, HASH_2), "test checkpoint\n"),
        proof.Proof(10, (HASH_1,), "checkpoint data\n", b"extra information"),
        proof.Proof(0, (), "checkpoint\n"),
        proof.Proof(789, (), "checkpoint\n"),
    ],
)
def test_published_receipt_round_trips(receipt):
    assert proof.parse_proof(receipt.text) == receipt


def test_published_receipt_text():
    receipt = proof.Proof(10, (HASH_1,), "checkpoint data\n", b"extra information")
    encoded = base64.b64encode(HASH_1).decode()
    extra = base64.b64encode(b"extra information").decode()
    assert receipt.text == (
        f"c2sp.org/tlog-proof@v1\nextra {extra}\nindex 10\n{encoded}\n\ncheckpoint data\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "wrong-header\nindex 0\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n",
        f"c2sp.org/tlog-proof@v1\nindex 0\n{base64.b64encode(bytes(64)).decode()}\n\ncheckpoint\n",
        f"c2sp.org/tlog-proof@v1\nindex 0\n{'a' * 65 * 1024}\n",
        "c2sp.org/tlog-proof@v1\nindex 05\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n"
        + (base64.b64encode(bytes(32)).decode() + "\n") * 64
        + "\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1",
        "",
    ],
)
def test_malformed_receipts(text):
    with pytest.raises(proof.BadProof):
        proof.parse_proof(text)


def test_known_key_with_wrong_signature_rejects_the_whole_note():
    forged = SIGNED.replace("\n8\n", "\n9\n")
    with pytest.raises(note.WrongSignature):
        note.open_note(forged, [LOG.verifier])
    good_and_bad = f"{forged}{COSIGNER.cosign(forged.partition(chr(10) * 2)[0] + chr(10), 1)}"
    with pytest.raises(note.WrongSignature):
        note.open_note(good_and_bad, [LOG.verifier, COSIGNER.verifier])


def test_unknown_signatures_are_ignored_but_not_enough():
    grease = "— grease.example/x " + base64.b64encode(bytes(70)).decode() + "\n"
    text, verified = note.open_note(f"{TEXT}\n{grease}{LOG_LINE}", [LOG.verifier])
    assert (text, len(verified)) == (TEXT, 1)
    with pytest.raises(note.UnknownSigners):
        note.open_note(f"{TEXT}\n{grease}", [LOG.verifier])
    with pytest.raises(note.UnknownSigners):
        open_checkpoint(COSIGNED, [], [COSIGNER.verifier])


def test_same_name_other_key_is_unknown():
    other = SigningKey.generate(ORIGIN, Algorithm.ED25519)
    with pytest.raises(note.UnknownSigners):
        note.open_note(SIGNED, [other.verifier])


def test_log_key_speaks_for_its_own_origin_only():
    other = SigningKey.generate("other.example/log", Algorithm.ED25519)
    with pytest.raises(OriginMismatch):
        open_checkpoint(f"{TEXT}\n{other.sign(TEXT)}", [other.verifier])


@pytest.mark.parametrize("payload", [b"", bytes(64), bytes(71), bytes(73)])
def test_cosignature_of_a_wrong_length_does_not_verify(payload):
    assert not COSIGNER.verifier.verifies(TEXT, payload)
    assert not LOG.verifier.verifies(TEXT, payload)


def test_a_key_signs_only_in_its_own_way():
    with pytest.raises(note.BadKey):
        LOG.cosign(TEXT, 1)
    with pytest.raises(note.BadKey):
        COSIGNER.sign(TEXT)


@pytest.mark.parametrize("text", ["no newline", "tab\there\n", "bell\x07\n"])
def test_text_that_cannot_be_signed(text):
    with pytest.raises(note.BadNote):
        LOG.sign(text)


@pytest.mark.parametrize(
    "data",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        SIGNED[:-1],
        SIGNED.replace("— ", "- "),
        SIGNED.replace("2026 kQq", "2026  kQq"),
        f"{TEXT}\n— plant.example/ledger/2026\n",
        f"{TEXT}\n— plant.example/ledger/2026 AAAA\n",
        f"{TEXT}\n— a+b {base64.b64encode(bytes(70)).decode()}\n",
        f"{TEXT}\n{LOG_LINE}{LOG_LINE.replace('kQq', '!!!')}",
        f"a\x01b\n\n{LOG_LINE}",
        f"{TEXT}\n{LOG_LINE * 101}",
    ],
)
def test_malformed_notes(data):
    with pytest.raises(note.BadNote):
        note.parse_note(data)


def test_sixteen_signatures_are_read():
    keys = [SigningKey.generate(f"w{number}", Algorithm.COSIGNATURE) for number in range(16)]
    lines = "".join(key.cosign(TEXT, number) for number, key in enumerate(keys))
    _, verified = note.open_note(f"{TEXT}\n{lines}", [key.verifier for key in keys])
    assert [item.timestamp for item in verified] == list(range(16))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        SPEC_VKEY.replace("530d903a", "530d903b"),
        SPEC_VKEY.replace("+Ae", "+Be"),
        SPEC_VKEY[:-4],
        SPEC_VKEY.replace("example.com/foo", "example.com/ foo"),
        "+" + SPEC_VKEY,
        SPEC_VKEY.replace("530d903a", "530D903A"),
        "name+00000000+",
    ],
)
def test_malformed_keys(text):
    with pytest.raises(note.BadKey):
        VerifierKey.parse(text)


@pytest.mark.parametrize("text", ["", SPEC_VKEY, TESSERA_PRIVATE[:-4], TESSERA_PRIVATE + "x"])
def test_malformed_private_keys_are_not_shown(text):
    with pytest.raises(note.BadKey) as caught:
        SigningKey.parse(text)
    assert "ymY/SZAX0j" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n8\n",
        TEXT[:-1],
        TEXT.replace("\n8\n", "\n08\n"),
        TEXT.replace("\n8\n", "\n-8\n"),
        TEXT.replace("\n8\n", "\n８\n"),
        TEXT.replace("=\n", "\n"),
        TEXT.replace("ucN3", "u"),
        TEXT + "\n",
        TEXT.replace(ORIGIN, ""),
        f"{ORIGIN}\n8\n{base64.b64encode(bytes(31)).decode()}\n",
    ],
)
def test_malformed_checkpoints(text):
    with pytest.raises(BadCheckpoint):
        parse_checkpoint(text)


def test_extension_lines_survive():
    checkpoint = parse_checkpoint(f"{TEXT}extra line\n")
    assert checkpoint.extensions == ("extra line",)
    assert checkpoint.text == f"{TEXT}extra line\n"
