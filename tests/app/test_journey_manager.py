"""A manager's day: figures that open what they count, and where a shipped lot came from."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin

TASK = "kernel.task"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_manager(served: Served, signed_in: SignedIn, language: str) -> None:
    manager = begin(served, signed_in, "quality", language)
    home_figures(manager)
    dashboard(manager)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_recall_scope(served: Served, signed_in: SignedIn, language: str) -> None:
    manager = begin(served, signed_in, "quality", language)
    line = manager.records("sales.shipment_line", state="shipped", limit=1)[0]
    genealogy(manager, line["lot_id"])


def total(manager: Work, kind: str, count: int) -> None:
    """The list on the screen has so many records, and the server agrees."""
    expect(manager.page).to_have_url(re.compile(f"/list/{kind}"))
    key = "list_total_one" if count == 1 and manager.language == "en" else "list_total_other"
    said = manager.word("platform", key, count=count, total=count)
    expect(manager.page.get_by_role("main")).to_contain_text(said)
    query = manager.page.url.partition("?")[2]
    assert manager.door.get(f"/api/records/{kind}?{query}", "quality").json["total"] == count


def home_figures(manager: Work) -> None:
    """All that is counted stands on the first page, and opens what it counts."""
    manager.go("/")
    told = manager.door.get("/api/home", "quality").json["figures"]
    tasks = manager.door.get("/api/inbox", "quality").json["tasks"]
    # Tasks that are listed one by one are not counted as well.
    counted = [each for each in told if each["value"] and (each["kind"] != TASK or not tasks)]
    for figure in counted:
        expect(figure_link(manager, figure)).to_have_count(1)
    exact = [each for each in counted if each["is_exact"]]
    assert len(exact) >= 2
    for figure in exact[:2]:
        manager.go("/")
        figure_link(manager, figure).click()
        total(manager, figure["kind"], figure["value"])


def figure_link(manager: Work, figure: dict[str, Any]) -> Locator:
    label = re.escape(figure["label"][manager.language])
    name = re.compile(rf"^{figure['value']:,}\D*{label}$")
    return manager.page.get_by_role("main").get_by_role("link", name=name)


def dashboard(manager: Work) -> None:
    """The first figure that counts anything opens the list of exactly that."""
    manager.go("/dashboard")
    cards = manager.page.get_by_role("article")
    expect(cards.first).to_be_visible()
    links = manager.page.locator("article header a.number")
    expect(links.first).to_be_visible()
    shown = links.filter(has_text=re.compile(r"^[1-9]\d*$")).first
    count = int(shown.inner_text())
    kind = re.search(r"/list/([\w.]+)", shown.get_attribute("href") or "")
    assert kind is not None
    shown.click()
    total(manager, kind[1], count)


def genealogy(manager: Work, lot: str) -> None:
    """Back from a shipped lot to its materials; on from one of them to what a recall concerns."""
    made_of = graph(manager, lot, "backward")
    materials = [node["id"] for node in made_of["nodes"] if node["level"] == -1]
    went_into = [graph(manager, each, "forward") for each in materials]
    widest = max(went_into, key=lambda each: len(each["totals"]["by"]))
    for told in (made_of, widest):
        units = told["totals"]["units"]
        manager.go(f"/genealogy/{told['subject']}?direction={told['direction']}")
        scope(manager, units, units)
    assert lot in {node["id"] for node in widest["nodes"]}
    told = widest["totals"]
    left_out, *rest = told["by"]
    assert rest, told
    manager.page.get_by_role("main").get_by_role("checkbox").first.uncheck()
    remaining = told["units"] - left_out["units"]
    scope(manager, remaining, told["units"])
    with manager.page.expect_download() as awaited:
        manager.button(manager.word("genealogy", "export")).click()
    head, *rows = csv.reader(Path(awaited.value.path()).read_text("utf-8-sig").splitlines())
    assert head[0] == {"en": "Id", "zh": "编号"}[manager.language]
    assert len(rows) == remaining
    newest = manager.entries(kind="traceability.export_scope/1", limit=1)[0]
    assert newest["input"]["left_out"], "what leaves is sealed with what was left out of it"


def graph(manager: Work, start: str, direction: str) -> Any:
    return manager.door.get(f"/api/graph/{start}?direction={direction}", "quality").json


def scope(manager: Work, count: int, units: int) -> None:
    said = manager.word("genealogy", "scope_count", count=f"{count:,}", total=f"{units:,}")
    expect(manager.page.get_by_text(said)).to_be_visible()
