"""New passwords through the door: which are taken, when one is due, and who set it."""

import pytest

from lotproof.kernel.clock import SystemClock
from tests.api.door import PASSWORD, Answer, Door
from tests.api.signing_in import HOST, get, later, sign_in


def change(door: Door, token: str, password: str) -> Answer:
    body = {"current_password": PASSWORD, "password": password}
    headers = HOST | {"authorization": f"Bearer {token}"}
    return door.ask(
        "POST", "/api/commands/people.change_password/1", None, json={"body": body}, headers=headers
    )


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Password-2026!!", "common_password"),
        (PASSWORD, "same_password"),
        ("too short", "weak_password"),
    ],
)
def test_a_new_password_is_new_and_not_a_common_one(calm: Door, password: str, code: str) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    found = change(calm, sign_in(calm).json["token"], password)
    assert (found.status, found.json["code"]) == (422, code)


@pytest.mark.clause("21 CFR 11.300(b)")
def test_an_old_password_is_changed_before_anything_else(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    later(calm, 366 * 2880)
    assert sign_in(calm).json["needs_new_password"]
    calm.plant.clock = SystemClock()
    assert not sign_in(calm).json["needs_new_password"]
    calm.with_password("keeper", is_temporary=True)
    due = get(calm, "/api/home", sign_in(calm).json["token"])
    assert (due.status, due.json["code"]) == (403, "new_password_due")


def test_who_set_a_password_for_another_is_told(calm: Door) -> None:
    calm.with_password("keeper", "warehouse_keeper")
    token = sign_in(calm).json["token"]
    assert get(calm, "/api/account", token).json["password"]["reset_by"] == "sys_console"
