"""What can be asked to leave the system."""

from msgspec import field

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.governance.vocabulary import (
    DigestOfContent,
    ExportColumns,
    ExportedKey,
    ExportedKind,
    ExportFilters,
    ExportOrder,
    ExportSearch,
    FormatOfFile,
    LanguageOfFile,
)
from lotproof.modules.people.vocabulary import UserLanguage


@command(
    "governance.export_list/1",
    t("Export list", "导出列表"),
    permission="governance.list.export",
    zh="将列表按筛选条件导出为文件；导出本身先被记录，再生成文件。",
    by_program=True,
)
class ExportList(Command):
    """Write a list into a file; that it was exported is recorded before the file is made."""

    record_kind: ExportedKind
    file_format: FormatOfFile
    filters: ExportFilters = field(default_factory=list)
    columns: ExportColumns = field(default_factory=list)
    sorted_by: ExportOrder = ""
    search_text: ExportSearch = ""
    language: LanguageOfFile = UserLanguage.EN


@command(
    "governance.export_signed_record/1",
    t("Export signed record", "导出已签名记录"),
    permission="governance.record.export",
    zh="将已签名的记录连同签名与历史导出为 PDF；先记录内容摘要，再生成文件。",
    by_program=True,
)
class ExportSignedRecord(Command):
    """Write a signed record with its signatures as PDF; its digest is sealed before it is made."""

    record_kind: ExportedKind
    record_key: ExportedKey
    digest: DigestOfContent
    language: LanguageOfFile = UserLanguage.EN
