"""Labels over HTTP: previews seal nothing, a print is a command that answers with its file."""

import base64
import re
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.modules.items.commands import ActivateItem, RegisterItem
from lotproof.modules.items.vocabulary import Issuer, ItemId, ItemKind, Tracking
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.warehouse.commands import CreateLocation, ReceiveLot
from lotproof.modules.warehouse.vocabulary import LocationId, LocationKind
from tests.api.door import Answer, Door, opened

PRINT = "labelling.print_labels/1"


class Desk:
    """A device with an approved label and a lot of it."""

    def __init__(self, door: Door, name: str = "Infusion set 输液器") -> None:
        self.door = door
        given = RegisterItem(
            number=f"SET {uuid.uuid4()}",
            name=name,
            kind=ItemKind.DEVICE,
            tracking=Tracking.LOT,
            unit="pcs",
            shelf_life_days=1095,
            di="06948000000016" if "输液器" in name else None,
            issuer=Issuer.GS1 if "输液器" in name else None,
        )
        self.item = str(door.do(given).value("item_id"))
        door.do(ActivateItem(item_id=ItemId.parse(self.item)))
        drafted = door.post("labelling.draft_template/1", {"item_id": self.item}, "engineer").json
        self.template = drafted["events"][0]["template_id"]
        door.signed(
            "labelling.approve_template/1", {"template_id": self.template}, "quality_manager"
        )
        place = door.do(
            CreateLocation(
                code=str(uuid.uuid4())[:8], name="Quarantine", kind=LocationKind.QUARANTINE
            )
        )
        received = door.do(
            ReceiveLot(
                item_id=ItemId.parse(self.item),
                location_id=LocationId.parse(place.value("location_id")),
                quantity=Amount(10),
                unit="pcs",
                number="L2600001",
                made_on=date(2026, 1, 15),
                expires_on=date(2029, 1, 14),
            ),
            actor=UserId.text(door.user("warehouse_keeper", "warehouse_keeper")),
        )
        self.lot = str(received.value("lot_id"))

    def printed(self, form: str, who: str = "operator", **more: Any) -> Answer:
        body = {"lot_id": self.lot, "format": form, "copies": 3}
        return self.door.ask("POST", f"/api/labels/print/{PRINT}", who, json={"body": body, **more})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give one plant with a label for all tests of this file."""
    folder: Path = tmp_path_factory.mktemp("labels")
    with opened(folder / "site") as door:
        for who in ("auditor", "buyer", "administrator", "operator", "sales"):
            door.token(who)  # signing in seals, too
        yield Desk(door)


def test_a_preview_is_a_specimen_and_seals_nothing(desk: Desk) -> None:
    before = desk.door.size
    sample = desk.door.get(f"/api/labels/preview?template_id={desk.template}")
    of_lot = desk.door.get(f"/api/labels/preview?template_id={desk.template}&lot_id={desk.lot}")
    assert (sample.status, of_lot.status) == (200, 200)
    assert of_lot.headers["content-type"] == "image/svg+xml"
    assert "SPECIMEN" in sample.response.text
    assert "Infusion set" in sample.response.text
    assert "(10)L2600001" in of_lot.response.text
    assert desk.door.size == before


def test_a_design_is_shown_before_it_is_drafted(desk: Desk) -> None:
    before = desk.door.size
    standard = desk.door.get(f"/api/labels/standard?item_id={desk.item}", "engineer").json
    standard["elements"] = [e for e in standard["elements"] if e["kind"] != "sign"]
    answer = desk.door.ask(
        "POST",
        "/api/labels/preview",
        "engineer",
        json={"use": "item", "item_id": desk.item, "lot_id": desk.lot, **standard},
    )
    assert answer.status == 200, answer.json
    assert "L2600001" in answer.response.text
    drafted = desk.door.post(
        "labelling.draft_template/1", {"item_id": desk.item, **standard}, "engineer"
    )
    assert drafted.status == 200, drafted.json
    assert desk.door.size == before + 1


def test_the_designer_knows_what_can_be_filled_in(desk: Desk) -> None:
    words = desk.door.get("/api/labels/words", "engineer").json
    fields = {use: {each["name"]: each for each in said} for use, said in words["fields"].items()}
    assert fields["item"]["lot.number"]["label"] == {"en": "Lot number", "zh": "批号"}
    assert "sscc" in fields["logistic"]
    assert "sscc" not in fields["item"]
    assert all(each["svg"].startswith("<svg") for each in words["signs"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("template_id=ltp_99", "not_found"),
        ("template_id=lot_1", "invalid_input"),
        ("template_id=x", "bad_question"),
        ("", "bad_question"),
        ("template_id=ltp_1&colour=red", "invalid_input"),
        ("template_id=ltp_1&lot_id=itm_1", "invalid_input"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(desk: Desk, query: str, code: str) -> None:
    answer = desk.door.get(f"/api/labels/preview?{query}")
    assert answer.json["code"] == code


@pytest.mark.parametrize("body", ["{", "[1]", '{"item_id": 7}', '{"no_such_field": 1}', "null"])
def test_a_design_that_cannot_be_read_is_refused(desk: Desk, body: str) -> None:
    answer = desk.door.ask("POST", "/api/labels/preview", "engineer", content=body)
    assert answer.status == 422
    assert answer.json["code"] in ("invalid_input", "template_target_unclear")


def test_a_print_is_sealed_and_answered_with_its_file(desk: Desk) -> None:
    before = desk.door.size
    made = {form: desk.printed(form) for form in ("svg", "pdf", "zpl_203", "zpl_300")}
    assert {each.status for each in made.values()} == {200}
    assert desk.door.size == before + 4
    drawings = made["svg"].json["file"]["labels"]
    assert [each["copies"] for each in drawings] == [3]
    assert "SPECIMEN" not in drawings[0]["svg"]
    pages = base64.b64decode(made["pdf"].json["file"]["base64"])
    assert pages.startswith(b"%PDF-")
    assert len(re.findall(rb"/MediaBox", pages)) == 3
    assert made["zpl_203"].json["file"]["text"].startswith("^XA")
    assert "^PQ3" in made["zpl_300"].json["file"]["text"]
    assert made["pdf"].json["run"]["quantity"] == 3
    assert made["pdf"].json["receipt"]["outcome"] == "done"


def test_sent_again_after_a_lost_connection_the_same_file_comes(desk: Desk) -> None:
    id_ = str(uuid.uuid4())
    first, again = (desk.printed("pdf", id=id_) for _ in range(2))
    assert first.json["run"] == again.json["run"]
    assert first.json["file"] == again.json["file"]


def test_who_may_not_print_is_refused_and_that_is_sealed(desk: Desk) -> None:
    before = desk.door.size
    answer = desk.printed("pdf", who="sales")
    assert (answer.status, answer.json["code"]) == (403, "not_permitted")
    assert desk.door.size == before + 1
    assert desk.door.get("/api/labels/words", "buyer").status == 200
    assert desk.door.get("/api/labels/words", "administrator").status == 403
    assert desk.door.get("/api/labels/words", None).status == 401


def test_only_prints_are_printed(desk: Desk) -> None:
    answer = desk.door.ask(
        "POST", "/api/labels/print/labelling.check_label/1", "operator", json={"body": {}}
    )
    assert (answer.status, answer.json["code"]) == (404, "no_such_command")


def test_what_the_font_cannot_print_is_said_before_anything_is_counted(desk: Desk) -> None:
    """The character U+20BB7 is not in Noto Sans SC; it is drawn in a browser all the same."""
    rare = Desk(desk.door, name="Set of \U00020bb7")
    before = desk.door.size
    for form in ("pdf", "zpl_203"):
        answer = rare.printed(form)
        assert (answer.status, answer.json["code"]) == (422, "not_in_font")
        assert "\U00020bb7" in answer.json["detail"]
    assert desk.door.size == before
    assert rare.printed("svg").status == 200
