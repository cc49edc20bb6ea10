"""Who is behind the actor of a command."""

from lotproof.modules.people.rules import NotAPerson
from lotproof.modules.people.vocabulary import UserId


def user_of(actor: str) -> UserId | None:
    """The person, or the account of a program, behind an actor such as `usr_3`; None otherwise."""
    return UserId.parse(actor) if actor.startswith(f"{UserId.prefix}_") else None


def require_person(actor: str) -> UserId:
    """The user behind an actor; refuses not_a_person for the program itself."""
    user = user_of(actor)
    if user is None:
        raise NotAPerson(actor=actor)
    return user
