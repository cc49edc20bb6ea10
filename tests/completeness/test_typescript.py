"""The types that the web application is compiled with are those of the registry.

To write them anew:

    LOTPROOF_WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/completeness/test_typescript.py
"""

import os

from tests.every_module.declared import ROOT
from tools.typescript import TARGET, typescript


def test_the_types_of_the_web_application_are_those_of_the_registry() -> None:
    made = typescript()
    if os.environ.get("LOTPROOF_WRITE_GOLDEN") == "1":
        TARGET.write_text(made, encoding="utf-8")
    written = TARGET.read_text(encoding="utf-8")
    assert written == made, f"{TARGET.relative_to(ROOT)} is outdated.\n\n{__doc__}"
