"""/api/changes/…: a change order on one page, what it touches, and what differs by it."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.listing import shown
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response, of_refusal
from lotproof.entrypoints.api.reading import may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.control import control_of
from lotproof.kernel.permission_labels import not_permitted
from lotproof.kernel.record import Record
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.changes.comparison import differences
from lotproof.modules.changes.progress import MAIN_PATH, NEXT, missing
from lotproof.modules.changes.queries import (
    ChangeOrder,
    answers,
    approvals,
    impact_now,
    objects,
    questions_for,
    snapshot,
    tasks,
    temporary_approval,
)
from lotproof.modules.changes.vocabulary import ChangeOrderId, ImpactGroup
from lotproof.modules.people.queries import Role
from lotproof.modules.people.vocabulary import RoleId

READ: Final = "changes.read"
SHOWN_MAX: Final = 500
"""Subjects of a group that are sent; all are counted."""


def change_routes() -> list[Route]:
    return [
        Route("/api/changes/{id}", reading(_page)),
        Route("/api/changes/{id}/differences", reading(_differences)),
        Route("/api/changes/{id}/impact", reading(_impact)),
        Route("/api/differences", reading(_compare)),
    ]


def _order(request: Request, reader: Reader, caller: sessions.Caller) -> ChangeOrder:
    _require(reader, caller, READ)
    text = request.path_params["id"]
    try:
        return reader.get(ChangeOrder, ChangeOrderId.parse(text))
    except ValueError:
        expected = t("an id like chg_12", "形如 chg_12 的编号")
        raise BadQuestion(text=text[:40], expected=expected) from None


def _require(reader: Reader, caller: sessions.Caller, permission: str) -> None:
    if not may_of(reader, caller)(permission):
        raise of_refusal(not_permitted(permission))


def _page(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The order with all that belongs to it, and what it needs to go on."""
    del plant
    order = _order(request, reader, caller)
    temporary = temporary_approval(reader, order.id)
    asked = approvals(reader, order.id)
    return json_response(
        {
            "order": _shown(order),
            "path": [state.value for state in MAIN_PATH],
            "next": NEXT.get(order.state),
            "missing": [
                {"text": each.text._asdict(), "about": each.about}
                for each in missing(reader, order)
            ],
            "objects": [_shown(each) for each in objects(reader, order.id)],
            "questions": [_shown(each) for each in questions_for(reader, order.type)],
            "answers": [_shown(each) for each in answers(reader, order.id)],
            "approvals": [_shown(each) for each in asked],
            "roles": {
                RoleId.text(role_id): _role(reader, role_id)
                for role_id in {each.role_id for each in asked}
            },
            "tasks": [_shown(each) for each in tasks(reader, order.id)],
            "temporary": None if temporary is None else _shown(temporary),
        }
    )


def _role(reader: Reader, role_id: RoleId) -> dict[str, str]:
    """What a role is called: whoever reads a change sees whose approval is asked."""
    role = reader.get(Role, role_id)
    return {"en": role.title, "zh": role.title_zh}


def _shown(record: Record) -> dict[str, Any]:
    return shown(record.KIND, record)


def _differences(
    request: Request, plant: Plant, reader: Reader, caller: sessions.Caller
) -> Response:
    """What each listed object says otherwise than the version it replaces."""
    del plant
    order = _order(request, reader, caller)
    may = may_of(reader, caller)
    found = []
    for each in objects(reader, order.id):
        control = control_of(each.current or each.proposed or "")
        if control is not None and may(read_permission(control.kind.name)):
            told = _told(differences(reader, each.current, each.proposed))
            found.append(told | {"note": each.note})
    return json_response({"objects": found})


def _compare(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """Any two versions of one thing."""
    del plant
    old, new = (request.query_params.get(name, "") for name in ("old", "new"))
    for text in (old, new):
        control = control_of(text)
        if control is None:
            expected = t("the id of something under control", "受控对象的编号")
            raise BadQuestion(text=text[:40], expected=expected)
        _require(reader, caller, read_permission(control.kind.name))
    return json_response(_told(differences(reader, old, new)))


def _told(value: Any) -> Any:
    """Texts as {"en", "zh"}, as everywhere."""
    if hasattr(value, "_asdict"):
        return value._asdict()
    if isinstance(value, dict):
        return {name: _told(each) for name, each in value.items()}
    return [_told(each) for each in value] if isinstance(value, list) else value


def _impact(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What the change touched when it was assessed, and what it touches now."""
    del plant
    order = _order(request, reader, caller)
    then = {each.topic: each for each in snapshot(reader, order.id)}
    now = impact_now(reader, order.id)
    groups = []
    for topic in ImpactGroup:
        before, subjects = then.get(topic), now.get(topic, [])
        if before is None and not subjects:
            continue
        known = set(before.subjects) if before is not None else set()
        groups.append(
            {
                "topic": topic.value,
                "label": topic.label._asdict(),
                "then": None if before is None else before.count,
                "now": len(subjects),
                "subjects": subjects[:SHOWN_MAX],
                "added": [s for s in subjects if order.assessed_at and s not in known][:SHOWN_MAX],
                "gone": [s for s in sorted(known) if s not in subjects][:SHOWN_MAX],
            }
        )
    taken = order.assessed_at
    return json_response(
        {"groups": groups, "taken_at": None if taken is None else clock.text(taken)}
    )
