"""What has left the system."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.governance.vocabulary import ExportedKey, ExportedKind, FormatOfFile


@event("governance.list_exported/1", t("List {record_kind} exported", "已导出列表 {record_kind}"))
class ListExported(Event):
    record_kind: ExportedKind
    file_format: FormatOfFile


@event(
    "governance.signed_record_exported/1",
    t(
        "Signed record {record_kind} {record_key} exported",
        "已导出已签名记录 {record_kind} {record_key}",
    ),
)
class SignedRecordExported(Event):
    record_kind: ExportedKind
    record_key: ExportedKey
