"""What can be asked of traceability."""

from msgspec import field

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.traceability.vocabulary import (
    ContentDigest,
    DirectionOfScope,
    GroupsLeftOut,
    LanguageOfPaper,
    LevelsOfScope,
    WithPossible,
)


@command(
    "traceability.print_overview/1",
    t("Print overview", "打印概览"),
    permission="traceability.overview.print",
    zh="打印一个批、序列号或包装的概览页；所印内容的摘要记入账本，日后可核对纸面。",
    by_program=True,
)
class PrintOverview(Command):
    """Print the page of one lot, serial or package.

    The digest of what it says is sealed, so that the paper can be checked later.
    """

    language: LanguageOfPaper
    digest: ContentDigest
    lot_id: LotId | None = None
    serial_id: SerialId | None = None
    package_id: PackageId | None = None


@command(
    "traceability.export_scope/1",
    t("Export scope", "导出涉及范围"),
    permission="traceability.scope.export",
    zh="将一个批、序列号或包装涉及的范围导出为表格文件；文件摘要记入账本，日后可核对。",
    by_program=True,
)
class ExportScope(Command):
    """Write the units that a lot, serial or package concerns into a file.

    The digest of the file is sealed, so that the file can be checked later.
    """

    direction: DirectionOfScope
    language: LanguageOfPaper
    digest: ContentDigest
    depth: LevelsOfScope | None = None
    left_out: GroupsLeftOut = field(default_factory=list)
    with_possible: WithPossible = True
    lot_id: LotId | None = None
    serial_id: SerialId | None = None
    package_id: PackageId | None = None
