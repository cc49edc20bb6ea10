"""What ends soon, and until when something is kept, as the door tells it."""

from datetime import timedelta
from typing import Any

from lotproof.kernel.meaning import dump
from lotproof.modules.parties.commands import RegisterParty
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.registrations.commands import ApproveCertificate, DraftCertificate
from lotproof.modules.registrations.vocabulary import CertificateId, CertificateKind
from tests.api.door import Door


def licence(door: Door, party: str, days: int, number: str) -> CertificateId:
    """A consignee's licence that ends in so many days."""
    with door.plant.reader() as reader:
        today = reader.today
    given: dict[str, Any] = {
        "kind": CertificateKind.MEDICAL_INSTITUTION,
        "number": number,
        "authority": "Health Bureau",
        "valid_from": today - timedelta(days=1000),
        "valid_until": today + timedelta(days=days),
        "party_id": PartyId.parse(party),
        "scope": "all",
    }
    for who in ("maker", "checker"):
        door.user(who, "quality_manager")
    drafting = DraftCertificate(**given)
    drafted = door.post(drafting.SPEC.kind, dump(drafting), "maker")
    assert drafted.status == 200, drafted.response.text
    body = {"certificate_id": drafted.json["events"][0]["certificate_id"]}
    door.signed(ApproveCertificate.SPEC.kind, body, "checker")
    return CertificateId.parse(body["certificate_id"])


def test_what_ends_soon_is_told_with_its_renewal(door: Door) -> None:
    told = door.plant.do(
        RegisterParty(code="HOSP", name="Hospital", country="CN", is_customer=True)
    )
    party = told.value("party_id")
    lapsed, soon = licence(door, party, -1, "A"), licence(door, party, 30, "B")
    licence(door, party, 400, "C")
    answer = door.get("/api/expiring?days=90")
    assert answer.status == 200, answer.response.text
    rows = answer.json["rows"]
    assert [(r["id"], r["days_left"]) for r in rows] == [(f"crt_{lapsed}", -1), (f"crt_{soon}", 30)]
    assert [r["renewal"]["is_late"] for r in rows] == [True, False]
    assert answer.json["names"][party]["name"] == "HOSP"
    assert door.get("/api/expiring?days=x").status == 400
    assert door.get("/api/expiring?days=99999").status == 400
    door.user("outsider")
    assert door.get("/api/expiring", "outsider").status == 403


def test_until_when_something_is_kept(door: Door) -> None:
    told = door.plant.do(
        RegisterParty(code="HOSP", name="Hospital", country="CN", is_customer=True)
    )
    answer = door.get(f"/api/retained/{told.value('party_id')}")
    assert answer.status == 200, answer.response.text
    assert (answer.json["until"], answer.json["is_open"], answer.json["rule"]) == (
        None,
        False,
        None,
    )
    assert door.get("/api/retained/pty_99").status == 404
    assert door.get("/api/retained/nothing").status == 400
    door.user("outsider")
    assert door.get("/api/retained/pty_1", "outsider").status == 403
