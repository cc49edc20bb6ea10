"""`lotproof user`: who may sign in, seen from the console."""

import sys
from typing import Annotated

import typer

from lotproof.adapters.identity.common_passwords import require_uncommon
from lotproof.entrypoints.cli.common import AsJson, Data, Database, fail, opened, show
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.refusals import Refused
from lotproof.modules.people.commands import GrantRole, RegisterUser, SetPassword
from lotproof.modules.people.commands_completing import CompleteRole
from lotproof.modules.people.completing import incomplete_roles
from lotproof.modules.people.passwords import check_password, hash_password
from lotproof.modules.people.queries import role_by_code, roles, roles_of, users
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage

user = typer.Typer(help="People who may sign in.", no_args_is_help=True)


@user.command("add")
def add(
    login: Annotated[str, typer.Argument(help="Name to sign in with; never given twice.")],
    data: Data,
    name: Annotated[str, typer.Option("--name", help="The person's name.")],
    role: Annotated[list[str], typer.Option("--role", help="Code of a role; may be repeated.")],
    database: Database = None,
    language: Annotated[UserLanguage, typer.Option("--language")] = UserLanguage.ZH,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the first password from standard input.")
    ] = False,
) -> None:
    """Register a person with roles and a first password, which has to be changed."""
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else typer.prompt("First password", hide_input=True, confirmation_prompt=True)
    )
    try:
        check_password(password, login)
        require_uncommon(password)
    except Refused as bad:
        fail(str(bad))
    with opened(data, database) as plant:
        held = [_role(plant, code) for code in role]
        receipt = plant.do(RegisterUser(login=login, name=name, language=language))
        user_id = UserId(UserId.parse(receipt.value("user_id")))
        plant.do(
            SetPassword(user_id=user_id, password_hash=hash_password(password)),
            reason="First password",
        )
        for role_id in held:
            plant.do(GrantRole(user_id=user_id, role_id=role_id))
    typer.echo(f"{login} is {UserId.text(user_id)}")


@user.command("list")
def list_users(data: Data, database: Database = None, as_json: AsJson = False) -> None:
    """Everybody, with roles and state."""
    with opened(data, database) as plant, plant.reader() as reader:
        found = [
            {
                "id": UserId.text(each.id),
                "login": each.login,
                "state": each.state.value,
                "roles": [r.code for r in roles_of(reader, each.id)],
            }
            for each in users(reader)
        ]
    if as_json:
        show(found)
        return
    for each in found:
        typer.echo(
            f"{each['id']:<10}{each['login']:<20}{each['state']:<14}" + ", ".join(each["roles"])
        )


@user.command("complete-roles")
def complete_roles(
    data: Data,
    database: Database = None,
    reason: Annotated[str, typer.Option("--reason")] = "New in this version of the program",
) -> None:
    """Add to the standard roles of an older site what is new in this program; sealed."""
    with opened(data, database) as plant:
        with plant.reader() as reader:
            found = incomplete_roles(reader)
        for each in found:
            plant.do(CompleteRole(role_id=RoleId(each.role.id)), reason=reason)
            typer.echo(f"{each.role.code}: {', '.join(each.lacking)}")
    if not found:
        typer.echo("no standard role lacks anything")


def _role(plant: Plant, code: str) -> RoleId:
    with plant.reader() as reader:
        found = role_by_code(reader, code)
        if found is None:
            known = ", ".join(sorted(each.code for each in roles(reader)))
            fail(f"there is no role {code}; known: {known}")
        return RoleId(found.id)
