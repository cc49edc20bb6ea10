"""What a Markdown page holds: its shell lines, its code spans, its links, its headings."""

import re
import shlex
from collections.abc import Iterator

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
CALL = re.compile(r"(?<![\w./-])(lotproof|lotproof-verify)((?: [^|>&)#\n]*)?)(?=[|>&)#\n]|$)")


def shell_calls(markdown: str) -> Iterator[list[str]]:
    """Each call of our programs in fenced shell blocks, as words."""
    for language, block in FENCE.findall(markdown):
        if language == "sh":
            for program, rest in CALL.findall(block):
                yield [program, *shlex.split(rest)]


def mentioned_calls(markdown: str) -> Iterator[list[str]]:
    """Each code span in running text that begins with one of our programs, as words."""
    for span in SPAN.findall(FENCE.sub("", markdown)):
        if re.match(r"lotproof(-verify)? ", span):
            yield shlex.split(span)


def make_targets(markdown: str) -> Iterator[str]:
    """Each target that a fenced shell block or a code span hands to make."""
    for _, block in FENCE.findall(markdown):
        yield from re.findall(r"^ *make ([a-z][a-z-]*)", block, re.MULTILINE)
    for span in SPAN.findall(FENCE.sub("", markdown)):
        yield from re.findall(r"^make ([a-z][a-z-]*)", span)


def links(markdown: str) -> list[str]:
    """Targets of links and images that lie inside the repository."""
    found = LINK.findall(SPAN.sub("", FENCE.sub("", markdown)))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors(markdown: str) -> set[str]:
    """The names under which the headings of a page can be linked to."""
    titles = HEADING.findall(FENCE.sub("", markdown))
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}
