"""What the ledger says about one subject: its timeline, and its record as it once was."""

from typing import Any, Protocol

import msgspec

from lotproof.kernel.masking import (
    MASKED,
    Hides,
    change_without,
    is_masked,
    nothing,
    without,
)
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS, EVENTS
from lotproof.kernel.sentences import sentence_of
from lotproof.ledger.entry import Sealed

_decode = msgspec.json.decode


class Ledger(Protocol):
    """Where entries are read from."""

    def about(
        self, prefix: str, number: int, *, before: int | None = None, limit: int = 200
    ) -> list[int]: ...
    def first_about(self, prefix: str, number: int) -> int | None: ...
    def entry(self, seq: int) -> Sealed: ...


def timeline(
    view: Ledger,
    prefix: str,
    number: int,
    *,
    before: int | None = None,
    limit: int = 200,
    hides: Hides = nothing,
) -> list[dict[str, Any]]:
    """Entries about an id, newest first, each with its sentence, changes and reason."""
    seqs = view.about(prefix, number, before=before, limit=limit)
    return [told(view.entry(seq), hides) for seq in seqs]


def told(sealed: Sealed, hides: Hides = nothing) -> dict[str, Any]:
    """One entry for people: who did what, when, why, and what changed from what to what."""
    envelope, parts = sealed.envelope, opened(sealed)
    is_kept = keeps_reason(sealed, hides)
    spec = COMMANDS.get(envelope.kind)
    label = spec.label._asdict() if spec else {"en": envelope.kind, "zh": envelope.kind}
    return {
        "seq": sealed.seq,
        "command_id": envelope.id,
        "kind": envelope.kind,
        "label": label,
        "outcome": envelope.outcome,
        "code": envelope.code,
        "actor": envelope.actor,
        "behalf": envelope.behalf,
        "role": envelope.role,
        "station": envelope.station,
        "source": envelope.source,
        "trust": envelope.trust,
        "occurred": envelope.occurred,
        "entered": envelope.entered,
        "recorded": envelope.recorded,
        "zone": envelope.zone,
        "cause": envelope.cause,
        "subjects": list(envelope.subjects),
        "reason": None if is_kept else parts.get("reason"),
        "input": parts.get("input"),
        "refusal": parts.get("refusal"),
        "deviations": parts.get("deviations", []),
        "said": [sentence(event) for event in parts.get("events", [])],
        "changes": [
            change_without(change, hides)
            for change in parts.get("changes", []) + parts.get("changes_personal", [])
        ],
    } | ({MASKED: ["reason"]} if is_kept else {})


def keeps_reason(sealed: Sealed, hides: Hides) -> bool:
    """Whether the reason is kept from a reader: why somebody entered or changed what the reader
    may not see often says what it was."""
    if "reason" not in sealed.parts:
        return False
    parts, spec = opened(sealed), COMMANDS.get(sealed.envelope.kind)
    if any(MASKED in change_without(each, hides) for each in parts.get("changes_personal", [])):
        return True
    is_entered = spec is not None and any(is_masked(each) for each in spec.fields)
    return is_entered and "input_personal" in parts and _hides_any(sealed.envelope.kind, hides)


def _hides_any(command: str, hides: Hides) -> bool:
    """Whether any record of the command's module has fields that are kept from the reader."""
    module = command.partition(".")[0]
    return any(hides(kind) for kind in RECORDS if kind.partition(".")[0] == module)


def opened(sealed: Sealed) -> dict[str, Any]:
    """The parts of an entry as JSON values; the items of a tree part as a list."""
    return {
        name: _decode(part.content)
        if part.items is None
        else [_decode(item) for _, item in part.items]
        for name, part in sealed.parts.items()
    }


def sentence(event: dict[str, Any]) -> dict[str, str]:
    """An event as a sentence in both languages."""
    spec = EVENTS.get(event["kind"])
    if spec is None:
        return {"en": event["kind"], "zh": event["kind"]}
    return sentence_of(spec, event)._asdict()


def after(
    state: dict[str, Any] | None, record: str, key: str, sealed: Sealed
) -> dict[str, Any] | None:
    """A record after an entry, from what it was before; None as long as there was none."""
    parts = opened(sealed)
    for change in parts.get("changes", []) + parts.get("changes_personal", []):
        if change["record"] != record or change["key"] != key:
            continue
        state = (state or {}) | change.get("new", {})
        for field, (_, new) in change.get("set", {}).items():
            state[field] = new
        state |= change.get("erased", {})
    return state


def as_of(
    view: Ledger, record: str, key: str, size: int, hides: Hides = nothing
) -> dict[str, Any] | None:
    """A record as it was when the ledger had `size` entries, from its own entries alone.

    None if it did not exist, or if its key does not begin with an id that entries name.
    """
    kind = RECORDS[record]
    prefix, _, number = key.split("|", maxsplit=1)[0].rpartition("_")
    if not (prefix and number.isascii() and number.isdecimal() and len(number) < 20):
        return None
    state: dict[str, Any] | None = None
    for seq in reversed(view.about(prefix, int(number), before=size, limit=100_000)):
        state = after(state, record, key, view.entry(seq))
    if state is None:
        return None
    secret = {f.name for f in kind.fields if f.meaning.is_unseen}
    shown = {n: value for n, value in state.items() if value is not None and n not in secret}
    return without(record, shown, hides)
