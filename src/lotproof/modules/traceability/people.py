"""Names of the people that records speak of."""

from collections.abc import Iterable

from sqlalchemy import BigInteger, bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId

_CHUNK = 50
_USER = User.KIND.table
_NAMES: Statement[User] = Statement(
    select(_USER.c.id, _USER.c.name)
    .where(_USER.c.id.in_([bindparam(f"u{i}", type_=BigInteger) for i in range(_CHUNK)]))
    .order_by(_USER.c.id)
)


def names_of(reader: Reader, actors: Iterable[str | None]) -> dict[str, str]:
    """`usr_3` → name, for those of the actors that are users."""
    prefix = f"{UserId.prefix}_"
    wanted = sorted({int(a.removeprefix(prefix)) for a in actors if a and a.startswith(prefix)})
    names: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        chunk += [chunk[-1]] * (_CHUNK - len(chunk))
        places = {f"u{i}": number for i, number in enumerate(chunk)}
        names |= {UserId.text(row[0]): row[1] for row in reader.rows(_NAMES, **places)}
    return names
