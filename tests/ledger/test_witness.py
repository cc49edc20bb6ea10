"""C2SP tlog-witness: the table of answers, a published exchange, memory and HTTP."""

import threading
from collections.abc import Iterator
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest

from lotproof.ledger import tree
from lotproof.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from lotproof.ledger.note import Algorithm, SigningKey, VerifierKey, parse_note
from lotproof.ledger.text import to_base64
from lotproof.ledger.witness import (
    BODY_BYTES_MAX,
    Accepted,
    Answer,
    MemoryDamaged,
    Witness,
    decide,
    make_server,
    origin_hash,
    parse_request,
)

WITNESS_KEY = SigningKey("witness.example/w1", Algorithm.COSIGNATURE, bytes([9]) * 32)
NOW = 1_767_225_600
LOG = SigningKey("plant.example/log", Algorithm.ED25519, bytes([1]) * 32)
LOGS = {"plant.example/log": [LOG.verifier]}
LEAVES = [tree.leaf_hash(bytes([number])) for number in range(40)]
OTHER = [tree.leaf_hash(bytes([number, 1])) for number in range(40)]

# The exchange that litewitness and Sunlight's witness are tested with (torchwood "gentest"):
# a Sigsum log of leaf hashes 2a00…, 2a01…, … whose signatures for sizes 1, 3 and 5 are known.
SIGSUM = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
SIGSUM_KEY = VerifierKey(
    SIGSUM,
    Algorithm.ED25519,
    bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f"),
)
SIGSUM_LEAVES = [bytes([42, number]) + bytes(30) for number in range(5)]
SIGSUM_SIGNATURES = {  # without the first three bytes of the key id, which read UgIo
    1: "m7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=",
    3: "m2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=",
    5: "mw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=",
}
SIGSUM_FIVE = (
    "m4JTC2MerrFcJ5xDcWHzRPVB6zzGBIw4OFqcKDflqjH4q4xY5vMxUxyczvdIlEwFYf7ivQU4KoWan2bLmzLx0go="
)


def root(size: int, leaves: list[bytes] = LEAVES) -> bytes:
    return tree.root_at(size, tree.leaves_reader(leaves))


def body(old: int, proof: list[bytes], note: str) -> bytes:
    lines = "".join(f"{to_base64(item)}\n" for item in proof)
    return f"old {old}\n{lines}\n{note}".encode()


def request(old: int, new: int, leaves: list[bytes] = LEAVES, key: SigningKey = LOG) -> bytes:
    text = Checkpoint(key.verifier.name, new, root(new, leaves)).text
    proof = tree.prove_consistency(min(old, new), new, tree.leaves_reader(leaves))
    return body(old, proof, f"{text}\n{key.sign(text)}")


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(WITNESS_KEY, LOGS, tmp_path, lambda: NOW)


def sigsum(old: int, size: int, **changes: str) -> bytes:
    read = tree.leaves_reader(SIGSUM_LEAVES)
    origin, signature = changes.get("origin", SIGSUM), SIGSUM_SIGNATURES[size]
    proof = tree.prove_consistency(old, size, read)
    text = Checkpoint(origin, size, tree.root_at(size, read)).text
    return body(old, proof, f"{text}\n— {origin} UgIo{changes.get('signature', signature)}\n")


def test_published_exchange(tmp_path):
    """Ten requests in order, with the answers of the published test."""
    witness = Witness(WITNESS_KEY, {SIGSUM: [SIGSUM_KEY]}, tmp_path, lambda: NOW)
    assert SIGSUM_KEY.key_id.hex() == "5202289b"
    roots = [to_base64(tree.root_at(size, tree.leaves_reader(SIGSUM_LEAVES))) for size in (3, 5)]
    assert roots == [
        "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
        "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
    ]
    wrong = SIGSUM_SIGNATURES[3].replace("go=", "gx=")
    lines = sigsum(1, 3).split(b"\n")
    without_proof = b"\n".join([lines[0], *lines[3:]])
    wrong_proof = sigsum(1, 3).replace(
        b"KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        b"KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABA=",
    )
    five = f"{SIGSUM}\nfive\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    exchange = [
        (sigsum(0, 1), 200),
        (sigsum(1, 3, signature=wrong), 403),
        (sigsum(1, 3, origin=SIGSUM[:-1] + "3"), 404),
        (without_proof, 422),
        (wrong_proof, 422),
        (sigsum(1, 3), 200),
        (sigsum(1, 5), 409),
        (sigsum(3, 5), 200),
        (sigsum(0, 5), 409),
        (sigsum(5, 5).rpartition(b"\n\n")[0] + b"\n", 400),
        (body(5, [], f"{five}\n— {SIGSUM} UgIo{SIGSUM_FIVE}\n"), 400),
    ]
    answers = [witness.add_checkpoint(sent) for sent, _ in exchange]
    assert [answer.status for answer in answers] == [status for _, status in exchange]
    assert [answer.body for answer in answers if answer.status == 409] == ["3\n", "5\n"]


def test_worked_exchange(tmp_path):
    """Old 4, new 8 of the worked log: bytes of the request, and the cosignature made for it."""
    origin = "plant.example/ledger/2026"
    log = SigningKey(origin, Algorithm.ED25519, sha256(b"ledger-study log key").digest())
    key = SigningKey(
        "witness.example/w1",
        Algorithm.COSIGNATURE,
        sha256(b"ledger-study witness key").digest(),
    )
    leaves = [tree.leaf_hash(f'{{"seq":{number}}}'.encode()) for number in range(8)]
    witness = Witness(key, {origin: [log.verifier]}, tmp_path, lambda: NOW)
    assert witness.add_checkpoint(request(0, 4, leaves, log)).status == 200
    sent = (
        "old 4\nJKpriZd4fuayZtLl03yzSI7D809obU1CRW5+Jf1WuwU=\n\nplant.example/ledger/2026\n8\n"
        "ucN3+R2sMSs2ykDR86RChTmocZBkgZc59BYEeNPQFDs=\n\n— plant.example/ledger/2026 "
        "kQqzYFr1dbgzD1b34Izl3z9SvmFi0qhBa51zKs/nJ5vDNFehjdwx5XUGUY/6GwTaYyhkGvvrRkyX0I+7Th6z3TTq"
        "/wQ=\n"
    ).encode()
    assert sent == request(4, 8, leaves, log)
    answer = witness.add_checkpoint(sent)
    assert answer == Answer(
        200,
        "— witness.example/w1 OfhjGgAAAABpVbkAwQEJkEufXMDxMbGUT5lV69ys5ozdAAKC41RR6SppPK7R/nP6/y15"
        "/+uFPb7fYadPL2LWmg65oXRBofr2+MBHCw==\n",
    )
    assert witness.add_checkpoint(sent) == Answer(409, "8\n", "text/x.tlog.size")
    published = witness.published(sha256(origin.encode()).hexdigest())
    assert published == sent.decode().partition("\n\n")[2] + answer.body


LAST = Checkpoint("plant.example/log", 8, root(8))
STRANGER = SigningKey("plant.example/log", Algorithm.ED25519, bytes([2]) * 32)
ELSEWHERE = SigningKey("other.example/log", Algorithm.ED25519, bytes([1]) * 32)


def _empty_with_root() -> bytes:
    text = Checkpoint("plant.example/log", 0, root(8)).text
    return body(0, [], f"{text}\n{LOG.sign(text)}")


@pytest.mark.parametrize(
    ("sent", "last", "status"),
    [
        (request(0, 8), None, 200),
        (request(0, 0), None, 200),
        (request(8, 8), LAST, 200),
        (request(8, 31), LAST, 200),
        (request(31, 8), LAST, 400),
        (request(8, 31, key=STRANGER), LAST, 403),
        (request(8, 31, key=ELSEWHERE), LAST, 404),
        (request(0, 31), LAST, 409),
        (request(7, 31), LAST, 409),
        (request(9, 31), LAST, 409),
        (request(4, 8), LAST, 409),
        (request(8, 31), None, 409),
        (request(8, 31, OTHER), LAST, 422),
        (request(8, 8, OTHER), LAST, 422),
        (_empty_with_root(), None, 422),
        (request(0, 8).replace(b"old 0\n", b"old 0\n" + b"A" * 43 + b"=\n"), None, 422),
    ],
)
def test_table_of_answers(sent, last, status):
    decision = decide(parse_request(sent), last, LOGS)
    assert (200 if isinstance(decision, Accepted) else decision.status) == status


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\xff",
        b"old 0\n",
        b"old 00\n\n",
        b"old -1\n\n",
        b"new 0\n\n",
        b"old 0\nnot base64\n\nx",
        b"old 0\nAAAA\n\nx",
        b"old 0\n" + (b"A" * 43 + b"=\n") * 64 + b"\nx",
        b"old 0\n\nno note",
        request(0, 8).replace(b"\n8\n", b"\neight\n"),
    ],
)
def test_malformed_requests(witness, sent):
    assert witness.add_checkpoint(sent).status == 400


def test_survives_a_restart(witness, tmp_path):
    witness.add_checkpoint(request(0, 8))
    again = Witness(WITNESS_KEY, LOGS, tmp_path, lambda: NOW + 1)
    assert again.add_checkpoint(request(0, 8)).status == 409
    assert again.add_checkpoint(request(8, 31)).status == 200


def test_cosignature_verifies_and_unknown_signatures_are_not_published(witness):
    grease = SigningKey.generate("grease.example/x", Algorithm.ED25519)
    sent = request(0, 8)
    text = parse_note(sent.decode().partition("\n\n")[2]).text
    witness.add_checkpoint(sent + grease.sign(text).encode())
    published = witness.published(origin_hash("plant.example/log"))
    signed = open_checkpoint(published, [LOG.verifier], [WITNESS_KEY.verifier])
    assert [item.timestamp for item in signed.cosignatures] == [NOW]
    assert "grease" not in published


def test_damaged_memory_stops_cosigning(witness, tmp_path):
    witness.add_checkpoint(request(0, 8))
    (tmp_path / origin_hash("plant.example/log") / "checkpoint").write_text("8\n")
    with pytest.raises(MemoryDamaged):
        witness.add_checkpoint(request(0, 8))


def test_rotated_log_keys_are_both_known(tmp_path):
    keys = {"plant.example/log": [LOG.verifier, STRANGER.verifier]}
    witness = Witness(WITNESS_KEY, keys, tmp_path, lambda: NOW)
    assert witness.add_checkpoint(request(0, 8)).status == 200
    assert witness.add_checkpoint(request(8, 31, key=STRANGER)).status == 200


def test_two_forks_at_once_get_one_cosignature(witness):
    """Check and store are one step: of contradicting requests at most one is accepted."""
    sent = [request(0, 8), request(0, 8, OTHER)] * 8
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda one=one: answers.append(witness.add_checkpoint(one).status))
        for one in sent
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * 15


@pytest.fixture
def connection(witness: Witness) -> Iterator[HTTPConnection]:
    server = make_server(("127.0.0.1", 0), witness)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    link = HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    try:
        yield link
    finally:
        link.close()
        server.shutdown()
        server.server_close()
        thread.join()


def ask(link: HTTPConnection, method: str, path: str, data: bytes | None = None):
    link.request(method, path, data)
    answer = link.getresponse()
    return answer.status, answer.getheader("Content-Type"), answer.read().decode()


def test_over_http(connection):
    """One kept-alive connection: cosign, conflict, monitor."""
    status, _, cosignature = ask(connection, "POST", "/add-checkpoint", request(0, 8))
    assert status == 200
    assert cosignature.startswith("— witness.example/w1 ")
    assert ask(connection, "POST", "/add-checkpoint", request(0, 8)) == (
        409,
        "text/x.tlog.size",
        "8\n",
    )
    monitor = f"/{sha256(b'plant.example/log').hexdigest()}/checkpoint"
    status, kind, note = ask(connection, "GET", monitor)
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    assert parse_checkpoint(parse_note(note).text).size == 8


@pytest.mark.parametrize(
    "path", ["/", "/checkpoint", "/x/checkpoint", "/../checkpoint", f"/{'0' * 64}/checkpoint"]
)
def test_nothing_else_is_served(connection, path):
    assert ask(connection, "GET", path)[0] == 404
    assert ask(connection, "POST", path, b"")[0] == 404


def test_bodies_are_bounded(connection):
    assert ask(connection, "POST", "/add-checkpoint", bytes(BODY_BYTES_MAX))[0] == 400
    connection.putrequest("POST", "/add-checkpoint")
    connection.putheader("Content-Length", str(BODY_BYTES_MAX + 1))
    connection.endheaders()
    assert connection.getresponse().status == 413


def test_length_is_required(connection):
    connection.putrequest("POST", "/add-checkpoint")
    connection.endheaders()
    assert connection.getresponse().status == 411


def test_damaged_memory_is_said_over_http(connection, witness, tmp_path):
    witness.add_checkpoint(request(0, 8))
    (tmp_path / origin_hash("plant.example/log") / "checkpoint").write_text("8\n")
    assert ask(connection, "POST", "/add-checkpoint", request(0, 8))[0] == 500
