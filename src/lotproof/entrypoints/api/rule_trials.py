"""/api/rules/…: what a rule's condition may speak of, what is wrong with it, and what it would have
done on the facts of the past."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.names import names
from lotproof.derive.openapi import read_permission
from lotproof.derive.rule_trial import Case, Past, Trial
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.boards import instant
from lotproof.entrypoints.api.problems import (
    BadQuestion,
    json_response,
    refusal_response,
)
from lotproof.entrypoints.api.reading import id_of, may_of, read_by_caller, reading, whole
from lotproof.entrypoints.api.submitting import submit
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.rule_trials import QUARTER_US, Span, look, span_of, trial_of
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.meaning import dump
from lotproof.kernel.registry import MODULES
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Submission
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.people.authority import API
from lotproof.modules.rules.commands import DraftVersion, RecordTrial
from lotproof.modules.rules.conditions import faults, used
from lotproof.modules.rules.queries import RuleVersion
from lotproof.modules.rules.terms import Term, terms, triggers
from lotproof.modules.rules.vocabulary import RuleVersionId

READ: Final = "rules.read"


def rule_routes() -> list[Route]:
    return [
        Route("/api/rules/triggers", reading(_triggers)),
        Route("/api/rules/words", reading(_words)),
        Route("/api/rules/check", reading(_check)),
        Route("/api/rules/trial", reading(_trial)),
        Route("/api/rules/versions/{id}/trial", _sealed_trial, methods=["POST"]),
    ]


# --- writing ------------------------------------------------------------------------------------


def _triggers(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The kinds of facts, with the module and the sentence of each."""
    del request, plant
    sessions.require(reader, caller, READ)
    rows = [
        {
            "kind": kind,
            "module": MODULES[kind.partition(".")[0]].title._asdict(),
            "label": spec.label._asdict(),
        }
        for kind, spec in sorted(triggers().items())
    ]
    return json_response({"rows": rows})


def _words(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?trigger=: the words for facts of that kind: name, type, unit, choices, label."""
    del plant
    sessions.require(reader, caller, READ)
    found = terms(_trigger(request.query_params))
    return json_response({"rows": [_word(each) for each in found.values()]})


def _word(term: Term) -> dict[str, Any]:
    choices = list(term.field.type) if term.field.kind == "choice" else []
    return {
        "name": term.name,
        "type": term.type,
        "label": term.label._asdict(),
        "unit": term.unit,
        "is_optional": term.is_optional,
        "choices": [{"value": each.value, "label": each.label._asdict()} for each in choices],
    }


def _check(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?trigger=, ?condition=: everything that is wrong, with line and column from 1."""
    del plant
    sessions.require(reader, caller, READ)
    query = request.query_params
    found = faults(_trigger(query), query.get("condition", ""))
    return json_response(
        {
            "faults": [
                {"line": each.line, "column": each.column, "message": each.text._asdict()}
                for each in found
            ]
        }
    )


def _trigger(query: Mapping[str, str]) -> str:
    trigger = query.get("trigger", "")
    if trigger not in triggers():
        expected = t("a kind of fact such as monitoring.excursion_began/1",
                     "事实类别，如 monitoring.excursion_began/1")  # fmt: skip
        raise BadQuestion(text=trigger[:40], expected=expected)
    return trigger


# --- trying -------------------------------------------------------------------------------------


def _trial(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?trigger=, ?condition=, ?from=, ?to=, ?before=: what it would have done, newest first.

    One answer looks at PAGE entries; `next_before` is where the next one goes on, None at the end.
    """
    del plant
    query = request.query_params
    trigger, condition = _trigger(query), query.get("condition", "")
    _require_fit(trigger, condition)
    _require_readable(reader, caller, trigger, condition)
    view = LedgerView(reader.connection)
    span = _span(view, reader, query)
    end = min(span.end, whole(query["before"])) if "before" in query else span.end
    trial = Trial()
    went_on = look(view, Past(view), (trigger, condition), (span.first, end), trial)
    return json_response(_told(reader, caller, trial, span) | {"next_before": went_on})


def _require_fit(trigger: str, condition: str) -> None:
    found = faults(trigger, condition)
    if found:
        raise BadQuestion(
            text=condition[:40], expected=t("a condition without faults", "无误的条件")
        )


def _require_readable(
    reader: Reader, caller: sessions.Caller, trigger: str, condition: str
) -> None:
    """Whoever tries a condition may read what it speaks of, and write rules or read them."""
    sessions.require(reader, caller, READ)
    sessions.require(reader, caller, f"{trigger.partition('.')[0]}.read")
    for term in used(trigger, condition):
        if term.source.kind is not None:
            sessions.require(reader, caller, read_permission(term.source.kind.name))


def _span(view: LedgerView, reader: Reader, query: Mapping[str, str]) -> Span:
    """The last 92 days unless said."""
    until = instant(query["to"]) if "to" in query else reader.now
    since = instant(query["from"]) if "from" in query else Instant(until - QUARTER_US)
    return span_of(view, since, until)


def _told(reader: Reader, caller: sessions.Caller, trial: Trial, span: Span) -> dict[str, Any]:
    ids = {id_ for case in trial.cases for id_ in case.about}
    named = names(reader, ids, may_of(reader, caller))
    return {
        "since": clock.text(span.since),
        "until": clock.text(span.until),
        "facts": trial.facts,
        "fired": trial.fired,
        "failed": trial.failed,
        "cases": [_case(each) for each in trial.cases],
        "names": {id_: name.as_json() for id_, name in named.items()},
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "seq": case.seq,
        "occurred": case.occurred,
        "told": case.told._asdict(),
        "about": case.about,
        "values": case.values,
        "failure": None if case.failure is None else case.failure._asdict(),
    }


# --- a trial that is kept with the version ------------------------------------------------------


async def _sealed_trial(request: Request) -> Response:
    """Try a draft on the facts of ?from= … ?to= and put down with it what came of that."""
    plant: Plant = request.app.state.plant

    def try_it(
        request: Request, plant: Plant, reader: Reader, caller: sessions.Caller
    ) -> tuple[RecordTrial, dict[str, Any], str]:
        del plant
        sessions.require(reader, caller, DraftVersion.SPEC.permission)
        return (*_tried_version(request, reader, caller), caller.actor)

    command, told, actor = await read_by_caller(request, try_it)
    receipt = await submit(
        plant,
        Submission(
            kind=command.SPEC.kind,
            body=dump(command),
            actor=API,
            behalf=actor,
            id=str(uuid.uuid4()),
            source=Source.SYSTEM,
        ),
    )
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    return json_response(told)


def _tried_version(
    request: Request, reader: Reader, caller: sessions.Caller
) -> tuple[RecordTrial, dict[str, Any]]:
    version = reader.get(RuleVersion, _version_id(request.path_params["id"]))
    _require_readable(reader, caller, version.trigger, version.condition)
    view = LedgerView(reader.connection)
    span = _span(view, reader, request.query_params)
    command, trial = trial_of(reader, version, span, caller.actor)
    told = _told(reader, caller, trial, span)
    return command, told | {"since": clock.text(command.since)}


def _version_id(text: str) -> RuleVersionId:
    of, number = id_of(text)
    if of is not RuleVersionId:
        raise BadQuestion(text=text[:40], expected=t("a version of a rule", "规则版本"))
    return RuleVersionId(number)
