"""What handlers of other modules may ask of items inside their own unit of work."""

from lotproof.kernel.work import Work
from lotproof.modules.items.records import Item
from lotproof.modules.items.rules import require_active
from lotproof.modules.items.vocabulary import ItemId

__all__ = ["active_item"]


def active_item(work: Work, item_id: ItemId) -> Item:
    """The item, kept as it is until commit; ItemNotActive if it is a draft or retired."""
    item = work.rely(Item, item_id)
    require_active(item.number, item.state)
    return item
