"""The facts by which an owner is chosen, at the moment at which an alert is raised."""

from typing import NamedTuple

from lotproof.kernel.belonging import belongs_to
from lotproof.kernel.ids import parse_any
from lotproof.kernel.work import Reader
from lotproof.modules.alerts.queries import ACKNOWLEDGE
from lotproof.modules.alerts.records import Alert, AlertRoute
from lotproof.modules.alerts.rules_choosing import Chosen, Person, choose
from lotproof.modules.alerts.vocabulary import ALERT_RUNNING
from lotproof.modules.calendars.queries import on_shift
from lotproof.modules.documents.vocabulary import DocumentId
from lotproof.modules.people.queries import Grant, deputies_of, holders
from lotproof.modules.people.scope import PLACES
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.training.queries import is_trained_on


class Wanted(NamedTuple):
    """Of which role one is wanted, and what is asked of them."""

    role_id: RoleId
    area_id: AreaId | None
    is_on_shift: bool
    procedure_id: DocumentId | None


def wanted(route: AlertRoute, area_id: AreaId | None) -> Wanted | None:
    """What a route asks of one holder of its role; None where it names its owner itself."""
    if route.owner_role_id is None or not (route.is_on_shift or route.procedure_id is not None):
        return None
    return Wanted(route.owner_role_id, area_id, route.is_on_shift, route.procedure_id)


def chosen_owner(reader: Reader, want: Wanted) -> Chosen:
    """One holder of the role as wanted, or whoever acts for them."""
    asked = [
        UserId(user.id)
        for user in holders(reader, want.role_id)
        if _holds_for(reader, UserId(user.id), want.role_id, want.area_id)
    ]
    if want.is_on_shift:
        there = _there(reader, want.area_id)
        asked = [each for each in asked if each in there]
    known = {each: _person(reader, each, want.procedure_id) for each in asked}
    deputies = {UserId(deputy) for found in known.values() for deputy in found.deputies}
    for each in sorted(deputies - set(known)):
        known[each] = _person(reader, each, want.procedure_id)
    return choose(
        [int(each) for each in asked], {int(each): found for each, found in known.items()}
    )


def is_on_shift(reader: Reader, user_id: UserId, area_id: AreaId | None) -> bool:
    """Whether somebody is on a shift of an area, or else of the site, now."""
    return user_id in _there(reader, area_id)


def _there(reader: Reader, area_id: AreaId | None) -> set[UserId]:
    """Everybody who is on a shift now, by name or by role."""
    now = on_shift(reader, reader.now, area_id)
    by_role = {UserId(user.id) for role in now.roles for user in holders(reader, role)}
    return set(now.users) | by_role


def _person(reader: Reader, user_id: UserId, procedure_id: DocumentId | None) -> Person:
    return Person(
        is_trained=procedure_id is None or is_trained_on(reader, user_id, procedure_id),
        deputies=tuple(
            int(each.deputy_id)
            for each in deputies_of(reader, user_id)
            if ACKNOWLEDGE in each.permissions
        ),
        alerts=sum(
            len(reader.find(Alert, owner_id=user_id, state=state)) for state in ALERT_RUNNING
        ),
    )


def _holds_for(reader: Reader, user_id: UserId, role_id: RoleId, area_id: AreaId | None) -> bool:
    """Whether the role was granted for the area: without places it holds everywhere."""
    grant = reader.get(Grant, user_id, role_id)
    named = [parse_any(text) for text in grant.scope or ()]
    places = [(of, int(number)) for of, number in named if of.prefix in PLACES]
    if area_id is None or not places:
        return True
    return any(
        belongs_to(reader, of, number, AreaId.prefix) == int(area_id) for of, number in places
    )
