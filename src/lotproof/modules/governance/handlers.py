"""How requests to export are carried out: the file itself is made outside, afterwards."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.governance.commands import ExportList, ExportSignedRecord
from lotproof.modules.governance.events import ListExported, SignedRecordExported
from lotproof.modules.governance.rules import require_list


@handles(ExportList, emits=(ListExported,))
def export_list(command: ExportList, work: Work) -> None:
    require_list(command.record_kind)
    work.record(ListExported(record_kind=command.record_kind, file_format=command.file_format))


@handles(ExportSignedRecord, emits=(SignedRecordExported,))
def export_signed_record(command: ExportSignedRecord, work: Work) -> None:
    require_list(command.record_kind)
    work.record(
        SignedRecordExported(record_kind=command.record_kind, record_key=command.record_key)
    )
