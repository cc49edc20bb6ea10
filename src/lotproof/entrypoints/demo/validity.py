"""Certificates, validations, rules of keeping in the story: valid, ending soon, lapsed, erased."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from lotproof.entrypoints.demo.world import World
from lotproof.kernel.work import Reader
from lotproof.modules.parties.queries import party_by_code
from lotproof.modules.registrations.queries import Certificate
from lotproof.modules.retention.queries import Erasure

Look = Callable[[Callable[[Reader], Any]], Any]
_MAKER, _CHECKER = "quality", "quality2"
_LONG: Final = 1_400
_CONTACTS: Final = (
    ("C-HOSP1", "Nurse Qian 钱护士长, 0512-5550100", "1 Hospital Road 医院路 1 号, Suzhou 苏州"),
    ("C-HOSP2", "Frau Winkler, +49 30 5550101", "Nordring 7, Berlin"),
    ("S-CANN", "Mr Gu 顾经理, 0512-5550102", "88 Needle Street 针管街 88 号, Suzhou 苏州"),
)


def prepare(world: World, look: Look) -> None:
    """What the plant holds before it ships and makes, and that it must be valid."""
    if look(lambda reader: bool(reader.find(Certificate))):
        return
    _certificates(world)
    _validations(world)
    _requirements(world)
    _keeping(world)
    _contacts(world, look)


def _certificates(world: World) -> None:
    ids = world.ids
    devices = [ids["DV-IVSET"], ids["DV-SCREW"]]
    registered: dict[str, Any] = {"kind": "device_registration", "authority": "NMPA"}
    china: dict[str, Any] = registered | {"market": "CN"}
    _certify(world, _LONG, number="国械注准20203140001", item_ids=devices[:1], **china)
    _certify(world, 55, -120, number="国械注准20213130002", item_ids=devices[1:], **china)
    abroad: dict[str, Any] = registered | {"market": "DE", "authority": "Demo notified body"}
    _certify(world, 210, 120, number="G10 123456 0001", item_ids=devices, **abroad)
    abroad["market"] = "BR"
    _certify(world, -12, number="ANVISA 8000000", item_ids=devices[1:], **abroad)
    _certify(
        world,
        20,
        -160,
        kind="production_licence",
        number="苏药监械生产许20200001",
        authority="Jiangsu MPA 江苏省药监局",
        scope="Class II and III 第二、三类",
    )
    for customer, kind, days in (
        ("C-HOSP1", "medical_institution", _LONG),
        ("C-HOSP2", "medical_institution", 80),
        ("C-DIST", "distribution_licence", _LONG),
    ):
        _certify(
            world,
            days,
            kind=kind,
            number=f"LIC-{customer}",
            party_id=ids[customer],
            authority="Health authority 卫生主管部门",
            scope="All classes supplied 所供全部类别",
        )


def _certify(world: World, days: int, renew: int | None = None, **given: Any) -> str:
    """Entered by one, approved by another; it ends so many days after the story does."""
    if renew is not None:
        given["renew_by"] = _day(world, renew)
    drafted = world.do(
        _MAKER,
        "registrations.draft_certificate",
        valid_from=world.day(-700),
        valid_until=_day(world, days),
        **given,
    )
    certificate_id: str = drafted.value("certificate_id")
    world.do(_CHECKER, "registrations.approve_certificate", certificate_id=certificate_id)
    return certificate_id


def _validations(world: World) -> None:
    for code, item, days in (
        ("EXT", "DV-IVSET", _LONG),
        ("SEAL", "DV-IVSET", 35),
        ("MARK", "DV-SCREW", 150),
    ):
        drafted = world.do(
            _MAKER,
            "registrations.draft_validation",
            number=f"PV-{code}-01",
            operation_code=code,
            item_id=world.ids[item],
            valid_from=world.day(-300),
            valid_until=_day(world, days),
            scope="IQ, OQ, PQ 安装、运行、性能确认",
        )
        world.do(
            _CHECKER,
            "registrations.approve_validation",
            validation_id=drafted.value("validation_id"),
        )


def _requirements(world: World) -> None:
    """What is required is there for years: nothing in the story is refused for want of it."""
    wanted: tuple[tuple[str, dict[str, str]], ...] = (
        ("device_registration", {"item_id": world.ids["DV-IVSET"], "market": "CN"}),
        ("consignee_qualification", {"market": "CN"}),
        ("process_validation", {"operation_code": "EXT"}),
    )
    for required, of in wanted:
        world.do(
            _MAKER,
            "registrations.declare_requirement",
            required=required,
            reason="Quality manual 4.2 质量手册 4.2",
            **of,
        )
    world.do(
        _MAKER,
        "registrations.draft_validation",
        number="PV-SEAL-02",
        operation_code="SEAL",
        item_id=world.ids["DV-IVSET"],
        valid_from=_day(world, 20),
        valid_until=_day(world, _LONG),
        scope="Revalidation 再确认",
    )


def _keeping(world: World) -> None:
    world.do(_MAKER, "retention.propose_templates")
    world.do(
        _MAKER,
        "retention.propose_rule",
        record_class="parties.party",
        title="Contacts of former partners 往来单位联系人",
        citation="Data protection procedure DP-01 个人信息保护程序 DP-01",
        counted_from="last_operation",
        period_months=1,
    )
    for rule, reason in (("rtr_1", "Text read 已核对原文"), ("rtr_11", "DP-01 approved 已批准")):
        world.do(
            _CHECKER,
            "retention.adopt_rule",
            rule_id=rule,
            effective_from=world.today,
            reason=reason,
        )
    world.do(
        _MAKER,
        "retention.place_hold",
        matter="Customs inquiry 2026-17 海关问询 2026-17",
        owner_id=world.users[_CHECKER],
        subject=world.ids["S-CANN"],
        reason="Letter of the authority 主管部门来函",
    )


def _contacts(world: World, look: Look) -> None:
    """Who is called; a sales agent who stops working with the plant is one of them."""
    for code, contact, address in _CONTACTS:
        _tell(world, look, code, contact, address)
    gone = world.do(
        "buyer",
        "parties.register_party",
        code="A-FORMER",
        name="Former agent 前代理商",
        country="CN",
        is_supplier=True,
        contact="Ms Lin 林女士, 139 5550 0103",
        address="12 Old Lane 旧巷 12 号",
    )
    world.ids["A-FORMER"] = gone.value("party_id")


def _tell(world: World, look: Look, code: str, contact: str, address: str) -> None:
    party = look(lambda reader: party_by_code(reader, code))
    world.do(
        "buyer",
        "parties.change_party",
        party_id=world.ids[code],
        name=party.name,
        country=party.country,
        **({} if party.gln is None else {"gln": party.gln}),
        contact=contact,
        address=address,
        reason="Contact given 提供联系方式",
    )


def finish(world: World, look: Look) -> None:
    """Who is gone asks to be forgotten, once; who is under legal hold cannot be."""
    gone = world.ids.get("A-FORMER")
    if gone is None or look(lambda reader: bool(reader.find(Erasure, subject=gone))):
        return
    asked = world.do(
        _MAKER,
        "retention.request_erasure",
        subject=gone,
        reason="Asked in writing 书面要求",
    )
    erasure = {"erasure_id": asked.value("erasure_id")}
    world.do(_CHECKER, "retention.approve_erasure", reason="Nothing open 无未结事项", **erasure)
    world.do(_MAKER, "retention.execute_erasure", reason="As approved 按批准执行", **erasure)
    world.refused(
        _MAKER,
        "retention.request_erasure",
        subject=world.ids["S-CANN"],
        reason="Asked in writing 书面要求",
    )


def _day(world: World, days: int) -> str:
    """So many days after the end of the story."""
    return (world.end.date() + timedelta(days=days)).isoformat()
