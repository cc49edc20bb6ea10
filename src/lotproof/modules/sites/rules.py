"""Refusals about areas, workstations and SSCCs."""

from lotproof.kernel.refusals import Refused


class AreaInUse(
    Refused,
    code="area_in_use",
    en="Area {area} has workstations in use: {workstations}. Close or move them first.",
    zh="区域 {area} 内有使用中的工位：{workstations}。请先停用或移走。",
):
    """A closed area has no workstation in use."""


class SsccsUsedUp(
    Refused,
    code="ssccs_used_up",
    en="All {count} SSCCs of company prefix {prefix} are used. Set another extension digit or"
    " prefix.",
    zh="厂商识别代码 {prefix} 的 {count} 个 SSCC 已用完。请更换扩展位或厂商识别代码。",
):
    """A number of a logistic unit is not given twice (General Specifications 2.2.1)."""
