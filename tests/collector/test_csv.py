"""Files of loggers, and the collector killed at every step of sending them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lotproof.kernel.clock import instant
from lotproof.modules.people.commands import GrantRole, RevokeRole
from tests.collector.site import Machine, Site, Wire, degrees, running, serving, until
from tests.support.sampling import sampled

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LINES = 25
# So many steps a run of the file takes at least; found by the run that is not killed.
STEPS = range(1, 300)

CSV = """
batch_max = 7
[[csv]]
source = "{source}"
files = "*.csv"
at = ["date", "time"]
at_form = "%d.%m.%Y %H:%M:%S"
zone = "Asia/Shanghai"
delimiter = ";"
decimal = ","
columns = [
  {{ column = "oven", tag = "oven", decimals = 1 }},
  {{ column = "room", tag = "room", decimals = 2 }},
]
"""


def lines(count: int, first: int = 0) -> str:
    def one(n: int) -> str:
        at = START + timedelta(hours=8, seconds=n)
        values = f"{180 + n / 10:.1f};{20 + n / 100:.2f}".replace(".", ",")
        return f"{at:%d.%m.%Y};{at:%H:%M:%S};{values}\n"

    return "".join(one(n) for n in range(first, first + count))


def expected(count: int) -> set[tuple[str, int, int, int]]:
    found = []
    for n in range(count):
        at = instant(START + timedelta(seconds=n))
        found += [("oven", at, f"{180 + n / 10:.1f}"), ("room", at, f"{20 + n / 100:.2f}")]
    return degrees(found)


def machine(site: Site, wire: Wire, folder: Path, code: str) -> Machine:
    site.source(code, "oven", "room")
    made = Machine(folder / "machine", wire.url, CSV.format(source=code))
    (made.folder / "log-1.csv").write_text("date;time;oven;room\n" + lines(LINES))
    return made


def test_a_file_gives_each_reading_once_also_when_it_is_given_again_and_has_grown(
    site: Site, wire: Wire, tmp_path: Path
) -> None:
    made = machine(site, wire, tmp_path, "grown")
    assert made.once("--once") == 0, made.said
    assert site.kept("grown") == expected(LINES)
    batches = len(site.batches("grown"))
    assert batches == -(-LINES * 2 // 7)
    assert made.once("--once") == 0
    assert len(site.batches("grown")) == batches, "the same file again sends nothing"
    with (made.folder / "log-1.csv").open("a") as file:
        file.write(lines(3, LINES))
    assert made.once("--once") == 0
    assert site.kept("grown") == expected(LINES + 3)
    assert sum(each.repeated for each in site.batches("grown")) == 0


def test_bad_lines_are_named_by_number_and_kept(site: Site, wire: Wire, tmp_path: Path) -> None:
    made = machine(site, wire, tmp_path, "bad")
    with (made.folder / "log-1.csv").open("a") as file:
        file.write("31.02.2026;00:00:00;1,0;1,0\n02.03.2026;09:00:00;1,0\n")
        file.write(lines(1, LINES).replace("182,5", ""))
    assert made.once("--once") == 0
    assert f"line {LINES + 2}: '31.02.2026 00:00:00' is no time" in made.said
    assert f"line {LINES + 3}: 3 columns, 4 expected" in made.said
    assert f"{LINES + 3} lines 行, {2 * LINES + 1} readings 读数, 1 empty 空, 2 bad" in made.said
    assert made.once("--aside") == 0
    assert "02.03.2026;09:00:00;1,0" in made.said
    oven = {each for each in expected(LINES + 1) if each[0] == "oven" and each[2] == 182_500}
    assert site.kept("bad") == expected(LINES + 1) - oven


@pytest.mark.parametrize("step", sampled(STEPS, 8))
def test_killed_at_any_step_it_goes_on_and_neither_loses_nor_doubles(
    site: Site, wire: Wire, tmp_path: Path, step: int
) -> None:
    made = machine(site, wire, tmp_path, f"killed-{step}")
    assert made.once(str(step), is_counted=True) == -9, f"there are no {step} steps: {made.said}"
    assert made.once("0", is_counted=True) == 0, made.said
    assert site.kept(f"killed-{step}") == expected(LINES)
    # The receipts of lost answers are found again by their ids: not even a repeat is recorded.
    assert sum(each.repeated for each in site.batches(f"killed-{step}")) == 0
    assert sum(each.readings for each in site.batches(f"killed-{step}")) == 2 * LINES


def test_without_the_server_all_is_kept_and_goes_later(
    site: Site, wire: Wire, tmp_path: Path
) -> None:
    made = machine(site, wire, tmp_path, "later")
    target = wire.target
    wire.cut()
    assert made.once("--once") == 2
    assert f"{2 * LINES} readings could not be sent" in made.said
    assert not site.kept("later")
    wire.target = target
    assert made.once("--once") == 0, made.said
    assert site.kept("later") == expected(LINES)


def test_a_lost_answer_is_asked_for_again_and_recorded_once(
    site: Site, wire: Wire, tmp_path: Path
) -> None:
    made = machine(site, wire, tmp_path, "swallowed")
    wire.answers_to_swallow = 1
    assert made.once("--once") == 2
    assert len(site.batches("swallowed")) == 1, "the server has it, the collector does not know"
    assert made.once("--once") == 0
    assert site.kept("swallowed") == expected(LINES)
    assert sum(each.repeated for each in site.batches("swallowed")) == 0
    assert wire.answers_to_swallow == 0


def test_a_running_collector_waits_for_a_server_that_restarts(site: Site, tmp_path: Path) -> None:
    with serving(site) as (_, port), Wire(port) as wire:
        made = machine(site, wire, tmp_path, "restarted")
        with running(made):
            until(lambda: site.kept("restarted") == expected(LINES), made)
            wire.cut()
            with (made.folder / "log-1.csv").open("a") as file:
                file.write(lines(2, LINES) + "half a line")
            until(lambda: "cannot be reached" in made.said, made)
            with serving(site) as (_, other):
                wire.target = other
                until(lambda: site.kept("restarted") == expected(LINES + 2), made)
    assert "half a line" not in made.said


def test_sources_are_sent_in_turn(site: Site, wire: Wire, tmp_path: Path) -> None:
    made = machine(site, wire, tmp_path, "first")
    site.source("second", "oven", "room")
    again = CSV[CSV.index("[[csv]]") :].format(source="second")
    made.config.write_text(made.config.read_text() + again)
    assert made.once("0", is_counted=True) == 0, made.said
    assert site.kept("first") == site.kept("second") == expected(LINES)
    found = [(each.received_at, each.sent_from) for each in site.batches("first")]
    found += [(each.received_at, each.sent_from) for each in site.batches("second")]
    turns = [code for _, code in sorted(found)]
    assert turns == ["first", "second"] * (len(turns) // 2)


def test_a_token_without_the_right_is_told_and_once_it_has_it_all_goes(
    site: Site, wire: Wire, tmp_path: Path
) -> None:
    made = machine(site, wire, tmp_path, "role")
    role = site.door.roles["gateway"]
    site.door.do(RevokeRole(user_id=site.user, role_id=role), reason="trial")
    try:
        assert made.once("--once") == 2
        assert "403 not_permitted" in made.said
    finally:
        site.door.do(GrantRole(user_id=site.user, role_id=role))
    assert made.once("--once") == 0, made.said
    assert site.kept("role") == expected(LINES)


def test_what_the_server_cannot_read_is_put_aside_and_can_be_sent_again(
    site: Site, wire: Wire, tmp_path: Path
) -> None:
    made = machine(site, wire, tmp_path, "refused")
    config = made.config.read_text()
    # A machine's code that no server takes; the configuration cannot know its form.
    phases = 'equipment = "a code, far too long for any machine to have it: 0123456789", phases'
    made.config.write_text(
        config.replace('tag = "room", decimals = 2', f'{phases} = {{ "20" = "run" }}')
    )
    assert made.once("--once") == 0, made.said
    assert "put aside 已另存: 7 readings, 422 invalid_input" in made.said
    found = site.kept("refused")
    assert found < expected(LINES)
    assert made.once("--aside", "--json") == 0
    assert '"why": "422 invalid_input' in made.said
    assert made.once("--once", "--again") == 0
    assert made.said.count("put aside 已另存: 7 readings") == 2
    assert site.kept("refused") == found
