"""What may be done with a thing now, and why the rest may not: told by the commands themselves."""

from typing import Any, NamedTuple

from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import Field
from lotproof.kernel.permission_labels import not_permitted
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import COMMANDS, CommandSpec
from lotproof.kernel.text import Text
from lotproof.kernel.trial import why_not
from lotproof.kernel.work import Reader, answers
from lotproof.modules.people.actors import user_of
from lotproof.modules.people.authority import RoleAuthority, running_delegations, scope_refusal
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.gates import MAY_SIGN, SignAsked


class Possible(NamedTuple):
    """One command about a thing: `field` is the input that names it, `no` why not now."""

    spec: CommandSpec
    field: Field
    no: Refused | None
    behalf: str | None = None
    """For whom it would be done by a deputy who may not do it in their own name."""

    def as_json(self) -> dict[str, Any]:
        no = self.no
        return {
            "kind": self.spec.kind,
            "field": self.field.name,
            "allowed": no is None,
            "why": Text(no.text("en"), no.text("zh"))._asdict() if no else None,
            "code": no.code if no else None,
            "behalf": self.behalf,
        }


def about(spec: CommandSpec, of: type[Id]) -> Field | None:
    """The field by which a command is about things of a kind: the first id of theirs that must be
    given, or may be where no other id must. None for what no person can fill in."""
    if spec.by_program:
        return None
    ids = [f for f in spec.fields if f.kind == "id"]
    required = [f for f in ids if f.required]
    return next((f for f in required or ids if f.type is of), None)


def possible(reader: Reader, of: type[Id], number: int, actor: str) -> list[Possible]:
    """Every command about a thing that a person can fill in, as the actor may send it now.

    What is refused here is refused in earnest, with the same code and words, whatever the other
    inputs are. What is allowed here may still be refused for them.
    """
    authority = RoleAuthority().among(reader, [actor])
    lenders = {
        permission: UserId.text(given.user_id)
        for given in running_delegations(reader, actor)
        for permission in given.permissions
    }
    found = []
    for spec in COMMANDS.values():
        field = about(spec, of)
        if field is not None:
            no: Refused | None = None
            given = {field.name: of(number)}
            behalf = None
            if not authority.may(reader, actor, spec.permission):
                behalf = lenders.get(spec.permission)
                no = not_permitted(spec.permission) if behalf is None else None
            else:
                no = scope_refusal(reader, actor, spec, given)
            no = no or may_not_sign(reader, spec, actor) or why_not(reader, spec, given, actor)
            found.append(Possible(spec, field, no, behalf))
    return sorted(found, key=lambda each: each.spec.kind)


def may_not_sign(reader: Reader, spec: CommandSpec, actor: str) -> Refused | None:
    """Why a person may not sign the command, whatever it is about; None also where it needs no
    signature."""
    user = user_of(actor)
    if spec.signs is None or user is None:
        return None
    asked = SignAsked(user_id=user, command_kind=spec.kind)
    return next(answers(reader, MAY_SIGN, asked), None)
