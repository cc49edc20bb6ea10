"""Whoever may read everything but personal data finds none, whichever way they look.

Routes, kinds and fields are found by looking, so that a new one is looked through as well.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import BaseRoute, Mount, Route

from lotproof.entrypoints.compose import CONSOLE
from lotproof.kernel.masking import MASKED, is_masked, masked_fields, personal_permission
from lotproof.kernel.permission_labels import permission_label
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.submission import Submission
from lotproof.ledger.entry import Part
from lotproof.modules.governance.commands import ExportList
from lotproof.modules.parties.commands import ChangeParty
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.people.commands import DefineRole, GrantRole
from lotproof.modules.people.rules import known_permissions
from lotproof.modules.people.vocabulary import RoleId
from tests.api.door import Answer, LivingDoor
from tests.support.sampling import sampled

MARK = "Zhangsan13900001111"
"""In every masked field of every record, and in the ledger."""
PIECE = MARK[-8:]
"""What is searched for; an answer may repeat the question, but not the mark."""
OUTSIDER, INSIDER = "outsider", "insider"

WITHOUT_END = frozenset({"/api/live"})
"""What is never answered to the end; it tells ids and kinds alone (test_live)."""

OWN = frozenset({"/api/session", "/api/account"})
"""What tells of the caller alone, who may know their own login name."""

MASKED_KINDS = [kind for name, kind in sorted(RECORDS.items()) if masked_fields(name)]
MASKED_FIELDS = [
    (kind.name, name)
    for kind in MASKED_KINDS
    for name in sorted(masked_fields(kind.name))
    if kind.by_name[name].kind == "text"
]
ENTRIES = 40
"""So many of the newest entries hold all that the test itself sent."""
PLAIN_COUNT = 2
"""Ids of each masked kind that are put into an address; of the others one."""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDoor]:
    """A plant with history in which whatever is masked holds the mark."""
    door = LivingDoor(tmp_path_factory.mktemp("marked") / "site")
    reading = {p for p in known_permissions() if p.endswith(".read")}
    doing = {ExportList.SPEC.permission, ChangeParty.SPEC.permission}
    _somebody(door, INSIDER, reading | doing)
    _somebody(door, OUTSIDER, {p for p in reading | doing if not p.endswith(".personal.read")})
    with door.plant.reader() as reader:
        parties = reader.find(Party)[:PLAIN_COUNT]
    for party in parties:
        for remark in ("old", "new"):
            change = ChangeParty(
                party_id=PartyId(party.id),
                name=party.name,
                country=party.country,
                contact=f"{MARK} {remark}",
                address=f"{MARK} street",
            )
            door.plant.do(change, reason=f"{MARK} asked us to")
    _refused(door)
    _mark_tables(door)
    yield door
    door.close()


def _refused(door: LivingDoor) -> None:
    """Inputs that hold the mark and are refused, for whatever they say or lack."""
    party = {"party_id": "pty_1"}
    for body, reason in (
        (party | {"contact": f"{MARK} once more"}, None),
        (party | {"contact": MARK * 50}, "test"),
        (party | {"contact": [MARK]}, "test"),
        (party | {"contact": {"name": MARK}}, "test"),
        (party | {"contact": MARK, "country": MARK}, "test"),
        ({"party_id": "pty_999", "contact": MARK}, MARK),
        ({"party_id": "pty_1", "contact": MARK, "gln": "0000000000001"}, MARK),
    ):
        given = Submission(
            kind="parties.change_party/1",
            body=body,
            actor=CONSOLE,
            id=str(uuid.uuid4()),
            reason=reason,
        )
        assert door.plant.submit(given).result().outcome == "refused", body


def _somebody(door: LivingDoor, login: str, permissions: set[str]) -> None:
    role = door.plant.do(
        DefineRole(code=login, title=login, title_zh=login, permissions=sorted(permissions))
    )
    user_id = door.with_password(login)
    door.plant.do(GrantRole(user_id=user_id, role_id=RoleId.parse(role.value("role_id"))))
    door.token(login)


def _mark_tables(door: LivingDoor) -> None:
    """As superuser: the mark stands in every masked text of every row."""
    connection = door.plant.database.connect()
    connection.begin()
    for kind_name, field in MASKED_FIELDS:
        kind = RECORDS[kind_name]
        table, key = kind.table.name, kind.key[0]
        mark = f"'{MARK}' || \"{key}\""
        sql = f'UPDATE {table} SET "{field}" = {mark}'
        connection.write([(sql, [()])])
    connection.commit()
    connection.close()


def text_of(answer: Answer) -> str:
    """What an answer says, also inside a spreadsheet."""
    content: bytes = answer.response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")


def routes(door: LivingDoor) -> list[str]:
    """Every address that can be looked at, with places for its parts."""
    found: list[str] = []

    def walk(each: BaseRoute, before: str) -> None:
        if isinstance(each, Mount):
            for below in each.routes or ():
                walk(below, before + each.path)
        elif isinstance(each, Route) and "GET" in (each.methods or ()):
            found.append(before + each.path)

    for route in door.app.routes:
        walk(route, "")
    return [path for path in found if path not in WITHOUT_END | OWN]


def values(door: LivingDoor) -> dict[str, list[str]]:
    """What may stand in the places of an address."""
    ids: list[str] = []
    with door.plant.reader() as reader:
        for kind in RECORDS.values():
            if kind.id_field is not None and kind.key == ("id",):
                most = PLAIN_COUNT if masked_fields(kind.name) else 1
                rows = reader.connection.rows(
                    f"SELECT id FROM {kind.table.name} ORDER BY id LIMIT {most}", []
                )
                ids += [kind.id_field.type.text(row[0]) for row in rows]
    with door.plant.ledger() as view:
        newest = [view.entry(seq) for seq in range(view.size - 6, view.size)]
    return {
        "subject": ids,
        "kind": [kind.name for kind in MASKED_KINDS],
        "key": [text for text in ids if text.startswith(("pty_", "usr_", "shp_"))],
        "seq": [str(each.seq) for each in newest],
        "command_id": [each.envelope.id for each in newest],
        "prefix": sorted({text.rpartition("_")[0] for text in ids}),
        "moment": [str(newest[-1].seq)],
    }


def addresses(door: LivingDoor) -> list[str]:
    """Every route with what may stand in its places: all of it in a long run, else a few of it."""
    known = values(door)
    found = []
    for path in routes(door):
        ways = [path]
        for place in re.findall(r"{[^}]+}", path):
            given = known.get(place.strip("{}").partition(":")[0], known["subject"])
            ways = [way.replace(place, each) for way in ways for each in given]
        found += sampled(ways, 4)
    return found


def questions(kind: Kind) -> list[str]:
    """Ways to ask a list for what one may not see."""
    return [f"/api/records/{kind.name}?limit=500", f"/api/records/{kind.name}?search={PIECE}"]


def leaks(door: LivingDoor, who: str, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        door.app.state.limits.__init__()
        if MARK in text_of(door.get(path, who)):
            found.append(path)
    return found


def test_no_address_tells_what_is_masked(marked: LivingDoor) -> None:
    paths = addresses(marked)
    assert len(paths) > 100, "the routes were not found"
    assert leaks(marked, OUTSIDER, paths) == []


def test_no_entry_tells_it(marked: LivingDoor) -> None:
    """Each entry by itself, its receipt, and in lists: done and refused, with every part."""
    with marked.plant.ledger() as view:
        told = [view.entry(seq) for seq in range(view.size - ENTRIES, view.size)]
    told = [each for each in told if any(MARK.encode() in _content(p) for p in each.parts.values())]
    assert {each.envelope.outcome for each in told} == {"done", "refused"}
    paths = [f"/api/entries/{each.seq}" for each in told]
    paths += [f"/api/receipts/{each.envelope.id}" for each in told]
    paths += ["/api/entries?kind=parties.change_party/1&limit=200", "/api/entries?limit=200"]
    assert leaks(marked, OUTSIDER, paths) == []
    assert f"/api/entries/{told[0].seq}" in leaks(marked, INSIDER, paths)


def _content(part: Part) -> bytes:
    return part.content if part.items is None else b"".join(content for _, content in part.items)


def test_what_is_entered_is_masked_where_its_record_is() -> None:
    """Else the raw input of a command tells what its record keeps back."""
    masked = {(kind.partition(".")[0], name) for kind, name in _masked()}
    open_inputs = [
        f"{kind} {each.name}"
        for kind, spec in COMMANDS.items()
        for each in spec.fields
        if (spec.module, each.name) in masked and not is_masked(each)
    ]
    assert open_inputs == []


def _masked() -> Iterator[tuple[str, str]]:
    for kind in RECORDS:
        for name in masked_fields(kind):
            yield kind, name


def test_no_question_finds_it(marked: LivingDoor) -> None:
    paths = [path for kind in MASKED_KINDS for path in questions(kind)]
    paths += [
        "/api/names?ids=" + ",".join(f"{p}_{n}" for p in ("pty", "usr", "shp") for n in (1, 2, 3)),
        *(f"/api/pick/{prefix}?q={PIECE}" for prefix in ("pty", "usr", "shp")),
        *(f"/api/entries?subject={p}_{n}" for p in ("pty", "usr", "shp") for n in (1, 2, 3)),
        f"/api/record/parties.party/pty_1?as_of={marked.size}",
        f"/list/parties.party?search={PIECE}",
    ]
    assert leaks(marked, OUTSIDER, paths) == []
    for kind in MASKED_KINDS:
        page = marked.get(f"/api/records/{kind.name}?search={PIECE}", OUTSIDER).json
        assert page["records"] == [], f"{kind.name}: what is hidden was searched"


@pytest.mark.parametrize(("kind", "field"), MASKED_FIELDS)
def test_no_filter_and_no_sort_tells_it(marked: LivingDoor, kind: str, field: str) -> None:
    for way in (f"{field}={MARK}", f"{field}.min=A", f"{field}.in=A,B", f"sort=-{field}"):
        answer = marked.get(f"/api/records/{kind}?{way}", OUTSIDER)
        assert (answer.status, answer.json["code"]) == (403, "field_masked"), way
        assert permission_label(personal_permission(kind)).en in answer.json["detail"]


@pytest.mark.parametrize("kind", [kind.name for kind in MASKED_KINDS])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_export_holds_it(marked: LivingDoor, kind: str, form: str) -> None:
    asked = {"kind": kind, "format": form}
    answer = marked.ask("POST", "/api/exports", OUTSIDER, json=asked)
    assert answer.status == 200, answer.response.text
    assert MARK not in text_of(answer)
    field = min(masked_fields(kind))
    refused = marked.ask("POST", "/api/exports", OUTSIDER, json=asked | {"filters": {field: MARK}})
    assert refused.status == 403


def test_what_is_masked_is_named_and_the_rest_is_there(marked: LivingDoor) -> None:
    for who, is_shown in ((OUTSIDER, False), (INSIDER, True)):
        record = marked.get("/api/record/parties.party/pty_1", who).json["record"]
        assert ("contact" in record) is is_shown
        assert record.get(MASKED, []) == ([] if is_shown else ["address", "contact"])
        assert record["name"]


def test_the_mark_is_found_by_whoever_may_see_it(marked: LivingDoor) -> None:
    """Else the attacks above would find nothing for want of anything to find."""
    subject = "pty_1"
    paths = [
        "/api/records/parties.party",
        f"/api/record/parties.party/{subject}",
        f"/api/record/parties.party/{subject}?as_of={marked.size}",
        f"/api/timeline/{subject}",
        f"/api/story/{subject}",
        f"/api/entries?subject={subject}",
        f"/about/{subject}",
        "/list/parties.party",
    ]
    assert leaks(marked, INSIDER, paths) == paths
    with_filter = marked.get(f"/api/records/parties.party?search={PIECE}", INSIDER).json
    assert with_filter["total"] > 0


def test_a_name_beside_what_somebody_did_is_readable(marked: LivingDoor) -> None:
    named: dict[str, Any] = marked.get("/api/names?ids=usr_1", OUTSIDER).json["usr_1"]
    assert named["name"]
    assert MARK not in str(named)


def test_what_somebody_entered_they_see_again_but_not_what_stood_there_before(
    marked: LivingDoor, tmp_path: Path
) -> None:
    del tmp_path
    body = {"party_id": "pty_2", "name": "New", "country": "CN", "contact": "mine"}
    sent = marked.post("parties.change_party/1", body, OUTSIDER, reason="test")
    assert sent.status == 200, sent.response.text
    entry = marked.last()
    told = marked.get(f"/api/entries/{entry.seq}", OUTSIDER)
    assert MARK not in told.response.text
    assert "input_personal" in told.json["parts"]
    assert told.json["withheld"] == ["changes_personal"]
