"""A site that is older than the program is told what its standard roles lack, and adds it."""

from pathlib import Path

from typer.testing import CliRunner

from lotproof.entrypoints.cli.main import app
from lotproof.kernel.own_work import own_tasks
from lotproof.modules.notifications.default_duties import STANDARD_DUTIES, default_duty_commands
from lotproof.modules.people.commands import ChangeRole, DefineRole
from lotproof.modules.people.commands_completing import CompleteRole
from lotproof.modules.people.completing import incomplete_roles
from lotproof.modules.people.default_roles import STANDARD_ROLES, default_role_commands, permissions
from lotproof.modules.people.queries import Role, role_by_code, roles
from lotproof.modules.people.vocabulary import RoleId, UserId
from tests.modules.people.helpers import WHY, grant, register
from tests.support.plant import Plant

NEW = "calendars.roster.set"
OWN_ONE = "notifications.own.keep"


def older(plant: Plant, *missing: str) -> None:
    """The standard roles as an older program had defined them."""
    for command in default_role_commands():
        had = sorted(set(command.permissions) - set(missing))
        plant.ok(
            DefineRole(
                code=command.code,
                title=command.title,
                title_zh=command.title_zh,
                permissions=had,
            )
        )


def role(plant: Plant, code: str) -> Role:
    with plant.reader() as reader:
        found = role_by_code(reader, code)
    assert found is not None
    return found


def lacking(plant: Plant) -> dict[str, list[str]]:
    with plant.reader() as reader:
        return {each.role.code: each.lacking for each in incomplete_roles(reader)}


def asked(plant: Plant, user_id: UserId) -> dict[str, str]:
    """Roles that the inbox of a person proposes to complete, with the English words."""
    with plant.reader() as reader:
        return {
            task.subject: task.title.en
            for list_, tasks in own_tasks(reader, UserId.text(user_id))
            for task in tasks
            if list_.code == "people.roles_to_complete"
        }


def completing(plant: Plant, code: str, *not_wanted: str) -> CompleteRole:
    return CompleteRole(role_id=RoleId(role(plant, code).id), not_wanted=[*not_wanted])


def test_a_new_site_lacks_nothing(sqlite_plant: Plant) -> None:
    older(sqlite_plant)
    assert lacking(sqlite_plant) == {}
    none = completing(sqlite_plant, "engineer")
    sqlite_plant.refused("nothing_lacking", none, reason=WHY)


def test_what_is_new_is_proposed_to_the_administrator_and_added(plant: Plant) -> None:
    older(plant, NEW, OWN_ONE)
    found = lacking(plant)
    assert found["planner"] == [NEW, OWN_ONE]
    assert found["engineer"] == [OWN_ONE]
    assert set(found) == {each.code for each in STANDARD_ROLES}
    administrator, planner = register(plant, "ann"), register(plant, "paul")
    grant(plant, administrator, RoleId(role(plant, "administrator").id))
    grant(plant, planner, RoleId(role(plant, "planner").id))
    proposed = asked(plant, administrator)
    planning = RoleId.text(role(plant, "planner").id)
    assert "Put on a shift" in proposed[planning]
    assert asked(plant, planner) == {}
    who = UserId.text(administrator)
    receipt = plant.ok(completing(plant, "planner"), actor=who, reason=WHY)
    assert receipt.value("permissions") == [NEW, OWN_ONE]
    assert role(plant, "planner").permissions == permissions_of("planner")
    assert planning not in asked(plant, administrator)
    own = completing(plant, "administrator")
    plant.ok(own, actor=who, reason=WHY)  # what everybody may do is added to one's own role, too
    plant.check()


def permissions_of(code: str) -> list[str]:
    return permissions(next(each for each in STANDARD_ROLES if each.code == code))


def test_nobody_adds_to_a_role_of_their_own(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    older(plant, "people.view.keep", "people.role.retire")
    user_id = register(plant, "ann")
    grant(plant, user_id, RoleId(role(plant, "administrator").id))
    assert "people.role.retire" in lacking(plant)["administrator"]
    own = completing(plant, "administrator")
    plant.refused("own_grant", own, actor=UserId.text(user_id), reason=WHY)
    kept = completing(plant, "administrator", "people.role.retire")
    plant.ok(kept, actor=UserId.text(user_id), reason=WHY)


def test_what_is_not_wanted_is_not_proposed_again(plant: Plant) -> None:
    older(plant, NEW, OWN_ONE)
    slip = completing(plant, "planner", "calendars.day.set")
    plant.refused("nothing_lacking", slip, reason=WHY)
    plant.refused("reason_missing", completing(plant, "planner", NEW))
    plant.ok(completing(plant, "planner", NEW), reason=WHY)
    found = role(plant, "planner")
    assert NEW not in found.permissions
    assert OWN_ONE in found.permissions
    assert found.not_wanted == [NEW]
    assert "planner" not in lacking(plant)
    plant.check()


def test_what_another_role_has_was_given_so_by_the_site(sqlite_plant: Plant) -> None:
    """A site that lets the engineer alone set days takes nothing of it back by an upgrade."""
    plant = sqlite_plant
    older(plant, NEW)
    engineer = role(plant, "engineer")
    change = ChangeRole(
        role_id=RoleId(engineer.id),
        title=engineer.title,
        title_zh=engineer.title_zh,
        permissions=[*engineer.permissions, NEW],
    )
    plant.ok(change, reason=WHY)
    assert lacking(plant) == {}


# --- the console --------------------------------------------------------------------------------


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_new_plant_tells_somebody_and_its_roles_are_whole(tmp_path: Path) -> None:
    data = str(tmp_path / "site")
    run("init", "--data", data, "--name", "Plant", "--origin", "plant.example/ledger")
    assert "no standard role lacks anything" in run("user", "complete-roles", "--data", data)


def test_the_standard_duties_are_assigned_to_roles_that_there_are(plant: Plant) -> None:
    older(plant)
    with plant.reader() as reader:
        known = {each.code: RoleId(each.id) for each in roles(reader)}
    commands = default_duty_commands(known)
    assert len(commands) == len(STANDARD_DUTIES)
    for command in commands:
        plant.ok(command, actor="sys_console")
    fewer = {code: id_ for code, id_ in known.items() if code != "engineer"}
    assert {each.role_id for each in default_duty_commands(fewer)} == {known["quality_manager"]}
    plant.check()
