"""How genealogy is stored: single edges, and runs of consecutive units.

A unit (lot, serial, logistic package) is one number of the site's dense, time-ordered counter.
Small numbers matter: at 10 M edges SQLite takes 35 bytes an edge both ways because ids below
2^23 take three bytes and the values 0 and 1 take none. So the commonest kinds should be 0 and 1.
"""

from enum import IntEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
)

SIZE_CLASS_MAX = 40
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


def size_class(first_id: int, last_id: int) -> int:
    """The least c with last_id - first_id < 2^c, stored with each run: 1 → 0, 2 → 1, 3..4 → 2.

    A run of class c that holds x starts after x - 2^c, so the runs that hold x are found by one
    index range for each class in use, whatever else overlaps.
    """
    if first_id > last_id:
        raise ValueError(f"a run goes from its first unit to its last, not {first_id}..{last_id}")
    return (last_id - first_id).bit_length()


def edge_table(metadata: MetaData) -> Table:
    """`genealogy_edge`: parent → child. `standing_count` records say so; 0 means all cancelled."""
    edge = Table(
        "genealogy_edge",
        metadata,
        Column("parent_id", BigInteger, nullable=False),
        Column("child_id", BigInteger, nullable=False),
        Column("kind", SmallInteger, nullable=False),
        Column("certainty", SmallInteger, nullable=False),
        Column("standing_count", SmallInteger, nullable=False),
        PrimaryKeyConstraint(
            "parent_id",
            "child_id",
            "kind",
            "certainty",
            name="pk_genealogy_edge",
            postgresql_include=["standing_count"],
        ),
        CheckConstraint("parent_id <> child_id", name="ck_genealogy_edge_itself"),
        CheckConstraint("certainty BETWEEN 0 AND 2", name="ck_genealogy_edge_certainty"),
        CheckConstraint("standing_count >= 0", name="ck_genealogy_edge_standing_count"),
        sqlite_with_rowid=False,
    )
    # Every column, so that SQLite and PostgreSQL answer backward from the index alone.
    Index(
        "ix_genealogy_edge_child_id",
        edge.c.child_id,
        edge.c.parent_id,
        edge.c.kind,
        edge.c.certainty,
        edge.c.standing_count,
    )
    return edge


def run_table(metadata: MetaData) -> Table:
    """`genealogy_run`: one unit and the consecutive units first_id..last_id on its `side`."""
    run = Table(
        "genealogy_run",
        metadata,
        Column("side", SmallInteger, nullable=False),
        Column("unit_id", BigInteger, nullable=False),
        Column("first_id", BigInteger, nullable=False),
        Column("last_id", BigInteger, nullable=False),
        Column("kind", SmallInteger, nullable=False),
        Column("certainty", SmallInteger, nullable=False),
        Column("size_class", SmallInteger, nullable=False),
        Column("standing_count", SmallInteger, nullable=False),
        PrimaryKeyConstraint(
            "side",
            "unit_id",
            "first_id",
            "last_id",
            "kind",
            "certainty",
            name="pk_genealogy_run",
            postgresql_include=["standing_count"],
        ),
        CheckConstraint("side BETWEEN 0 AND 1", name="ck_genealogy_run_side"),
        CheckConstraint("first_id <= last_id", name="ck_genealogy_run_order"),
        CheckConstraint("unit_id NOT BETWEEN first_id AND last_id", name="ck_genealogy_run_itself"),
        CheckConstraint("certainty BETWEEN 0 AND 2", name="ck_genealogy_run_certainty"),
        # The look-up by overlap is only right when this holds.
        CheckConstraint(
            f"size_class BETWEEN 0 AND {SIZE_CLASS_MAX}"
            " AND last_id - first_id < (CAST(1 AS BIGINT) << size_class)",
            name="ck_genealogy_run_size_class",
        ),
        CheckConstraint("standing_count >= 0", name="ck_genealogy_run_standing_count"),
        sqlite_with_rowid=False,
    )
    Index(
        "ix_genealogy_run_overlap",
        run.c.side,
        run.c.size_class,
        run.c.first_id,
        run.c.last_id,
        run.c.unit_id,
        run.c.kind,
        run.c.certainty,
        run.c.standing_count,
    )
    return run
