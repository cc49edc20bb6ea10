"""What has happened in traceability."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.traceability.vocabulary import (
    ContentDigest,
    DirectionOfScope,
    LanguageOfPaper,
)


@event(
    "traceability.overview_printed/1",
    t("Overview printed, content {digest}", "已打印概览，内容摘要 {digest}"),
)
class OverviewPrinted(Event):
    language: LanguageOfPaper
    digest: ContentDigest
    lot_id: LotId | None = None
    serial_id: SerialId | None = None
    package_id: PackageId | None = None


@event(
    "traceability.scope_exported/1",
    t("Scope exported, {direction}, content {digest}",
      "已导出涉及范围，{direction}，内容摘要 {digest}"),
)  # fmt: skip
class ScopeExported(Event):
    direction: DirectionOfScope
    digest: ContentDigest
    lot_id: LotId | None = None
    serial_id: SerialId | None = None
    package_id: PackageId | None = None
