"""What somebody was told and has not read, in their own inbox."""

from collections.abc import Iterator
from typing import Final

from lotproof.kernel.awaiting import Awaited
from lotproof.kernel.own_work import own_work
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.notifications.commands import MarkRead
from lotproof.modules.notifications.queries import unread
from lotproof.modules.notifications.vocabulary import NoticeId
from lotproof.modules.people.actors import user_of

UNREAD_MAX: Final = 200


@own_work("notifications.mine", t("What I was told", "我的通知"))
def own_notices(reader: Reader, actor: str) -> Iterator[Awaited]:
    """Notices that are not read yet, the newest first."""
    user_id = user_of(actor)
    if user_id is None:
        return
    for notice in unread(reader, user_id, UNREAD_MAX):
        id_ = NoticeId.text(notice.id)
        yield Awaited(
            subject=id_,
            title=Text(notice.title, notice.title_zh),
            command=MarkRead.SPEC.kind,
            given={"notice_id": id_},
            since=notice.told_at,
        )
