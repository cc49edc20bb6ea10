"""Readings that a person brings in a file, recorded in that person's name."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lotproof.entrypoints.cli.main import app
from lotproof.entrypoints.readings_file import BadReadings, readings_of
from lotproof.kernel.clock import parse
from lotproof.modules.people.vocabulary import UserId
from tests.collector.site import Site

GOOD = """tag,at,value,quality
oven,2026-03-02T08:00:00+08:00,180.1,good
oven,2026-03-02T00:00:01Z,180.2,bad

oven,2026-03-02T08:00:02+08:00,warm,good
"""


def imported(site: Site, source: str, file: Path, actor: str) -> Result:
    words = ["import", "readings", source, str(file), "--data", str(site.door.plant.folder)]
    return CliRunner().invoke(app, [*words, "--as", actor])


def test_a_file_is_recorded_once_in_the_name_of_who_brought_it(site: Site, tmp_path: Path) -> None:
    who = UserId.text(site.door.user("metrologist", "gateway"))
    source = site.source("brought", "oven")
    file = tmp_path / "readings.csv"
    file.write_text("\ufeff" + GOOD, "utf-8")
    first = imported(site, source, file, who)
    assert first.exit_code == 0, first.output
    assert "3 readings in 1 batches" in first.output
    assert "unusable_readings" in first.output, "what is no number is kept and marked"
    at = [parse(f"2026-03-02T00:00:0{n}Z") for n in (0, 1)]
    expected = {("oven", at[0], 180_100, 0), ("oven", at[1], 180_200, 2)}
    assert site.kept("brought") == expected
    again = imported(site, source, file, who)
    assert again.output == first.output
    (batch,) = site.batches("brought")
    assert (batch.sent_by, batch.readings, batch.unusable) == (who, 3, 1)


def test_who_may_not_record_readings_brings_none(site: Site, tmp_path: Path) -> None:
    source = site.source("forbidden", "oven")
    file = tmp_path / "readings.csv"
    file.write_text(GOOD)
    told = imported(site, source, file, UserId.text(site.door.user("sales", "sales")))
    assert told.exit_code != 0
    assert "0 readings were recorded, then not_permitted" in told.output
    assert not site.batches("forbidden")


def test_a_wrong_line_keeps_the_whole_file_out(site: Site, tmp_path: Path) -> None:
    who = UserId.text(site.door.user("metrologist", "gateway"))
    source = site.source("wrong", "oven")
    file = tmp_path / "readings.csv"
    file.write_text(GOOD + "oven,2026-03-02T08:00:03,180.3,good\n")
    told = imported(site, source, file, who)
    assert told.exit_code != 0
    assert "line 6: '2026-03-02T08:00:03' is no time with its zone" in told.output
    assert not site.batches("wrong")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("tag,value,at\n", "the first line must be tag,at,value,quality"),
        ("", "the first line must be"),
        ("tag,at,value\n", "there is no reading"),
        ("tag,at,value\noven,2026-03-02T00:00:00Z\n", "line 2: 2 cells, 3 expected"),
        ("tag,at,value\noven,2026-03-02T00:00:00Z,\n", "line 2: value is empty"),
        ("tag,at,value,quality\no,2026-03-02T00:00:00Z,1,fine\n", "quality is one of good"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(content: str, said: str) -> None:
    with pytest.raises(BadReadings, match=said):
        readings_of(content.splitlines(keepends=True))
