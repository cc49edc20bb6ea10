"""Everything the plant needs before its first delivery, entered through commands."""

import itertools

from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.readings import GATEWAY
from lotproof.entrypoints.demo.world import World
from lotproof.modules.people.passwords import hash_password

CONSOLE = "sys_console"


def people(world: World, roles: dict[str, str]) -> None:
    """Register everybody with the standard roles and the demonstration's password."""
    password = hash_password(catalogue.PASSWORD)
    for login, name, language, held in catalogue.PEOPLE:
        receipt = world.do(
            CONSOLE, "people.register_user", login=login, name=name, language=language
        )
        world.users[login] = receipt.value("user_id")
        world.do(
            CONSOLE,
            "people.set_password",
            user_id=world.users[login],
            password_hash=password,
            is_temporary=False,
            reason="First password 初始密码",
        )
        for role in held:
            world.do(CONSOLE, "people.grant_role", user_id=world.users[login], role_id=roles[role])
        world.do(
            CONSOLE,
            "credentials.check_identity",
            user_id=world.users[login],
            evidence="identity_card",
            detail="Seen at hiring, copy in the employment file 入职时核验，复印件存人事档案",
            checked_on=world.day(0),
        )
    world.users[GATEWAY] = world.do(
        CONSOLE,
        "people.register_user",
        login=GATEWAY,
        name="Gateway of hall 1 一号车间网关",
        language="en",
        is_service=True,
    ).value("user_id")
    world.do(CONSOLE, "people.grant_role", user_id=world.users[GATEWAY], role_id=roles["gateway"])
    _alert(world)


def _alert(world: World) -> None:
    """Somebody was locked out; security has looked at it, management has not yet."""
    user_id = world.users["operator2"]
    raised = world.do("sys_api", "credentials.raise_alert", cause="lock_out", user_id=user_id)
    world.do(
        "admin",
        "credentials.acknowledge_alert",
        alert_id=raised.value("alert_id"),
        reason="Mistyped after the holidays, identity confirmed in person 节后输错，已当面确认",
    )


def places(world: World) -> None:
    ids = world.ids
    for area in catalogue.AREAS:
        ids[area["code"]] = world.do(CONSOLE, "sites.open_area", **area).value("area_id")
    for code, name, area_code in catalogue.STATIONS:
        ids[code] = world.do(
            CONSOLE, "sites.open_workstation", code=code, name=name, area_id=ids[area_code]
        ).value("workstation_id")
    for code, name, kind, station in catalogue.EQUIPMENT:
        where = {"workstation_id": ids[station]} if station else {}
        ids[code] = world.do(
            CONSOLE, "equipment.register_equipment", code=code, name=name, kind=kind, **where
        ).value("equipment_id")
    for code, name, kind in catalogue.LOCATIONS:
        ids[code] = world.do(
            CONSOLE, "warehouse.create_location", code=code, name=name, kind=kind
        ).value("location_id")


def partners(world: World) -> None:
    for party in catalogue.PARTIES:
        party_id = world.do(CONSOLE, "parties.register_party", **party).value("party_id")
        world.ids[party["code"]] = party_id
        world.do(
            "approver",
            "parties.approve_party",
            party_id=party_id,
            reason="Qualified by questionnaire and audit 资质审核通过",
        )


def items(world: World) -> None:
    ids = world.ids
    for item in catalogue.ITEMS:
        ids[item["number"]] = world.do("engineer", "items.register_item", **item).value("item_id")
        world.do("engineer", "items.activate_item", item_id=ids[item["number"]])
    for number, (quantity, lines) in catalogue.BOMS.items():
        bom = world.do(
            "engineer",
            "items.draft_bom",
            item_id=ids[number],
            revision="A",
            quantity=quantity,
            unit="pcs",
            lines=[
                {"component_id": ids[part], "quantity": amount, "unit": unit}
                for part, amount, unit in lines
            ],
        )
        world.do("engineer2", "items.make_bom_effective", bom_id=bom.value("bom_id"))
    for number, operations in catalogue.ROUTINGS.items():
        routing = world.do(
            "engineer",
            "items.draft_routing",
            item_id=ids[number],
            revision="A",
            operations=[
                {key: value for key, value in each.items() if key != "station"}
                | (
                    {"workstation_id": ids[each["station"]]}
                    if each["kind"] != "line_clearance"
                    else {}
                )
                for each in operations
            ],
        )
        world.do(
            "engineer2", "items.make_routing_effective", routing_id=routing.value("routing_id")
        )
    world.do(
        "engineer",
        "items.add_package_level",
        item_id=ids["DV-IVSET"],
        di="16948000000013",
        issuer="GS1",
        name="Box of 50 盒",
        contains_di="06948000000016",
        quantity=50,
    )


def plans(world: World) -> None:
    for (number, stage), (samples, characteristics) in catalogue.PLANS.items():
        plan = world.do(
            "quality2",
            "inspection.define_plan",
            item_id=world.ids[number],
            stage=stage,
            revision="A",
            sample_size=samples,
            characteristics=list(characteristics),
        )
        world.do("quality", "inspection.make_plan_effective", plan_id=plan.value("plan_id"))


def all_of_it(world: World, roles: dict[str, str]) -> None:
    """The whole set-up, in the order in which a plant would do it."""
    for step in itertools.chain((lambda w: people(w, roles),), (places, partners, items, plans)):
        step(world)
