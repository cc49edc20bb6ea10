"""How genealogy is stored: single edges, and runs of consecutive units.

A unit (lot, serial, logistic package) is one number of the site's dense, time-ordered counter.
Small numbers matter: at 10 M edges SQLite takes 35 bytes an edge both ways because ids below
2^23 take three bytes and the values 0 and 1 take none. So the commonest kinds should be 0 and 1.
"""


def size_class(first_id: int, last_id: int) -> int:
    """The least c with last_id - first_id < 2^c, stored with each run: 1 → 0, 2 → 1, 3..4 → 2.

    A run of class c that holds x starts after x - 2^c, so the runs that hold x are found by one
    index range for each class in use, whatever else overlaps.
    """
    if first_id > last_id:
        raise ValueError(f"a run goes from its first unit to its last, not {first_id}..{last_id}")
    return (last_id - first_id).bit_length()
