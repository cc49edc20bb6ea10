"""Refusals about areas and workstations."""

from lotproof.kernel.refusals import Refused


class AreaInUse(
    Refused,
    code="area_in_use",
    en="Area {area} has workstations in use: {workstations}. Close or move them first.",
    zh="区域 {area} 内有使用中的工位：{workstations}。请先停用或移走。",
):
    """A closed area has no workstation in use."""
