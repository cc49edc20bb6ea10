"""What README and docs say can be typed, can be typed; what they link to is there."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import typer

from lotproof.entrypoints.cli.main import app
from tests.docs import reading

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    str(page.relative_to(ROOT)) for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
)
README_LINES_MAX = 50
REPORTS = {"docs/progress.md"}
"""Written for whoever builds the program, not for a reader of the docs."""


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command that `lotproof VERB…` names, and the words after the verbs."""
    command: Any = typer.main.get_command(app)
    rest = words[1:]
    while hasattr(command, "commands"):
        verb = rest.pop(0) if rest else "(none)"
        assert verb in command.commands, f"there is no verb {verb} in {' '.join(words)}"
        command = command.commands[verb]
    return command, rest


def options_of(command: Any) -> set[str]:
    return {name for each in command.params for name in each.opts} | {"--help"}


def unknown_options(words: list[str], known: set[str]) -> list[str]:
    given = [word.partition("=")[0] for word in words if word.startswith("-")]
    return [option for option in given if option not in known]


@pytest.fixture(scope="module")
def verifier_help() -> str:
    return subprocess.run(
        [sys.executable, "-m", "lotproof_verifier", "--help"],
        cwd=ROOT / "verifier",
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("page", PAGES)
def test_every_lotproof_line_can_be_typed_as_it_stands(page: str, verifier_help: str) -> None:
    for words in reading.shell_calls(text(page)):
        if words[0] == "lotproof-verify":
            assert unknown_options(words, set(verifier_help.replace("[", " ").split())) == []
            continue
        command, rest = command_of(words)
        command.make_context(command.name, list(rest))  # ends with SystemExit or a usage error


@pytest.mark.parametrize("page", PAGES)
def test_every_lotproof_command_that_is_mentioned_exists(page: str) -> None:
    for words in reading.mentioned_calls(text(page)):
        if words[0] == "lotproof":
            command, rest = command_of(words)
            assert unknown_options(rest, options_of(command)) == [], words


def test_every_verb_is_explained_in_the_docs() -> None:
    calls = [
        " ".join(words)
        for page in PAGES
        for words in [*reading.shell_calls(text(page)), *reading.mentioned_calls(text(page))]
    ]
    root: Any = typer.main.get_command(app)
    verbs = [verb for verb in root.commands if verb not in {"demo", "version"}]
    assert [
        verb for verb in verbs if not any(c.startswith(f"lotproof {verb}") for c in calls)
    ] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in reading.links(text(page)):
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), f"{page} links to {link}"
        if anchor:
            assert anchor in reading.anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_that_is_named_exists(page: str) -> None:
    rules = {line.partition(":")[0] for line in text("Makefile").splitlines() if ":" in line}
    assert [target for target in reading.make_targets(text(page)) if target not in rules] == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), ["README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        for link in reading.links(text(page)):
            target = ((ROOT / page).parent / link.partition("#")[0]).resolve()
            pages = target.glob("*.md") if target.is_dir() else [target]
            names = [str(each.relative_to(ROOT)) for each in pages if each.suffix == ".md"]
            waiting += [name for name in names if name not in reached]
    assert [
        page for page in PAGES if page.startswith("docs/") and page not in reached | REPORTS
    ] == []


def test_the_readme_is_one_screen_and_begins_with_demo_and_test() -> None:
    readme = text("README.md")
    assert list(reading.make_targets(readme)) == ["demo", "test"]
    assert len(readme.splitlines()) <= README_LINES_MAX


def test_a_decision_says_context_decision_options_and_price() -> None:
    for page in (ROOT / "docs/decisions").glob("*.md"):
        wanted = {"context", "decision", "options-that-lost", "price"}
        assert wanted <= reading.anchors(page.read_text(encoding="utf-8")), page.name


def test_the_picture_is_readable_in_light_and_dark() -> None:
    picture = ET.fromstring(text("docs/concepts/picture.svg"))
    style = picture.find("{http://www.w3.org/2000/svg}style")
    assert style is not None
    assert "prefers-color-scheme: dark" in (style.text or "")


def test_a_wrong_line_is_noticed() -> None:
    page = "```sh\nlotproof veryfy --data x\n```\n"
    (words,) = reading.shell_calls(page)
    with pytest.raises(AssertionError, match="veryfy"):
        command_of(words)
    command, rest = command_of(["lotproof", "verify", "--dta", "x"])
    assert unknown_options(rest, options_of(command)) == ["--dta"]
