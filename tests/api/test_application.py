"""/app/: the built application is served whole, kept by browsers as long as it may be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lotproof.entrypoints.api.app import create_app
from tests.api.door import Door

PAGE = "<!doctype html><title>app</title>"


@pytest.fixture
def client(shared_door: Door, tmp_path: Path) -> Iterator[TestClient]:
    """Give a browser before a server with a small built application."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "assets" / "index-1a2b.js").write_text("console.log(1);\n" * 200)
    (tmp_path / "assets" / "reader-3c4d.wasm").write_bytes(b"\0asm")
    (tmp_path / "worker.js").write_text("self.addEventListener('fetch', () => {});")
    (tmp_path / "mark.svg").write_text("<svg/>")
    with TestClient(create_app(shared_door.plant, built=tmp_path)) as found:
        yield found


def test_its_addresses_lead_to_its_page(client: TestClient) -> None:
    for path in ("/app", "/app/", "/app/lots/lot_12", "/app/records/warehouse.lot", "/app/a/b.c"):
        found = client.get(path)
        assert (found.status_code, found.text) == (200, PAGE), path
        assert found.headers["content-type"].startswith("text/html")
        assert found.headers["cache-control"] == "no-cache"


def test_a_page_that_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/app/").headers["etag"]
    assert client.get("/app/lots", headers={"if-none-match": tag}).status_code == 304


def test_files_with_their_digest_in_the_name_are_kept_for_ever(client: TestClient) -> None:
    script = client.get("/app/assets/index-1a2b.js")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["content-encoding"] == "gzip"
    wasm = client.get("/app/assets/reader-3c4d.wasm")
    assert wasm.headers["content-type"] == "application/wasm"
    assert client.get("/app/mark.svg").headers["cache-control"] == "no-cache"


def test_a_file_that_changed_is_not_sent_as_it_was(client: TestClient, tmp_path: Path) -> None:
    assert "console.log(1)" in client.get("/app/assets/index-1a2b.js").text
    (tmp_path / "assets" / "index-1a2b.js").write_text("console.log(2);\n" * 300)
    again = client.get("/app/assets/index-1a2b.js")
    assert again.text == "console.log(2);\n" * 300
    plain = client.get("/app/assets/index-1a2b.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == again.text
    assert plain.headers["vary"] == again.headers["vary"] == "accept-encoding"


def test_the_service_worker_is_asked_about_each_time_and_may_do_little(client: TestClient) -> None:
    found = client.get("/app/worker.js")
    assert found.headers["content-type"].startswith("text/javascript")
    assert found.headers["cache-control"] == "no-cache"
    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "service-worker-allowed" not in found.headers


def test_a_file_of_an_earlier_build_is_not_answered_with_a_page(client: TestClient) -> None:
    found = client.get("/app/assets/index-gone.js")
    assert (found.status_code, found.json()["code"]) == (404, "not_found")
    assert "immutable" not in found.headers["cache-control"]


def test_nothing_outside_of_the_folder_is_served(client: TestClient, tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("what nobody may see")
    for path in (
        "/app/../secret.txt",
        "/app/%2e%2e/secret.txt",
        "/app/assets/..%2f..%2fsecret.txt",
    ):
        assert "nobody may see" not in client.get(path).text


def test_the_policy_lets_in_what_the_application_needs_and_nothing_from_elsewhere(
    client: TestClient,
) -> None:
    said = client.get("/app/").headers
    policy = dict(part.strip().split(" ", 1) for part in said["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["worker-src"] == "'self' blob:"
    assert policy["frame-ancestors"] == "'none'"
    assert not any("http" in sources or "*" in sources for sources in policy.values())
    assert said["permissions-policy"].startswith("camera=(self),")
    assert "unsafe-inline" not in client.get("/sign-in").headers["content-security-policy"]


def test_it_says_how_to_build_what_is_not_built(shared_door: Door, tmp_path: Path) -> None:
    with TestClient(create_app(shared_door.plant, built=tmp_path / "none")) as client:
        english = client.get("/app/lots/lot_1")
        chinese = client.get("/app/", headers={"accept-language": "zh"})
    assert english.status_code == chinese.status_code == 503
    assert "make ui" in english.text
    assert "make ui" in chinese.text
    assert "尚未构建" in chinese.text
    assert english.headers["content-type"].startswith("text/html")
