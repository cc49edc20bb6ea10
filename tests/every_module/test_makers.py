"""What one person makes another checks, whoever the checker is a deputy of: asked in one way.

Who set a password (`reset_by`) is asked about for another reason: they know it.
"""

import re

from tests.every_module.declared import SOURCE

MAKER = re.compile(r"(?<!reset)(_by|originator) == work\.actor")


def test_makers_are_compared_by_the_one_rule() -> None:
    """`work.is_own(x.drafted_by)` knows the person on whose behalf somebody checks, too."""
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted((SOURCE / "modules").rglob("handlers*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MAKER.search(line)
    ]
    assert found == [], "ask work.is_own"
