"""How erasures are asked for, decided and carried out."""

from lotproof.kernel.erasing import erase
from lotproof.kernel.record import Record
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.retention import rules
from lotproof.modules.retention.commands import (
    ApproveErasure,
    DeclineErasure,
    ExecuteErasure,
    RequestErasure,
)
from lotproof.modules.retention.events import (
    ErasureApproved,
    ErasureDeclined,
    ErasureExecuted,
    ErasureRequested,
)
from lotproof.modules.retention.handlers import require_other
from lotproof.modules.retention.queries import holds_on, kept, kind_of_subject
from lotproof.modules.retention.records import Erasure
from lotproof.modules.retention.vocabulary import (
    ERASURE_LIFE,
    ErasureId,
    ErasureState,
    LegalHoldId,
)


@handles(RequestErasure, emits=(ErasureRequested,))
def request_erasure(command: RequestErasure, work: Work) -> None:
    _require_free(work, command.subject)
    erasure = work.add(
        Erasure(
            id=work.new_id(ErasureId),
            subject=command.subject,
            with_reasons=command.with_reasons,
            requested_by=work.actor,
            requested_at=work.now,
        )
    )
    work.record(ErasureRequested(erasure_id=erasure.id))


@handles(ApproveErasure, emits=(ErasureApproved,))
def approve_erasure(command: ApproveErasure, work: Work) -> None:
    erasure = work.take(Erasure, command.erasure_id)
    state = ERASURE_LIFE.move(ErasureId.text(erasure.id), erasure.state, ErasureState.APPROVED)
    require_other(work, erasure.requested_by)
    _require_free(work, erasure.subject)
    erasure.state, erasure.decided_by = state, work.actor
    work.record(ErasureApproved(erasure_id=erasure.id))


@handles(DeclineErasure, emits=(ErasureDeclined,))
def decline_erasure(command: DeclineErasure, work: Work) -> None:
    erasure = work.take(Erasure, command.erasure_id)
    erasure.state = ERASURE_LIFE.move(
        ErasureId.text(erasure.id), erasure.state, ErasureState.DECLINED
    )
    erasure.decided_by = work.actor
    work.record(ErasureDeclined(erasure_id=erasure.id))


@handles(ExecuteErasure, emits=(ErasureExecuted,))
def execute_erasure(command: ExecuteErasure, work: Work) -> None:
    erasure = work.take(Erasure, command.erasure_id)
    name = ErasureId.text(erasure.id)
    state = ERASURE_LIFE.move(name, erasure.state, ErasureState.EXECUTED)
    record = _require_free(work, erasure.subject)
    erasure.state, erasure.executed_by, erasure.executed_at = state, work.actor, work.now
    work.record(ErasureExecuted(erasure_id=erasure.id))
    erasure.erased_count = erase(work, record, name, with_reasons=erasure.with_reasons)


def _require_free(work: Work, subject: str) -> Record:
    """The record, taken; refuses where a rule or a legal hold keeps what it holds of somebody."""
    kind = kind_of_subject(subject)
    if kind is None or kind.id_field is None:
        raise rules.NoPersonalData(subject=subject)
    record = work.take(kind.cls, kind.id_field.type.parse(subject))
    for hold in holds_on(work, kind.name, subject):
        raise rules.OnLegalHold(subject=subject, hold=LegalHoldId.text(hold.id))
    found = kept(work, record)
    if found is None:
        raise rules.NoRetentionRule(what=kind.label)
    said = {"subject": subject, "rule": found.rule.title, "citation": found.rule.citation}
    if found.until is None:
        raise rules.RetentionOpen(**said)
    if work.today <= found.until:
        raise rules.RetentionNotOver(until=found.until.isoformat(), **said)
    return record
