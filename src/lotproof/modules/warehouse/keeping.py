"""Which lots lay in an area during some time, however long ago."""

from collections import defaultdict

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.warehouse.records import Location, Movement, Stock

_LOCATION, _STOCK, _MOVEMENT = Location.KIND.table, Stock.KIND.table, Movement.KIND.table
_OF_AREA = select(_LOCATION.c.id).where(_LOCATION.c.area_id == bindparam("area_id"))
_NOW: Statement[Stock] = Statement(
    select(_STOCK.c.lot_id, _STOCK.c.quantity).where(
        _STOCK.c.location_id.in_(_OF_AREA), _STOCK.c.quantity > 0
    )
)
_MOVED: Statement[Movement] = Statement(
    select(
        _MOVEMENT.c.lot_id,
        _MOVEMENT.c.quantity,
        _MOVEMENT.c.moved_at,
        _MOVEMENT.c.from_location_id.in_(_OF_AREA),
        _MOVEMENT.c.to_location_id.in_(_OF_AREA),
    ).where(
        _MOVEMENT.c.moved_at >= bindparam("since"),
        or_(_MOVEMENT.c.from_location_id.in_(_OF_AREA), _MOVEMENT.c.to_location_id.in_(_OF_AREA)),
    )
)


def lots_kept_in(reader: Reader, area_id: AreaId, since: int, until: int) -> list[LotId]:
    """Lots of which anything lay in the area at any time from `since` to `until`, by id.

    From what lies there now, back over what has moved since then.
    """
    then: dict[int, int] = defaultdict(int)
    came: set[int] = set()
    for lot, quantity in reader.rows(_NOW, area_id=int(area_id)):
        then[lot] += quantity
    for lot, quantity, at, went_out, came_in in reader.rows(
        _MOVED, area_id=int(area_id), since=since
    ):
        then[lot] += (quantity if went_out else 0) - (quantity if came_in else 0)
        if came_in and at <= until:
            came.add(lot)
    return [LotId(lot) for lot in sorted(came | {lot for lot, held in then.items() if held > 0})]
