"""The words of genealogy: the units, and what an edge between two of them means."""

from enum import IntEnum
from typing import Annotated, Final

from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import Text, t

SIZE_CLASS_MAX: Final = 40
"""Runs are shorter than 2^40 units."""


class Certainty(IntEnum):
    """What an edge says about the units of its child. Stored; never renumbered."""

    EXACT = 0
    """The child got the parent."""
    MIXED = 1
    """The child, a lot, got the parent; which of the units made from it did is not known."""
    POSSIBLE = 2
    """The exact assignment was not recorded: the child may have got the parent."""


class Side(IntEnum):
    """What the consecutive units of a run are to its single unit. Stored; never renumbered."""

    CHILDREN = 0
    PARENTS = 1


class LotId(Id, prefix="lot", label=t("Lot", "批"), counter="unit"):
    """A quantity of one item that was received or made together."""


class SerialId(Id, prefix="ser", label=t("Serial", "序列号"), counter="unit"):
    """One single item with a number of its own."""


class PackageId(Id, prefix="pkg", label=t("Package", "包装"), counter="unit"):
    """A box, case or pallet, and what is packed in it."""


class EdgeKind(IntEnum):
    """How the child came from the parent. Stored; never renumbered, only added to."""

    CONSUMED = 0
    """The parent, a material, went into the child."""
    MADE = 1
    """The child, a serial, is one of the units of the parent, a lot."""
    PACKED = 2
    """The parent is packed in the child, a package."""
    REWORKED = 3
    """The child is what the parent became by rework."""
    SPLIT = 4
    """The child, a lot, was taken off the parent, a lot."""
    MERGED = 5
    """The child, a lot, was put together from the parent and others."""
    RETURNED = 6
    """The child, a lot, is what came back of the parent."""


EDGE_KIND_LABELS: Final[dict[EdgeKind, Text]] = {
    EdgeKind.CONSUMED: t("went into", "用于"),
    EdgeKind.MADE: t("unit of the lot", "批内单件"),
    EdgeKind.PACKED: t("packed in", "装入"),
    EdgeKind.REWORKED: t("reworked into", "返工为"),
    EdgeKind.SPLIT: t("split into", "拆分为"),
    EdgeKind.MERGED: t("merged into", "合并为"),
    EdgeKind.RETURNED: t("returned as", "退回为"),
}
CERTAINTY_LABELS: Final[dict[Certainty, Text]] = {
    Certainty.EXACT: t("exact", "确定"),
    Certainty.MIXED: t("mixed within the lot", "批内混合"),
    Certainty.POSSIBLE: t("possible", "可能"),
}

_UNIT_HELP = t("The number of a lot, serial or package.", "批、序列号或包装的编号数字。")

ParentUnit = Annotated[int, Meaning(label=t("Parent", "上级"), help=_UNIT_HELP, minimum=1)]
ChildUnit = Annotated[int, Meaning(label=t("Child", "下级"), help=_UNIT_HELP, minimum=1)]
Unit = Annotated[int, Meaning(label=t("Single unit", "单个单元"), help=_UNIT_HELP, minimum=1)]
FirstUnit = Annotated[int, Meaning(label=t("First of the run", "起始单元"), minimum=1)]
LastUnit = Annotated[int, Meaning(label=t("Last of the run", "结束单元"), minimum=1)]
KindCode = Annotated[
    int, Meaning(label=t("Kind of edge", "关系类型"), minimum=0, maximum=max(EdgeKind))
]
CertaintyCode = Annotated[
    int, Meaning(label=t("Certainty", "确定程度"), minimum=0, maximum=max(Certainty))
]
SideCode = Annotated[int, Meaning(label=t("Side of the run", "连续侧"), minimum=0, maximum=1)]
SizeClass = Annotated[
    int,
    Meaning(
        label=t("Size class", "长度级"),
        help=t(
            "The least c for which the run is not longer than 2^c units.",
            "使连续单元数不超过 2^c 的最小 c。",
        ),
        minimum=0,
        maximum=SIZE_CLASS_MAX,
    ),
]
StandingCount = Annotated[
    int,
    Meaning(
        label=t("Standing records", "有效记录数"),
        help=t("How many records say so and are not cancelled.", "作此说明且未撤销的记录数。"),
        minimum=0,
    ),
]
