"""GET /api/entries, /api/receipts: what was done, found by anything, with all that proves it."""

from base64 import b64encode
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_search import Question, search
from lotproof.adapters.ledger_view import LedgerView, NotSealed
from lotproof.derive.beside import with_units
from lotproof.derive.interface import kind_of
from lotproof.derive.openapi import read_permission
from lotproof.derive.story import keeps_reason, opened, told
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response, of_refusal
from lotproof.entrypoints.api.reading import (
    command_id_of,
    id_of,
    may_of,
    reading,
    require_story,
    whole,
)
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.masking import (
    MASKED,
    Hides,
    change_without,
    hidden_from,
    is_masked,
    personal_permission,
)
from lotproof.kernel.permission_labels import not_permitted
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS, MODULES
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.ledger.entry import Part, Sealed

LEDGER_READ = "ledger.read"
PERSONAL = "people.read"
"""Who may read personal parts of entries that are not their own."""
LIMIT_MAX = 200
CHANGES_SHOWN = 50
"""Of each entry of a list; the entry itself shows all."""
_PERSONAL_PARTS = ("reason",)
_OUTCOMES = ("done", "refused", "failed")
_WORDS_MAX = 20


def routes() -> list[Route]:
    return [
        Route("/api/entries", reading(_entries)),
        Route("/api/entries/{seq}", reading(_entry)),
        Route("/api/receipts/{command_id}", reading(_receipt)),
    ]


# --- finding ------------------------------------------------------------------------------------


def _entries(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """Newest first, for who may read the ledger, or a subject's story, or asks of themselves."""
    del plant
    query, view = request.query_params, LedgerView(reader.connection)
    question = _question(view, query)
    may = may_of(reader, caller)
    if not may(LEDGER_READ) and question.wanted.get("actor") != frozenset({caller.actor}):
        if question.subject is None:
            raise of_refusal(not_permitted(LEDGER_READ))
        require_story(reader, caller, id_of(query["subject"])[0])
    limit = max(1, min(whole(query.get("limit", "50")), LIMIT_MAX))
    found = search(view, question, limit)
    entries = []
    for seq in found.seqs:
        shown, _ = _without_personal(view.entry(seq), caller, may)
        entries.append(_cut(_told(shown, reader.hides)))
    with_units(reader, entries)
    return json_response({"entries": entries, "next_before": found.next_before})


def _question(view: LedgerView, query: QueryParams) -> Question:
    words = {name: _words(query, name) for name in ("actor", "kind", "outcome")}
    unknown = words["outcome"] - set(_OUTCOMES)
    if unknown:
        expected = t("done, refused or failed", "done、refused 或 failed")
        raise BadQuestion(text=min(unknown)[:40], expected=expected)
    size = view.size
    end = min(size, whole(query["before"])) if "before" in query else size
    if "to" in query:
        end = min(end, view.size_at(clock.text(clock.Instant(_instant(query["to"])))))
    first = 0
    if "from" in query:
        first = view.size_at(clock.text(clock.Instant(_instant(query["from"]) - 1)))
    subject = None
    if query.get("subject"):
        kind, number = id_of(query["subject"])
        subject = (kind.prefix, number)
    return Question({k: v for k, v in words.items() if v}, first, max(first, end), subject)


def _words(query: QueryParams, name: str) -> frozenset[str]:
    words = frozenset(filter(None, query.get(name, "").split(",")))
    if len(words) > _WORDS_MAX:
        expected = t("a list of at most {n}", "不超过 {n} 项的列表").fill(n=_WORDS_MAX)
        raise BadQuestion(text=name, expected=expected)
    return words


def _instant(text: str) -> int:
    try:
        return clock.parse(text)
    except (ValueError, OverflowError):
        expected = t("a time with zone like 2026-01-31T08:00:00Z",
                     "带时区的时间（如 2026-01-31T08:00:00Z）")  # fmt: skip
        raise BadQuestion(text=text[:40], expected=expected) from None


def _cut(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of a list: of long changes the first, and how many there are."""
    changes = entry["changes"]
    return entry | {"changes": changes[:CHANGES_SHOWN], "changes_count": len(changes)}


# --- one entry ----------------------------------------------------------------------------------


def _entry(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The entry as it is told, and what a browser needs to check it without believing us."""
    del plant
    view = LedgerView(reader.connection)
    seq = whole(request.path_params["seq"])
    sealed = view.entry(seq)
    may = may_of(reader, caller)
    require_entry(sealed, caller, reader)
    shown, withheld = _without_personal(sealed, caller, may)
    evidence = {
        "leaf": _base64(sealed.leaf),
        "parts": {name: _part(part) for name, part in shown.parts.items()},
        "withheld": withheld,
        "proof": _proof(view, seq),
    }
    entry = _told(shown, reader.hides)
    with_units(reader, [entry])
    return json_response(entry | evidence)


def _told(shown: Sealed, hides: Hides) -> dict[str, Any]:
    """The entry for people; its reason is told where that part was not left out."""
    entry = told(shown, hides)
    reason = opened(shown).get("reason")
    return entry if reason is None else entry | {"reason": reason}


def require_entry(sealed: Sealed, caller: sessions.Caller, reader: Reader) -> None:
    """Who may read an entry: whose it is, who may read the ledger, or all that it touches."""
    may = may_of(reader, caller)
    lacking = next((each for each in sorted(_needed(sealed)) if not may(each)), None)
    if sealed.envelope.actor != caller.actor and not may(LEDGER_READ) and lacking is not None:
        raise of_refusal(not_permitted(lacking))


def may_entry(sealed: Sealed, caller: sessions.Caller, reader: Reader) -> bool:
    """Whether `require_entry` lets the caller read the entry."""
    may = may_of(reader, caller)
    is_open = sealed.envelope.actor == caller.actor or may(LEDGER_READ)
    return is_open or all(may(each) for each in _needed(sealed))


def withheld_parts(sealed: Sealed, caller: sessions.Caller, may: Any) -> list[str]:
    """The names of the parts of an entry that are kept from the caller."""
    return _without_personal(sealed, caller, may)[1]


def _needed(sealed: Sealed) -> set[str]:
    """Permissions to read all kinds that the entry touches: its command's, what it changed, and
    what it is about."""
    parts = opened(sealed)
    changes = parts.get("changes", []) + parts.get("changes_personal", [])
    kinds = {change["record"] for change in changes}
    module = sealed.envelope.kind.partition(".")[0]
    needed = {f"{module}.read" if module in MODULES else LEDGER_READ}
    for subject in sealed.envelope.subjects:
        kind = kind_of(subject.partition("..")[0].rpartition("_")[0])
        kinds |= {kind.name} if kind is not None else set()
    return needed | {read_permission(kind) for kind in kinds if kind in RECORDS}


def _without_personal(
    sealed: Sealed, caller: sessions.Caller, may: Any
) -> tuple[Sealed, list[str]]:
    """The entry without the parts that are about persons, unless the caller may read them; and
    the names of the parts left out. The leaf commits to those too, and stays whole.

    What somebody entered they may see again; what stood there before they may not.
    """
    is_own = sealed.envelope.actor == caller.actor
    withheld = [
        name
        for name in sealed.parts
        if (name.endswith("_personal") or name in _PERSONAL_PARTS)
        and not _may_part(sealed, name, may, is_own=is_own)
    ]
    kept = {name: part for name, part in sealed.parts.items() if name not in withheld}
    return sealed._replace(parts=kept), withheld


def _may_part(sealed: Sealed, name: str, may: Any, *, is_own: bool) -> bool:
    """Whether a part that is about persons may be read."""
    if name == "changes_personal" and _has_hidden(sealed, hidden_from(may)):
        return False
    if name == "reason" and not is_own and keeps_reason(sealed, hidden_from(may)):
        return False
    if name == "input_personal" and not is_own:
        return bool(may(PERSONAL) and may(_input_permission(sealed)))
    return is_own or bool(may(PERSONAL))


def _has_hidden(sealed: Sealed, hides: Hides) -> bool:
    """Whether the personal changes tell anything that is kept from the reader."""
    return any(
        MASKED in change_without(change, hides) for change in opened(sealed)["changes_personal"]
    )


def _input_permission(sealed: Sealed) -> str:
    """What reading the personal input of a command needs: more, where a field of it is masked."""
    spec = COMMANDS.get(sealed.envelope.kind)
    is_plain = spec is not None and not any(is_masked(each) for each in spec.fields)
    return PERSONAL if is_plain else personal_permission(sealed.envelope.kind)


def _part(part: Part) -> dict[str, Any]:
    shown: dict[str, Any] = {"salt": _base64(part.salt), "content": _base64(part.content)}
    if part.items is not None:
        shown["items"] = [
            {"salt": _base64(salt), "content": _base64(content)} for salt, content in part.items
        ]
    return shown


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def _proof(view: LedgerView, seq: int) -> str | None:
    """The tlog-proof text; None until a signed checkpoint covers the entry."""
    try:
        return view.proof(seq)
    except NotSealed:
        return None


# --- receipts -----------------------------------------------------------------------------------


def _receipt(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What became of a command: one's own, or anybody's for who may read the ledger.

    `state` is `recorded` as long as no signed checkpoint covers the entry, then `sealed`; `seq` is
    None while the entry waits for its number.
    """
    del plant
    view = LedgerView(reader.connection)
    sealed = view.recorded(command_id_of(request))
    if sealed.envelope.actor != caller.actor:
        sessions.require(reader, caller, LEDGER_READ)
    seq = sealed.seq if sealed.seq >= 0 else None
    is_signed = seq is not None and view.signed_size > seq
    state = {"state": "sealed" if is_signed else "recorded", "seq": seq}
    entry = told(sealed, reader.hides)
    with_units(reader, [entry])
    return json_response(entry | state)
