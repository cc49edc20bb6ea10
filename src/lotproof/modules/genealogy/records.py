"""How genealogy is stored: single edges, and runs of consecutive units.

The statements of a walk read these tables by name.
"""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.genealogy.vocabulary import (
    CertaintyCode,
    ChildUnit,
    FirstUnit,
    KindCode,
    LastUnit,
    ParentUnit,
    SideCode,
    SizeClass,
    StandingCount,
    Unit,
)


@record(
    "genealogy.edge",
    t("Genealogy edge", "谱系关系"),
    key=("parent_id", "child_id", "kind", "certainty"),
    # Every column, so that a walk backward is answered from the index alone.
    index=[("child_id", "parent_id", "kind", "certainty", "standing_count")],
    checks={"itself": "parent_id <> child_id"},
    covers=("standing_count",),
)
class Edge(Record):
    """One parent → one child."""

    parent_id: ParentUnit
    child_id: ChildUnit
    kind: KindCode
    certainty: CertaintyCode
    standing_count: StandingCount


@record(
    "genealogy.run",
    t("Genealogy run", "谱系连续关系"),
    key=("side", "unit_id", "first_id", "last_id", "kind", "certainty"),
    index=[
        (
            "side",
            "size_class",
            "first_id",
            "last_id",
            "unit_id",
            "kind",
            "certainty",
            "standing_count",
        )
    ],
    checks={
        "order": "first_id <= last_id",
        "itself": "unit_id NOT BETWEEN first_id AND last_id",
        # The look-up by overlap is only right when this holds.
        "size_class_fits": (
            "last_id - first_id < (CAST(1 AS BIGINT) << CAST(size_class AS INTEGER))"
        ),
    },
    covers=("standing_count",),
)
class EdgeRun(Record):
    """One unit and the consecutive units `first_id`..`last_id` that are all its `side`."""

    side: SideCode
    unit_id: Unit
    first_id: FirstUnit
    last_id: LastUnit
    kind: KindCode
    certainty: CertaintyCode
    size_class: SizeClass
    standing_count: StandingCount
