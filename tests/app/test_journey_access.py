"""Access in a browser: a conflict foretold, a deputy on behalf, an emergency, a signed review."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from lotproof.entrypoints.demo import catalogue
from lotproof.modules.people.commands import GrantRole, RegisterUser, SetPassword
from lotproof.modules.people.passwords import hash_password
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from tests.app.conftest import DESKTOP, Served, SignedIn, enter, new_context
from tests.app.journey import Work, begin
from tests.app.plant_work import done, in_days, one
from tests.app.test_pages import violations

REGISTER = "parties.register_party/1"
RETURN = "equipment.return_to_service/1"
TAKE = "people.take_emergency_role/1"
SHORT = {"zh": "%Y-%m-%d %H:%M", "en": "%-d %b %Y %H:%M"}


class Somebody(NamedTuple):
    """Somebody new with the demonstration's password."""

    login: str
    name: str
    id: str


def somebody(served: Served, language: str, what: str) -> Somebody:
    login = f"{what}-{language}"
    name = f"{what.title()} {language.upper()} 新人"
    spoken = UserLanguage.ZH if language == "zh" else UserLanguage.EN
    made = served.door.do(RegisterUser(login=login, name=name, language=spoken))
    user_id = UserId.parse(made.value("user_id"))
    hashed = hash_password(catalogue.PASSWORD)
    served.door.do(SetPassword(user_id=user_id, password_hash=hashed, is_temporary=False))
    return Somebody(login, name, UserId.text(user_id))


def role_of(served: Served, code: str) -> dict[str, str]:
    found: dict[str, str] = one(served.door, "people.role", code=code)
    return found


def titled(role: dict[str, str], language: str) -> str:
    return role["title_zh"] if language == "zh" else role["title"]


@pytest.fixture
def contexts() -> Iterator[list[BrowserContext]]:
    """Give a list of browsers of one's own, closed at the end."""
    opened: list[BrowserContext] = []
    yield opened
    for each in opened:
        each.close()


def at_work(
    browser: Browser, served: Served, contexts: list[BrowserContext], who: str, language: str
) -> Work:
    context = new_context(browser, served.address, language, DESKTOP)
    contexts.append(context)
    work = Work(context.new_page(), language, served.door)
    enter(work.page, who)
    work.speak()
    return work


# --- a role and its conflict --------------------------------------------------------------------


def grant_roles(admin: Work, served: Served, person: Somebody) -> None:
    """One role is granted; another is foretold to conflict, and refused when it is tried."""
    page, language = admin.page, admin.language
    buyer, approver = role_of(served, "buyer"), role_of(served, "purchasing_approver")
    admin.go(f"/administration/people?user={person.id}")
    roles = page.get_by_role("dialog").get_by_role(
        "combobox", name=admin.word("administration", "grant")
    )
    options = page.locator(".ant-select-item-option:visible")
    roles.click()
    roles.fill(titled(buyer, language))
    expect(options).to_have_count(1)
    admin.choose(options)
    page.locator("form.command-form button[type=submit]").click()
    expect(page.locator(".receipt")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("form.command-form, .receipt")).to_have_count(0)

    roles.click()
    roles.fill(titled(approver, language))
    expect(options).to_have_count(1)
    expect(options).to_contain_text(admin.word("administration", "conflicts"))
    admin.choose(options)
    told = page.get_by_role("alert")
    expect(told).to_contain_text(admin.word("acting", "conflict"))
    expect(told).to_contain_text("采购下单与审批" if language == "zh" else "Ordering and approving")
    page.locator("form.command-form button[type=submit]").click()
    expect(page.get_by_text(admin.word("platform", "refused_title"))).to_be_visible()
    held = admin.records("people.grant", user_id=person.id, is_granted="true")
    assert [each["role_id"] for each in held] == [buyer["id"]]


# --- a deputy -----------------------------------------------------------------------------------


def appoint(work: Work, deputy: Somebody) -> None:
    page = work.page
    work.go("/access/deputies")
    work.pick(work.word("access", "deputy"), deputy.name)
    work.pick(work.word("access", "what"), work.label(REGISTER))
    page.keyboard.press("Escape")
    until = datetime.now(ZoneInfo(catalogue.ZONE)) + timedelta(days=2)
    ends = page.get_by_label(work.word("access", "to"), exact=False).last
    ends.fill(until.strftime(SHORT[work.language]))
    ends.press("Enter")
    page.get_by_label(work.word("access", "reason"), exact=False).fill("Holiday 休假")
    work.button(work.label("people.delegate/1")).click()
    expect(page.get_by_role("region", name=deputy.name)).to_be_visible()


def act_on_behalf(work: Work, of: Somebody, language: str) -> None:
    """The deputy registers a supplier for the other; the entry and its page say for whom."""
    page = work.page
    work.go("/access/deputies")
    lent = page.get_by_role("region", name=of.name)
    expect(lent).to_be_visible()
    assert violations(page) == []
    lent.get_by_role("link", name=work.label(REGISTER)).click()
    expect(page.locator("form.command-form")).to_contain_text(
        work.word("acting", "behalf", name=of.name)
    )
    page.get_by_label(work.field(REGISTER, "code")).fill(f"S-BEHALF-{language.upper()}")
    page.get_by_label(work.field(REGISTER, "name"), exact=False).first.fill("Deputy's supplier")
    page.get_by_label(work.field(REGISTER, "country")).fill("CN")
    page.get_by_text(work.word("platform", "form_more_fields"), exact=False).click()
    label = re.compile(f"^{re.escape(work.field(REGISTER, 'is_supplier'))}")
    supplier = page.locator(".field", has=page.get_by_text(label))
    supplier.get_by_text(work.word("platform", "yes"), exact=True).click()
    seq = work.submit()
    (entry,) = work.entries(kind=REGISTER, limit=1)
    assert (entry["seq"], entry["behalf"]) == (seq, of.id)
    work.go(f"/entry/{seq}")
    expect(page.get_by_role("main")).to_contain_text(of.name)


# --- an emergency -------------------------------------------------------------------------------


def take_and_use(work: Work, equipment: str) -> None:
    """The emergency role is taken with a reason, used once, and given back."""
    page = work.page
    work.go("/access/emergency")
    page.get_by_label(work.word("access", "reason"), exact=False).fill("Line down 生产线停机")
    work.button(work.label(TAKE)).click()
    expect(work.button(work.word("access", "give_back"))).to_be_visible()
    work.go(f"/do/{RETURN}?equipment_id={equipment}")
    page.locator("form.command-form textarea").last.fill("Checked 已检查")
    work.submit()
    work.go("/access/emergency")
    work.button(work.word("access", "give_back")).click()
    expect(work.button(work.label(TAKE))).to_be_visible()


def review_emergency(quality: Work, emergency: str) -> None:
    page = quality.page
    quality.go("/access/emergency")
    one_of = page.get_by_role("region", name=emergency, exact=True)
    expect(one_of.get_by_role("link", name=quality.label(RETURN))).to_be_visible()
    one_of.get_by_text("合理" if quality.language == "zh" else "justified", exact=True).click()
    one_of.get_by_label(quality.word("access", "remark"), exact=False).fill("Was needed 确有必要")
    one_of.get_by_role("button", name=quality.word("access", "review_do")).click()
    quality.eventually(
        lambda: quality.record("people.emergency", id=emergency)["state"] == "reviewed"
    )
    assert quality.record("people.emergency", id=emergency)["verdict"] == "justified"


# --- a review -----------------------------------------------------------------------------------


def keep_others(served: Served, review: str, but: str | None = None) -> None:
    """Colleagues keep every line that is not of the person `but`, whatever was said before."""
    query = f"review_id={review}&limit=1000"
    lines = served.door.get(f"/api/records/people.access_review_line?{query}").json["records"]
    quality = one(served.door, "people.user", login="quality")["id"]
    for line in lines:
        if line["user_id"] != but and line["decision"] != "confirmed":
            who = "quality2" if line["user_id"] == quality else "quality"
            body = {"review_id": review, "position": line["position"], "decision": "confirm"}
            done(served.door, who, "people.decide_access_line", **body)


def sign_and_close(quality: Work, review: str) -> None:
    page = quality.page
    quality.go(f"/access/reviews/{review}")
    quality.button(quality.word("access", "sign_close")).click()
    quality.sign("quality")
    expect(page.locator("#sign-title")).to_be_hidden()
    quality.eventually(
        lambda: quality.record("people.access_review", id=review)["state"] == "closed"
    )
    expect(page.locator(".signatures")).to_be_visible()


def review_access(quality: Work, served: Served, person: Somebody) -> None:
    """Of everybody's access one person's role is withdrawn; it is gone with the signature."""
    for open_before in quality.records("people.access_review", state="open"):
        keep_others(served, open_before["id"])
        sign_and_close(quality, open_before["id"])
    responsible = one(served.door, "people.user", login="quality")["id"]
    review = done(served.door, "admin", "people.open_access_review", responsible_id=responsible)[
        "review_id"
    ]
    keep_others(served, review, but=person.id)
    page = quality.page
    quality.go(f"/access/reviews/{review}")
    expect(quality.button(quality.word("access", "sign_close"))).to_be_disabled()
    title = page.locator(".ant-card-head-title", has_text=person.name)
    card = page.locator(".ant-card", has=title)
    card.get_by_text(quality.word("access", "withdraw"), exact=True).first.click()
    why = card.get_by_label(quality.word("access", "why_withdraw"))
    expect(why).to_be_focused()
    assert violations(page) == []
    why.fill("Left the department 已离开部门")
    why.press("Enter")
    quality.eventually(
        lambda: all(
            line["decision"] != "open"
            for line in quality.records("people.access_review_line", review_id=review, limit=1000)
        )
    )
    sign_and_close(quality, review)
    assert not quality.records("people.grant", user_id=person.id, is_granted="true")


def could_on(work: Work, person: Somebody, day: str, *, is_there: bool) -> None:
    """Whether the person is among those who could register a party on a day."""
    work.go("/access/reviews")
    work.go(f"/access/who?command={REGISTER}&on={day}")
    page = work.page
    named = page.get_by_role("row", name=re.compile(re.escape(person.name)))
    expect(page.get_by_role("status").or_(page.locator(".empty")).first).to_be_visible()
    expect(named.first).to_be_visible() if is_there else expect(named).to_have_count(0)


@pytest.mark.clause("21 CFR 11.10(d)")
@pytest.mark.clause("21 CFR 11.10(g)")
@pytest.mark.clause("EU GMP Annex 11 §12.3")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_access(
    browser: Browser,
    served: Served,
    signed_in: SignedIn,
    contexts: list[BrowserContext],
    language: str,
) -> None:
    buyer, deputy = (somebody(served, language, what) for what in ("lender", "deputy"))
    for code in ("operator", "emergency_restart"):
        role = RoleId.parse(role_of(served, code)["id"])
        served.door.do(GrantRole(user_id=UserId.parse(deputy.id), role_id=role))

    admin = begin(served, signed_in, "admin", language)
    grant_roles(admin, served, buyer)

    lending = at_work(browser, served, contexts, buyer.login, language)
    appoint(lending, deputy)
    acting = at_work(browser, served, contexts, deputy.login, language)
    act_on_behalf(acting, buyer, language)

    machine = done(
        served.door,
        "engineer",
        "equipment.register_equipment",
        code=f"EMG-{language.upper()}",
        name="Emergency press",
        kind="production",
    )["equipment_id"]
    done(
        served.door,
        "engineer",
        "equipment.take_out_of_service",
        reason="noise",
        equipment_id=machine,
    )
    take_and_use(acting, machine)
    emergency = acting.records("people.emergency", user_id=deputy.id)[0]["id"]
    quality = begin(served, signed_in, "quality", language)
    review_emergency(quality, emergency)

    today, before = in_days(0), in_days(-1)
    review_access(quality, served, buyer)
    could_on(quality, buyer, today, is_there=True)
    expect(quality.page.get_by_role("main")).to_contain_text(deputy.name)
    could_on(quality, buyer, before, is_there=False)
