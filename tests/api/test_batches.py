"""POST /api/commands: several commands in one request, each answered for itself."""

import uuid
from typing import Any

import pytest

from lotproof.entrypoints.api.batches import COMMANDS_MAX
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserState
from tests.api.door import Answer, Door


def register(login: str, **more: Any) -> dict[str, Any]:
    body = {"login": login, "name": f"Name {login}", "language": "en"}
    return {"kind": "people.register_user/1", "body": body, **more}


def post(door: Door, commands: Any, who: str | None = "administrator", **more: Any) -> Answer:
    return door.ask("POST", "/api/commands", who, json={"commands": commands}, **more)


def test_each_gets_its_receipt_in_the_order_sent(either_door: Door) -> None:
    door = either_door
    door.token("administrator")
    before = door.size
    ids = [str(uuid.uuid4()) for _ in range(20)]

    found = post(door, [register(f"user{n}", id=each) for n, each in enumerate(ids)])

    assert found.status == 200
    assert [each["id"] for each in found.json["answers"]] == ids
    assert {each["outcome"] for each in found.json["answers"]} == {"done"}
    users = [int(each["events"][0]["user_id"][4:]) for each in found.json["answers"]]
    assert users == sorted(users)
    assert door.size == before + 20
    with door.plant.ledger() as view:
        assert [entry.envelope.id for entry in view.entries(before, before + 20)] == ids


def test_they_share_a_commit(door: Door) -> None:
    """The executor gets them as one batch, and commits once a batch."""
    door.token("administrator")
    sizes: list[int] = []
    run = door.plant._writer.executor.run  # type: ignore[union-attr]

    def counted(connection: Any, batch: Any) -> Any:
        sizes.append(len(batch))
        return run(connection, batch)

    door.plant._writer.executor.run = counted  # type: ignore[union-attr, method-assign]
    post(door, [register(f"user{n}") for n in range(10)])
    assert max(sizes) == 10


def test_a_refusal_in_the_middle_is_sealed_and_holds_nothing_up(either_door: Door) -> None:
    door = either_door
    door.token("administrator")
    before = door.size
    found = post(door, [register("one"), register("Not A Login"), register("two")])

    first, refused, last = found.json["answers"]
    assert (first["outcome"], last["outcome"]) == ("done", "done")
    assert (refused["status"], refused["code"]) == (422, "invalid_input")
    assert refused["fields"][0]["path"] == "login"
    assert door.size == before + 3


def test_what_comes_later_may_build_on_what_came_before(either_door: Door) -> None:
    """A user is changed, deactivated, and changed again: the last sees the second."""
    door = either_door
    nobody = door.user("nobody")
    door.token("administrator")
    change = {"user_id": f"usr_{nobody}", "name": "Somebody", "language": "zh"}
    found = post(
        door,
        [
            {"kind": "people.change_user/1", "body": change, "reason": "married"},
            {"kind": "people.deactivate_user/1", "body": {"user_id": f"usr_{nobody}"},
             "reason": "left"},
            {"kind": "people.change_user/1", "body": change | {"name": "X"}, "reason": "again"},
        ],
    )  # fmt: skip
    answers = found.json["answers"]
    assert [each.get("outcome") for each in answers] == ["done"] * 3, answers
    with door.plant.reader() as reader:
        user = reader.get(User, nobody)
    assert (user.name, user.state) == ("X", UserState.DEACTIVATED)


def test_the_same_ids_again_give_the_same_receipts(door: Door) -> None:
    commands = [register(f"user{n}", id=str(uuid.uuid4())) for n in range(3)]
    first = post(door, commands)
    before = door.size
    assert post(door, commands).json == first.json
    assert door.size == before


def test_an_unknown_command_is_said_in_its_place_and_not_sealed(door: Door) -> None:
    door.token("administrator")
    before = door.size
    odd = [{"kind": "nothing.at_all/1", "body": {}}, {"kind": 7, "body": {}}, {"body": {}}]
    found = post(door, [*odd, register("one")])
    codes = [each.get("code") for each in found.json["answers"]]
    assert codes == ["no_such_command"] * 3 + [None]
    assert door.size == before + 1


def test_one_that_cannot_be_read_is_refused_and_sealed_by_digest(door: Door) -> None:
    door.token("administrator")
    found = post(door, [register("one", surprise=1), register("two", id="no uuid")])
    assert [each["code"] for each in found.json["answers"]] == ["invalid_input"] * 2
    assert door.last().envelope.outcome == "refused"


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b'{"commands": {}}', b'{"commands": []}', b'{"commands": [1]}',
     b'{"commands": [{}], "more": 1}', b'{"commands": ' + b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_list_of_commands_is_turned_away(shared_door: Door, content: bytes) -> None:
    shared_door.token("administrator")
    before = shared_door.size
    found = shared_door.ask("POST", "/api/commands", "administrator", content=content)
    assert (found.status, found.json["code"]) == (422, "invalid_input")
    assert shared_door.size == before


def test_there_are_not_too_many_at_once(shared_door: Door) -> None:
    many = [register(f"user{n}") for n in range(COMMANDS_MAX + 1)]
    assert post(shared_door, many).status == 422


def test_nobody_gets_nothing_done(shared_door: Door) -> None:
    assert post(shared_door, [register("one")], who=None).status == 401


def test_passwords_are_taken_here_as_well(door: Door) -> None:
    user_id = f"usr_{door.user('somebody')}"
    new = {"user_id": user_id, "password": "a much better one 2026"}
    found = post(door, [
        {"kind": "people.set_password/1", "body": new},
        {"kind": "people.set_password/1", "body": new | {"password": "short"}},
    ])  # fmt: skip
    assert [each.get("code") for each in found.json["answers"]] == [None, "weak_password"]
