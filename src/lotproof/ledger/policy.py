"""C2SP tlog-policy: which log keys to trust, and which witnesses must have cosigned."""

from collections.abc import Collection
from dataclasses import dataclass, field

from lotproof.ledger.note import Algorithm, BadKey, VerifierKey
from lotproof.ledger.text import from_decimal

NO_QUORUM = "none"


class BadPolicy(ValueError):
    """The policy file breaks the format; the message gives the line number."""


@dataclass(frozen=True)
class Group:
    """Witnesses a checkpoint when at least `threshold` of `members` do."""

    threshold: int
    members: tuple[str, ...]


@dataclass
class Policy:
    """Trusted logs, named witnesses and groups, and the name that must be satisfied."""

    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, VerifierKey] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = ""

    def satisfied_by(self, cosigners: Collection[VerifierKey]) -> bool:
        """Whether cosignatures by these keys reach the quorum."""
        return self.quorum == NO_QUORUM or self._witnessed(self.quorum, cosigners)

    def _witnessed(self, name: str, cosigners: Collection[VerifierKey]) -> bool:
        if name in self.witnesses:
            return self.witnesses[name] in cosigners
        group = self.groups[name]
        return (
            sum(self._witnessed(member, cosigners) for member in group.members) >= group.threshold
        )


def parse_policy(data: bytes) -> Policy:
    """Read a policy file; raises `BadPolicy`.

    Octets above 0x7f are opaque to the format, so they are carried through undecoded.
    """
    if any((octet < 0x20 and octet not in b"\t\n") or octet == 0x7F for octet in data):
        raise BadPolicy("policy holds a control character other than tab and newline")
    policy, used = Policy(), set[str]()
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        fields = line.replace("\t", " ").split(" ")
        fields = [item for item in fields if item]
        if not fields or fields[0].startswith("#"):
            continue
        try:
            _read_line(policy, used, fields)
        except ValueError as error:
            raise BadPolicy(f"line {number}: {error}") from error
    if not policy.quorum:
        raise BadPolicy("policy has no quorum line")
    return policy


def _read_line(policy: Policy, used: set[str], fields: list[str]) -> None:
    match fields:
        case ["log", vkey, *rest] if len(rest) <= 1:
            _add_log(policy, vkey)
        case ["witness", name, vkey, *rest] if len(rest) <= 1:
            _add_witness(policy, name, vkey)
        case ["group", name, threshold, *members] if members:
            _add_group(policy, used, name, threshold, tuple(members))
        case ["quorum", name]:
            _set_quorum(policy, name)
        case _:
            raise BadPolicy(f"cannot read {' '.join(fields)[:100]!r}")


def _key(vkey: str, algorithm: Algorithm) -> VerifierKey:
    key = VerifierKey.parse(vkey)
    if key.algorithm is not algorithm:
        raise BadKey(f"key {key.name} is of type {key.algorithm}, not {int(algorithm)}")
    return key


def _add_log(policy: Policy, vkey: str) -> None:
    key = _key(vkey, Algorithm.ED25519)
    if any(key.public_key == other.public_key for other in policy.logs):
        raise BadPolicy(f"log key {key.name} is listed twice")
    policy.logs.append(key)


def _check_new_name(policy: Policy, name: str) -> None:
    if name == NO_QUORUM or name in policy.witnesses or name in policy.groups:
        raise BadPolicy(f"name {name!r} is already taken")


def _add_witness(policy: Policy, name: str, vkey: str) -> None:
    _check_new_name(policy, name)
    key = _key(vkey, Algorithm.COSIGNATURE)
    if any(key.public_key == other.public_key for other in policy.witnesses.values()):
        raise BadPolicy(f"witness key {key.name} is listed twice")
    policy.witnesses[name] = key


def _check_defined(policy: Policy, name: str) -> None:
    if name not in policy.witnesses and name not in policy.groups:
        raise BadPolicy(f"{name!r} is not defined on an earlier line")


def _add_group(
    policy: Policy, used: set[str], name: str, threshold: str, members: tuple[str, ...]
) -> None:
    _check_new_name(policy, name)
    for member in members:
        _check_defined(policy, member)
        if member in used:
            raise BadPolicy(f"{member!r} is already a member of a group")
        used.add(member)
    words = {"all": len(members), "any": 1}
    needed = words[threshold] if threshold in words else from_decimal(threshold)
    if not 1 <= needed <= len(members):
        raise BadPolicy(f"group {name!r} asks for {needed} of {len(members)} members")
    policy.groups[name] = Group(needed, members)


def _set_quorum(policy: Policy, name: str) -> None:
    if policy.quorum:
        raise BadPolicy("policy has two quorum lines")
    if name != NO_QUORUM:
        _check_defined(policy, name)
    policy.quorum = name
