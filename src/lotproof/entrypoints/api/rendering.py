"""Templates, and how values of records look on a page."""

import re
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from lotproof.kernel import clock
from lotproof.kernel.ids import PREFIXES
from lotproof.kernel.meaning import Field
from lotproof.kernel.record import RECORDS
from lotproof.kernel.text import Language, Text

_ID = re.compile(r"\b[a-z]{3}_[0-9]{1,19}\b")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, language: Language, zone: str, values: dict[str, Any]) -> str:
    """A page in one language, with times on the site's clock."""
    return TEMPLATES.get_template(template).render(
        language=language,
        t=lambda en, zh: Text(en, zh).in_(language),
        said=lambda pair: pair[language],
        at=partial(at, zone=zone),
        linked=linked,
        label=partial(label, language=language),
        shown=partial(shown, language=language, zone=zone),
        kind_label=partial(kind_label, language=language),
        **values,
    )


def at(instant: str, zone: str) -> str:
    """An RFC 3339 time on the site's clock, to the second."""
    return clock.moment(clock.parse(instant), zone).strftime("%Y-%m-%d %H:%M:%S")


def linked(text: object) -> Markup:
    """A text whose ids lead to what they name."""
    out, end = Markup(), 0
    for found in _ID.finditer(plain := str(text)):
        if found[0].partition("_")[0] in PREFIXES:
            out += escape(plain[end : found.start()])
            out += Markup('<a href="/about/{0}">{0}</a>').format(found[0])
            end = found.end()
    return out + escape(plain[end:])


def _field(record: str, name: str) -> Field | None:
    return RECORDS[record].by_name.get(name) if record in RECORDS else None


def label(record: str, name: str, language: Language) -> str:
    """What a field is called."""
    field = _field(record, name)
    return field.meaning.label.in_(language) if field else name


def kind_label(record: str, language: Language) -> str:
    return RECORDS[record].label.in_(language) if record in RECORDS else record


def shown(record: str, name: str, value: Any, language: Language, zone: str) -> str | Markup:
    """A stored JSON value as people read it: choices by label, times on the site's clock."""
    field = _field(record, name)
    if value is None:
        return "–"
    if field is not None and field.meaning.secret:
        return "•••"
    if field is not None and field.kind == "choice":
        return next((c.label.in_(language) for c in field.type if c.value == value), str(value))
    if isinstance(value, bool):
        return Text("yes", "是").in_(language) if value else Text("no", "否").in_(language)
    if isinstance(value, list):
        return Markup(", ").join(linked(each) for each in value)
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return at(value, zone)
    return linked(value)
