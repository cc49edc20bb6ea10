"""What can be asked of traceability."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.traceability.vocabulary import ContentDigest, LanguageOfPaper


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
