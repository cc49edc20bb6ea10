"""Over TLS, by the authority that the site made for itself."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotproof.adapters.local_ca import LocalAuthority
from lotproof.entrypoints.api.trust import authority_of
from tests.api.listening import listening
from tests.collector.site import Machine, Site
from tests.collector.test_csv import CSV, LINES, expected, lines


@pytest.fixture
def authority(site: Site) -> LocalAuthority:
    return authority_of(site.door.plant, ())


@pytest.fixture
def port(site: Site, authority: LocalAuthority) -> Iterator[int]:
    with listening(site.door.app, authority=authority) as (_, found):
        yield found


def machine(site: Site, server: str, folder: Path, code: str, ca_file: str | None) -> Machine:
    site.source(code, "oven", "room")
    trust = "" if ca_file is None else f'ca_file = "{ca_file}"\n'
    made = Machine(folder / "machine", server, trust + CSV.format(source=code))
    (made.folder / "log-1.csv").write_text("date;time;oven;room\n" + lines(LINES))
    return made


def test_readings_go_over_tls_by_the_authority_of_the_site(
    site: Site, port: int, authority: LocalAuthority, tmp_path: Path
) -> None:
    made = machine(site, f"https://localhost:{port}", tmp_path, "tls", "lotproof-ca.crt")
    shutil.copy(authority.certificate_file, made.folder / "lotproof-ca.crt")
    assert made.once("--once") == 0, made.said
    assert site.kept("tls") == expected(LINES)


def test_a_server_that_no_known_authority_vouches_for_gets_nothing(
    site: Site, port: int, tmp_path: Path
) -> None:
    made = machine(site, f"https://localhost:{port}", tmp_path, "fooled", None)
    assert made.once("--once") == 2
    assert "its certificate is not trusted, check ca_file" in made.said
    assert f"{2 * LINES} readings could not be sent" in made.said
    assert not site.kept("fooled")


def test_an_authority_that_is_no_certificate_is_told(site: Site, port: int, tmp_path: Path) -> None:
    made = machine(site, f"https://localhost:{port}", tmp_path, "torn", "token")
    assert made.once("--once") == 2
    assert "ca_file" in made.said
    assert "cannot be used" in made.said
    assert not site.kept("torn")
