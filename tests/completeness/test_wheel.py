"""Whoever installs the package has the whole product: the built web application is inside."""

import re
import tarfile
import zipfile
from pathlib import Path

import pytest
from flit_core import buildapi  # type: ignore[import-untyped] # it has no stubs

ROOT = Path(__file__).resolve().parents[2]
BUILT = "entrypoints/api/built"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[zipfile.ZipFile, set[str]]:
    """Give the wheel, and the names of what is in the source package."""
    page = ROOT / "src" / "lotproof" / BUILT / "index.html"
    assert page.is_file(), "the web application is not built: run `make ui`"
    folder = tmp_path_factory.mktemp("dist")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        wheel = buildapi.build_wheel(str(folder))
        source = buildapi.build_sdist(str(folder))
    with tarfile.open(folder / source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    return zipfile.ZipFile(folder / wheel), names


def test_the_built_application_is_in_the_wheel_with_all_that_its_page_names(
    packed: tuple[zipfile.ZipFile, set[str]],
) -> None:
    wheel, _ = packed
    names = set(wheel.namelist())
    page = wheel.read(f"lotproof/{BUILT}/index.html").decode()
    wanted = re.findall(r'(?:src|href)="/app/([^"]+)"', page)
    assert any(each.endswith(".js") for each in wanted), page
    assert {f"lotproof/{BUILT}/{each}" for each in wanted} <= names


def test_whoever_builds_from_the_source_package_needs_no_node(
    packed: tuple[zipfile.ZipFile, set[str]],
) -> None:
    wheel, source = packed
    built = {name for name in wheel.namelist() if name.startswith(f"lotproof/{BUILT}/")}
    assert {f"src/{name}" for name in built} <= source


def test_nothing_else_is_in_them(packed: tuple[zipfile.ZipFile, set[str]]) -> None:
    """No sources of the web application, no maps of them, nothing that tools leave behind."""
    wheel, source = packed
    for name in {*wheel.namelist(), *source}:
        assert not re.search(r"node_modules|__pycache__|\.map$|\.tsx?$|(^|/)ui/", name), name
