"""C2SP tlog-policy: quorums, and what a policy file may not say."""

import pytest

from lotproof.ledger.note import Algorithm, SigningKey
from lotproof.ledger.policy import BadPolicy, parse_policy

LOG = SigningKey("plant.example/log", Algorithm.ED25519, bytes([1]) * 32).verifier
KEYS = {
    name: SigningKey(f"{name}.example", Algorithm.COSIGNATURE, bytes([seed]) * 32).verifier
    for seed, name in enumerate(["X1", "X2", "X3", "Y1", "Y2", "Y3"], 10)
}
WITNESSES = "".join(f"witness {name} {key.text}\n" for name, key in KEYS.items())
# The specification's example: two of the X witnesses, and any of the Y witnesses.
EXAMPLE = f"""# who must have seen a checkpoint
log {LOG.text} https://plant.example/log
\t
{WITNESSES}group X-witnesses 2 X1 X2 X3
group Y-witnesses any Y1 Y2 Y3

  group X-and-Y all\tX-witnesses Y-witnesses
quorum X-and-Y
"""


@pytest.mark.parametrize(
    ("names", "enough"),
    [
        ("X1 X2 Y1", True),
        ("X1 X3 Y3", True),
        ("X1 X2 X3 Y1 Y2 Y3", True),
        ("X1 X2 X3", False),
        ("X1 Y1 Y2 Y3", False),
        ("", False),
    ],
)
def test_example_of_the_specification(names, enough):
    policy = parse_policy(EXAMPLE.encode())
    assert policy.logs == [LOG]
    assert policy.satisfied_by({KEYS[name] for name in names.split()}) is enough


def test_no_quorum_and_single_witness():
    assert parse_policy(b"quorum none\n").satisfied_by(set())
    single = parse_policy(f"{WITNESSES}quorum Y1\n".encode())
    assert single.satisfied_by({KEYS["Y1"]})
    assert not single.satisfied_by({KEYS["Y2"]})


def test_names_are_opaque_octets():
    """A name in an old Chinese encoding is not UTF-8, and allowed."""
    name = "质量".encode("gbk")
    text = b"witness " + name + b" " + KEYS["X1"].text.encode() + b"\nquorum " + name + b"\n"
    assert parse_policy(text).satisfied_by({KEYS["X1"]})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no quorum"),
        ("quorum none\nquorum none\n", "line 2.*two quorum"),
        ("quorum absent\n", "not defined"),
        (f"quorum X1\n{WITNESSES}", "line 1.*not defined"),
        (f"log {LOG.text}\nlog {LOG.text}\nquorum none\n", "twice"),
        (f"log {KEYS['X1'].text}\nquorum none\n", "type 4"),
        (f"witness w {LOG.text}\nquorum none\n", "type 1"),
        ("log nokey\nquorum none\n", "line 1"),
        (f"{WITNESSES}witness X1 {LOG.text}\nquorum none\n", "taken"),
        (f"{WITNESSES}witness again {KEYS['X1'].text}\nquorum none\n", "twice"),
        (f"witness none {KEYS['X1'].text}\nquorum none\n", "taken"),
        (f"{WITNESSES}group X1 any X2\nquorum none\n", "taken"),
        (f"{WITNESSES}group g 0 X1\nquorum none\n", "0 of 1"),
        (f"{WITNESSES}group g 2 X1\nquorum none\n", "2 of 1"),
        (f"{WITNESSES}group g some X1\nquorum none\n", "decimal"),
        (f"{WITNESSES}group g any\nquorum none\n", "cannot read"),
        (f"{WITNESSES}group g any X1 X1\nquorum none\n", "already a member"),
        (f"{WITNESSES}group g any X1\ngroup h any X1\nquorum none\n", "already a member"),
        (f"{WITNESSES}group g any none\nquorum none\n", "not defined"),
        (f"{WITNESSES}group g any g\nquorum none\n", "not defined"),
        ("witness a b c d\nquorum none\n", "cannot read"),
        ("trust everybody\nquorum none\n", "cannot read"),
        ("quorum none\r\n", "control"),
    ],
)
def test_refused_policies(text, reason):
    with pytest.raises(BadPolicy, match=reason):
        parse_policy(text.encode())
