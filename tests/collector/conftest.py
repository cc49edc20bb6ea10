"""Sites for collectors."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.door import opened
from tests.collector.broker import Broker
from tests.collector.site import STARTED, Site, Wire, kill, serving


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give one plant for all tests of a file; each registers sources of its own."""
    with opened(tmp_path_factory.mktemp("site") / "site") as door:
        yield Site(door)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Kill the collectors that a failing test leaves."""
    STARTED.clear()
    yield
    for process in STARTED:
        kill(process)


@pytest.fixture
def wire(site: Site) -> Iterator[Wire]:
    """Run the plant's server, and give a way to it that can be cut."""
    with serving(site) as (_, port), Wire(port) as found:
        yield found


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Run a real MQTT broker of this test's own."""
    with Broker(tmp_path / "broker") as found:
        yield found
