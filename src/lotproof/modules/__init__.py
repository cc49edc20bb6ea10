"""The capabilities of the product, one folder each, all of one shape."""

import importlib
from pathlib import Path

_FILES = (
    "vocabulary",
    "records",
    "commands",
    "events",
    "rules",
    "gates",
    "services",
    "queries",
    "handlers",
    "reactions",
)


def load() -> list[str]:
    """Import every file of every module, so that the registry is complete; names, sorted."""
    here = Path(__file__).parent
    names = sorted(path.parent.name for path in here.glob("*/__init__.py"))
    for name in names:
        importlib.import_module(f"lotproof.modules.{name}")
        for file in _FILES:
            if (here / name / f"{file}.py").exists():
                importlib.import_module(f"lotproof.modules.{name}.{file}")
    return names
