"""The registry as a user interface needs it: kinds, commands, fields, states, units, labels.

Every text is there in both languages, so that a screen changes its language without asking.
"""

from typing import Any

from lotproof import __version__
from lotproof.derive.openapi import read_permission
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.masking import is_masked, masked_fields, personal_permission
from lotproof.kernel.meaning import UNIT, Field, fields_of
from lotproof.kernel.permission_labels import KERNEL, permission_labels
from lotproof.kernel.quantity import UNITS
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.registry import COMMANDS, EVENTS, MODULES, CommandSpec, Tier
from lotproof.kernel.site import TRUST_OF, Source, Trust
from lotproof.kernel.text import Text

_SAID = ("text", "choice")
_DIGEST = "digest"
"""Unique as well, and nothing that a person would say."""


def interface() -> dict[str, Any]:
    """Everything that the web application derives its screens from; one JSON object.

    Amounts have `minimum` and `maximum` in smallest steps of the unit that `unit_field` names.
    """
    kinds = sorted(RECORDS.values(), key=lambda kind: kind.name)
    commands = sorted(COMMANDS.values(), key=lambda spec: spec.kind)
    return {
        "release": __version__,
        "modules": _modules(),
        "kinds": [_kind(kind) for kind in kinds],
        "commands": [_command(spec) for spec in commands],
        "events": [
            {"kind": event.kind, "label": event.label._asdict()}
            for event in sorted(EVENTS.values(), key=lambda event: event.kind)
        ],
        "units": [
            {"code": unit.code, "label": unit.label._asdict(), "decimals": unit.decimals}
            for unit in UNITS.values()
        ],
        "permissions": _permissions(),
        "sources": [
            _choice(each.value, each.label) | {"trust": TRUST_OF[each].value} for each in Source
        ],
        "trusts": [_choice(each.value, each.label) for each in Trust],
    }


def title_fields(kind: Kind) -> list[str]:
    """The fields by which people tell records of a kind apart: a number, a code with its name.

    The texts that are unique by declaration, then what it is called; the key where there is none.
    """
    names = [*(kind.unique[0] if kind.unique else kind.key), "code", "name"]
    fields = [kind.by_name[name] for name in dict.fromkeys(names) if name in kind.by_name]
    return [f.name for f in fields if f.kind in _SAID and f.name != _DIGEST] or list(kind.key)


def about_field(spec: CommandSpec) -> Field | None:
    """The field that names what a command is about: the first id that must be given."""
    return next((f for f in spec.fields if f.kind == "id" and f.required), None)


def _modules() -> list[dict[str, Any]]:
    own = [
        {"name": name, "title": title._asdict(), "tier": Tier.FOUNDATION.value}
        for name, title in KERNEL.items()
    ]
    return own + [
        {"name": each.name, "title": each.title._asdict(), "tier": each.tier.value}
        for each in MODULES.values()
    ]


def _kind(kind: Kind) -> dict[str, Any]:
    own, state, life = own_id(kind), kind.state_field, kind.life
    return {
        "name": kind.name,
        "label": kind.label._asdict(),
        "module": kind.name.partition(".")[0],
        "key": list(kind.key),
        "prefix": own.type.prefix if own else None,
        "permission": read_permission(kind.name),
        "unmasks": personal_permission(kind.name) if masked_fields(kind.name) else None,
        "title": title_fields(kind),
        "state": state.name if state else None,
        "life": {
            before.value: [each.value for each in type(before) if each in after]
            for before, after in life.moves.items()
        }
        if life
        else None,
        "fields": [field_entry(f) for f in kind.fields if not f.meaning.is_unseen],
    }


def _command(spec: CommandSpec) -> dict[str, Any]:
    about = about_field(spec)
    return {
        "kind": spec.kind,
        "label": spec.label._asdict(),
        "help": spec.help._asdict(),
        "permission": spec.permission,
        "module": spec.module,
        "is_fact": spec.is_fact,
        "needs_reason": spec.needs_reason,
        "signs": spec.signs._asdict() if spec.signs else None,
        "by_program": spec.by_program,
        "late_as": spec.late_as,
        "fields": [field_entry(f) for f in spec.fields],
        "about": about.type.prefix if about else None,
        "about_field": about.name if about else None,
    }


def _permissions() -> list[dict[str, Any]]:
    """Each permission with what it is called."""
    return [{"code": code, "label": label._asdict()} for code, label in permission_labels().items()]


def field_entry(field: Field) -> dict[str, Any]:
    """One field of a record, command or shape, with everything that a control for it needs."""
    meaning = field.meaning
    is_text = field.kind == "text"
    entry: dict[str, Any] = {
        "name": field.name,
        "label": meaning.label._asdict(),
        "help": meaning.help._asdict(),
        "type": field.kind,
        "required": field.required,
        "nullable": field.nullable,
        "personal": meaning.personal,
        "masked": is_masked(field),
        "secret": meaning.secret,
        "length_max": meaning.length_max if is_text else None,
        "pattern": meaning.pattern,
        "minimum": meaning.minimum,
        "maximum": meaning.maximum,
        "multiline": meaning.multiline,
    }
    if isinstance(field.default, str | bool | int):
        entry["default"] = (
            field.default.value if isinstance(field.default, Choice) else field.default
        )
    return entry | _of_type(field)


def _of_type(field: Field) -> dict[str, Any]:
    """What only some types have: prefix and kind of an id, choices, the parts of a shape."""
    if field.kind == "id":
        kind = kind_of(field.type.prefix)
        return {"prefix": field.type.prefix, "kind": kind.name if kind else None}
    if field.kind == "choice":
        return {"choices": [_choice(each.value, each.label) for each in field.type]}
    if field.kind == "text" and field.meaning.pattern == UNIT.pattern:
        return {"choices": [_choice(unit.code, unit.label) for unit in UNITS.values()]}
    if field.kind == "amount":
        return {"unit_field": field.meaning.unit_field}
    if field.kind == "list":
        assert field.item is not None
        return {"item": field_entry(field.item)}
    if field.kind == "shape":
        return {"fields": [field_entry(each) for each in fields_of(field.type)]}
    return {}


def _choice(value: str, label: Text) -> dict[str, Any]:
    return {"value": value, "label": label._asdict()}


def own_id(kind: Kind) -> Field | None:
    """The id that is given to records of this kind, and to no other."""
    return kind.id_field if kind.key == ("id",) else None


def kind_of(prefix: str) -> Kind | None:
    """The kind of record that ids with this prefix name."""
    for kind in RECORDS.values():
        own = own_id(kind)
        if own is not None and own.type.prefix == prefix:
            return kind
    return None
