"""What can be exported."""

from lotproof.kernel.record import RECORDS
from lotproof.kernel.refusals import Refused


class NoSuchList(
    Refused,
    code="no_such_list",
    en="There is no list of {kind} to export. Look it up in the dictionary.",
    zh="没有可导出的 {kind} 列表。请查阅数据字典。",
    http_status=404,
):
    """No kind of record has this name."""


def require_list(record_kind: str) -> None:
    """Refuse a kind of record that there is not."""
    if record_kind not in RECORDS:
        raise NoSuchList(kind=record_kind)
