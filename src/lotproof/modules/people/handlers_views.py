"""How requests about saved views are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.people.commands import DeleteView, SaveView
from lotproof.modules.people.events import ViewRemoved, ViewSaved
from lotproof.modules.people.records import View
from lotproof.modules.people.rules import NotAPerson, NotYourView, require_view
from lotproof.modules.people.vocabulary import VIEW_LIFE, UserId, ViewId, ViewState


@handles(SaveView, emits=(ViewSaved,))
def save_view(command: SaveView, work: Work) -> None:
    require_view(command.record_kind, command.filters, command.columns, command.sorted_by)
    owner = _person(work)
    found = work.take_all(View, user_id=owner, record_kind=command.record_kind, name=command.name)
    view = (
        found[0]
        if found
        else work.add(View(work.new_id(ViewId), owner, command.record_kind, command.name, {}, []))
    )
    if view.state is ViewState.REMOVED:
        view.state = VIEW_LIFE.move(ViewId.text(view.id), view.state, ViewState.KEPT)
    view.filters, view.columns = command.filters, command.columns
    view.sorted_by, view.search_text = command.sorted_by, command.search_text
    view.is_shared = command.is_shared
    work.record(ViewSaved(view_id=view.id, name=view.name))


@handles(DeleteView, emits=(ViewRemoved,))
def delete_view(command: DeleteView, work: Work) -> None:
    view = work.take(View, command.view_id)
    if view.user_id != _person(work):
        raise NotYourView(view=view.name, owner=UserId.text(view.user_id))
    view.state = VIEW_LIFE.move(ViewId.text(view.id), view.state, ViewState.REMOVED)
    work.record(ViewRemoved(view_id=view.id, name=view.name))


def _person(work: Work) -> UserId:
    try:
        return UserId.parse(work.actor)
    except ValueError:
        raise NotAPerson(actor=work.actor) from None
