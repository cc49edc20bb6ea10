"""Decisions about packages, and their refusals."""

from typing import Final

from lotproof.kernel.refusals import Refused
from lotproof.modules.warehouse.vocabulary import PackageLevel


class BadSscc(
    Refused,
    code="bad_sscc",
    en="{sscc} is not an SSCC: its check digit should be {expected}. Scan the label again.",
    zh="{sscc} 不是有效的 SSCC：校验位应为 {expected}。请重新扫描标签。",
    http_status=422,
):
    """GS1 General Specifications 7.9.1."""


class WrongPackageLevel(
    Refused,
    code="wrong_package_level",
    en="A {inner} does not go into a {outer}. Choose a higher level for the outer package.",
    zh="“{inner}”不能装入“{outer}”。外包装应选择更高级别。",
):
    """Unit, box, case, pallet: one goes into a later one."""


class NothingToPack(
    Refused,
    code="nothing_to_pack",
    en="Nothing is given to pack. Give quantities, serials or packages.",
    zh="未给出装入内容。请给出数量、序列号或包装。",
    http_status=422,
):
    """A package has content."""


class PackageMixed(
    Refused,
    code="package_mixed",
    en="What goes into one package must be in one state: {states}. Pack it apart.",
    zh="同一包装内的物品须处于同一状态（当前：{states}）。请分开包装。",
):
    """Released and unreleased goods are never in one package."""


class PackageElsewhere(
    Refused,
    code="package_elsewhere",
    en="Package {package} is not at {location}, not closed, or inside another. Check the label.",
    zh="包装 {package} 不在 {location}、未封装或在其他包装内。请核对标签。",
):
    """A package goes into one at the same place."""


LOGISTIC: Final = frozenset({PackageLevel.CASE, PackageLevel.PALLET})
"""Levels that are shipped as they are, and get an SSCC."""
_LEVELS: Final = tuple(PackageLevel)


def fits_into(inner: PackageLevel, outer: PackageLevel) -> bool:
    return _LEVELS.index(inner) < _LEVELS.index(outer)
