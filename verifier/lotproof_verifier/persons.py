"""Signatures of persons: who signed what, by keys that others vouched for under signatures.

The first key of a site is vouched for at its console and named in the report: its fingerprint is
to be known from elsewhere. Every later key counts from the entry on in which another signer has
confirmed it. A part that is withheld is not checked; what is shown must agree.
"""

import json
from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from lotproof_verifier import ed25519, p256
from lotproof_verifier.entries import NotAnEntry, commitment, read_canonical
from lotproof_verifier.report import Report

PREFIX = b"lotproof signature v1\n"
AGE_MAX = timedelta(seconds=600)
LEVEL = "persons"
_ENROL, _CONFIRM = "signing.enrol_key/1", "signing.confirm_key/1"
_FIRST = "signing.confirm_first_key/1"
_ENDING = ("signing.revoke_key/1", "signing.give_up_key/1")
_ASKED = ("input", "input_personal", "reason")


class Wrong(ValueError):
    """A signature that does not hold; the text says why."""


class Withheld(Exception):
    """What is needed to check a signature is not shown."""


class Persons:
    """Follows keys and checks signatures, entry by entry; `heads` are checked when all is read."""

    def __init__(self, report: Report, origin: str) -> None:
        self._report, self._origin = report, origin
        self._keys: dict[str, dict[str, Any]] = {}
        self._signed_kinds: set[str] = set()
        self._roots = 0
        self._keys_withheld = False
        self.count = self.withheld = 0
        self.heads: dict[tuple[int, str], str] = {}
        """Size and root that signers saw, by the place that says so."""

    def entry(self, index: int, envelope: dict[str, Any], shown: dict[str, Any]) -> None:
        """One entry with the parts that are shown, each known to open its commitment."""
        if envelope["outcome"] != "done":
            return
        kind, place, is_valid = envelope["kind"], f"entry {index}", False
        if "signature" in envelope["parts"]:
            self._signed_kinds.add(kind)
            if "signature" not in shown:
                self.withheld += 1
            else:
                is_valid = self._judge(index, place, envelope, shown)
        elif kind in self._signed_kinds:  # whatever caused it: no reaction orders such a step
            self._report.damage(LEVEL, "unsigned", place, f"{kind} has no signature")
        if kind.startswith("signing.") and "changes" not in shown:
            self._keys_withheld = True
        self._follow(place, envelope, shown, is_valid)

    def _judge(
        self, index: int, place: str, envelope: dict[str, Any], shown: dict[str, Any]
    ) -> bool:
        try:
            self._check(index, place, envelope, shown)
        except Withheld:
            self.withheld += 1
            return False
        except (Wrong, NotAnEntry, ValueError, KeyError, TypeError, AttributeError) as wrong:
            self._report.damage(LEVEL, "forged", place, f"{type(wrong).__name__}: {wrong}")
            return False
        self.count += 1
        return True

    # --- keys -----------------------------------------------------------------------------------

    def _follow(
        self, place: str, envelope: dict[str, Any], shown: dict[str, Any], is_valid: bool
    ) -> None:
        for change in _key_changes(shown):
            name, kind = change["key"], envelope["kind"]
            fields = self._keys.setdefault(name, {})
            moved = change.get("set", {})
            state = moved.get("state", [None, None])[1]
            if "new" not in change and moved.keys() <= {"failed_count", "locked_until"}:
                may = True  # failures are counted, and forgotten with a signature
            elif kind == _ENROL:
                new = change.get("new", {})
                may = new.get("user_id") == envelope["actor"] and new.get("state") == "pending"
            elif "new" in change or moved.keys() & {"public_key", "user_id", "passkey"}:
                may = False
            elif kind == _CONFIRM:
                may = is_valid or ("signature" in envelope["parts"] and "signature" not in shown)
            elif kind == _FIRST:
                self._roots += 1
                may = self._roots == 1 and envelope["actor"] == "sys_console"
                self._report.facts["first signer"] = f"{name}, {fields.get('fingerprint')}"
            else:
                may = kind in _ENDING and state == "revoked"
            if not may:
                self._report.damage(LEVEL, "forged", place, f"it makes {name} what it is not")
                continue
            fields.update(change.get("new", {}))
            fields.update({field: pair[1] for field, pair in moved.items()})

    # --- signatures -----------------------------------------------------------------------------

    def _check(
        self, index: int, place: str, envelope: dict[str, Any], shown: dict[str, Any]
    ) -> None:
        part = json.loads(shown["signature"]["content"])
        intent = read_canonical(part["intent"].encode())
        told = (intent["id"], intent["kind"], intent["signer"], intent.get("behalf"))
        if told != (envelope["id"], envelope["kind"], envelope["actor"], envelope.get("behalf")):
            raise Wrong("it was given for another command, or by another person")
        if self._origin and intent["site"] != self._origin:
            raise Wrong(f"it was given at {intent['site']}")
        if abs(_moment(intent["at"]) - _moment(envelope["recorded"])) > AGE_MAX:
            raise Wrong(f"it says {intent['at']}")
        if intent["head"]["size"] > index:
            raise Wrong(f"it saw {intent['head']['size']} entries, before they were there")
        _check_contents(envelope, intent, shown)
        key = self._keys.get(part["key"], {})
        if not key and self._keys_withheld:
            raise Withheld
        if key.get("user_id") != intent["signer"] or key.get("state") != "active":
            raise Wrong(f"{part['key']} is no active key of {intent['signer']}")
        if not _made_by(key, part["intent"], part["proof"]):
            raise Wrong(f"{part['key']} did not make it")
        self.heads.setdefault((intent["head"]["size"], intent["head"]["root"]), place)


def _key_changes(shown: dict[str, Any]) -> list[dict[str, Any]]:
    part = shown.get("changes")
    if part is None or "signing.key" not in part["content"] + str(part.get("items", "")):
        return []
    if "items" in part:
        changes = [json.loads(item["content"]) for item in part["items"]]
    else:
        changes = json.loads(part["content"])
    return [change for change in changes if change.get("record") == "signing.key"]


def _check_contents(
    envelope: dict[str, Any], intent: dict[str, Any], shown: dict[str, Any]
) -> None:
    """What the signer saw is what was done, as far as it is shown."""
    if set(intent["parts"]) != {name for name in _ASKED if name in envelope["parts"]}:
        raise Wrong("it was given for another content")
    if "signature_personal" not in shown:
        return
    personal = json.loads(shown["signature_personal"]["content"])
    salt = decoded(personal["salt"])
    name = json.dumps(personal["name"], ensure_ascii=False).encode()
    if intent["name"] != commitment(salt, name):
        raise Wrong("it was given under another name")
    for part, digest in intent["parts"].items():
        if part in shown and commitment(salt, shown[part]["content"].encode()) != digest:
            raise Wrong(f"it was given for another {part}")


def _made_by(key: dict[str, Any], intent: str, proof: dict[str, str]) -> bool:
    message, public = PREFIX + intent.encode(), decoded(key["public_key"])
    signature = decoded(proof["signature"])
    if key["algorithm"] == "ed25519":
        return ed25519.verify(public, signature, message)
    client_data, authenticator = decoded(proof["client_data"]), decoded(proof["authenticator_data"])
    told = json.loads(client_data)
    is_this = (
        told["type"] == "webauthn.get" and decoded(told["challenge"]) == sha256(message).digest()
    )
    # User present and user verified (WebAuthn §6.1), for the site the key was made for.
    is_person = len(authenticator) >= 37 and authenticator[32] & 5 == 5
    is_here = authenticator[:32] == sha256(key["passkey_site"].encode()).digest()
    signed = authenticator + sha256(client_data).digest()
    if not (is_this and is_person and is_here):
        return False
    cose = _read_cose(public)
    if cose.get(1) == 1:
        return ed25519.verify(cose[-2], signature, signed)
    point = (int.from_bytes(cose[-2], "big"), int.from_bytes(cose[-3], "big"))
    return p256.verify(point, signature, signed)


def _read_cose(data: bytes) -> dict[int, Any]:
    """A COSE key (RFC 9052 §7): a small CBOR map of integers to integers and byte strings."""
    found: dict[int, Any] = {}
    at = 1
    for _ in range(data[0] & 31 if data and data[0] >> 5 == 5 else 0):
        name, at = _read_cbor(data, at)
        found[name], at = _read_cbor(data, at)
    return found


def _read_cbor(data: bytes, at: int) -> tuple[Any, int]:
    major, low = data[at] >> 5, data[at] & 31
    at += 1
    if low >= 24:
        width = 1 << (low - 24)
        low, at = int.from_bytes(data[at : at + width], "big"), at + width
    if major == 0:
        return low, at
    if major == 1:
        return -1 - low, at
    if major == 2:
        return data[at : at + low], at + low
    raise ValueError("not a COSE key of integers and bytes")


def decoded(text: str) -> bytes:
    """base64url without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
