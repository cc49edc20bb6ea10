"""Rules that come with the product, as proposals. None applies before somebody adopts it."""

from typing import Final, NamedTuple

from lotproof.modules.retention.vocabulary import Anchor, Standing


class Template(NamedTuple):
    """A rule to propose; `field` only where the period counts from a date of the record."""

    record_class: str
    title: str
    citation: str
    standing: Standing
    months: int | None
    field: str | None = None
    adds_lifetime: bool = False

    @property
    def counted_from(self) -> Anchor:
        return Anchor.LAST_OPERATION if self.field is None else Anchor.FIELD


_GMP = "China MD GMP 2025 Art. 45(4), 46(3)"
_ISO = "ISO 13485 §4.2.5"
_LIFE = "Device lifetime 器械使用期限"
_TWO_YEARS = "At least 2 years 至少 2 年"

TEMPLATES: Final = (
    Template("production.work_order", _LIFE, _GMP, Standing.VERIFIED, 0, "closed_at", True),
    Template("production.work_order", _TWO_YEARS, _GMP, Standing.VERIFIED, 24, "closed_at"),
    Template("inspection.inspection", _LIFE, _GMP, Standing.VERIFIED, 0, "decided_at", True),
    Template("inspection.inspection", _TWO_YEARS, _GMP, Standing.VERIFIED, 24, "decided_at"),
    Template("warehouse.lot", _LIFE, _GMP, Standing.VERIFIED, 0, None, True),
    Template("warehouse.lot", _TWO_YEARS, _GMP, Standing.VERIFIED, 24),
    Template("warehouse.hold", _TWO_YEARS, _ISO, Standing.UNVERIFIED, 24),
    Template("sales.shipment", "Distribution, 5 years 经营记录 5 年",
             "医疗器械经营质量管理规范", Standing.UNVERIFIED, 60),
    Template("items.item", "UDI, 3 years after the last 末次后 3 年", "21 CFR 830.360",
             Standing.UNVERIFIED, 36),
    Template("items.item", "EU technical documentation, 10 years 欧盟技术文件 10 年",
             "MDR Art. 10(8)", Standing.UNVERIFIED, 120),
)  # fmt: skip
"""Verified are those whose text was read; the others are named so that somebody reads them."""
