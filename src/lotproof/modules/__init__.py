"""The capabilities of the product, one folder each, all of one shape."""

import importlib
from pathlib import Path


def load() -> list[str]:
    """Import every file of every module, so that the registry is complete; names, sorted."""
    here = Path(__file__).parent
    names = sorted(path.parent.name for path in here.glob("*/__init__.py"))
    for name in names:
        for path in sorted((here / name).glob("*.py")):
            file = "" if path.stem == "__init__" else f".{path.stem}"
            importlib.import_module(f"lotproof.modules.{name}{file}")
    return names
