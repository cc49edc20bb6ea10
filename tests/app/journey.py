"""A person at work in the browser: what journeys through the application are written with."""

import json
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import expect

from lotproof.entrypoints.demo import catalogue
from tests.api.door import LivingDoor
from tests.app.conftest import Served, SignedIn
from tests.support.patience import PATIENCE_S
from tests.support.registry import unshared

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_UI = Path(__file__).parents[2] / "ui" / "src"
_LINE = re.compile(r'^ {2,4}(\w+):\s+("(?:[^"\\]|\\.)*"),$', re.MULTILINE)
_GS = "\x1d"
_PAUSE_S = 0.005
"""Between two signs of a scanner."""

expect.set_options(timeout=PATIENCE_S * 1000)


@cache
def _texts(place: str, language: str) -> dict[str, str]:
    """The words of a module or of the platform, from where its screens take them."""
    if place == "platform":
        source = (_UI / "platform" / "texts" / f"{language}.ts").read_text("utf-8")
    else:
        folder = _UI / "modules" / place
        path = folder if folder.is_dir() else _UI / "platform" / place.removeprefix("platform/")
        both = (path / "texts.ts").read_text("utf-8")
        english, chinese = both.split("\n  zh: {", 1)
        source = chinese if language == "zh" else english
    return {key: json.loads(text) for key, text in _LINE.findall(source)}


class Work(NamedTuple):
    """A person's page, the language it speaks, and the plant that it works in."""

    page: "Page"
    language: str
    door: LivingDoor

    # --- words ----------------------------------------------------------------------------------

    def word(self, place: str, key: str, **values: object) -> str:
        """What a screen says: `word("receiving", "go_place")`, `word("platform", "save")`, or
        `word("platform/signing", "sign")` of a part of it that is called as a module is.
        """
        text = _texts(place, self.language)[key]
        return re.sub(r"\{(\w+)\}", lambda found: str(values[found.group(1)]), text)

    def label(self, kind: str) -> str:
        """What a command is called: `label("warehouse.release_lot/1")`."""
        return str(self._command(kind)["label"][self.language])

    def field(self, kind: str, *path: str) -> str:
        """What an input of a command is called."""
        fields = self._command(kind)["fields"]
        for name in path:
            found = next(each for each in fields if each["name"] == name)
            fields = (found.get("item") or found).get("fields") or []
        return str(found["label"][self.language])

    def unit(self, code: str) -> str:
        """What a unit or a currency is called."""
        units = registry(self.door)["units"]
        return str(next(each for each in units if each["code"] == code)["label"][self.language])

    def _command(self, kind: str) -> Any:
        commands = registry(self.door)["commands"]
        return next(each for each in commands if each["kind"] == kind)

    def speak(self) -> None:
        """Choose the language, whatever the account says."""
        root = self.page.locator("html")
        if not (root.get_attribute("lang") or "").startswith(self.language):
            other = {"en": "English", "zh": "中文"}[self.language]
            self.page.get_by_role("button", name=other).click()
            expect(root).to_have_attribute("lang", re.compile(f"^{self.language}"))

    # --- hands ----------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """To a screen by its address, as a link does: nothing is loaded anew."""
        self.page.evaluate(
            "path => { history.pushState(null, '', path);"
            " dispatchEvent(new PopStateEvent('popstate')) }",
            f"/app{path}",
        )

    def scan(self, text: str) -> None:
        """What a scanner that types sends: quick keys, Ctrl-] for GS, Enter at the end."""
        session = self.page.context.new_cdp_session(self.page)
        at = time.time()
        for sign in [*text, "\r"]:
            at += _PAUSE_S
            for event in ("keyDown", "keyUp"):
                session.send("Input.dispatchKeyEvent", _key(sign, event) | {"timestamp": at})
        session.detach()

    def pick(self, label: str, text: str, within: "Locator | None" = None) -> None:
        """Choose a record by its number in a field that finds records."""
        place = within or self.page.get_by_role("main")
        box = place.get_by_role("combobox", name=label).first
        box.click()
        box.fill(text)
        self.choose(self.page.locator(".ant-select-item-option:visible", has_text=text).first)

    def choose(self, option: "Locator") -> None:
        """Click what opened over the page and closes by it, once it has stopped moving: a list
        takes another place when what is typed makes it shorter, at times between press and release.
        """
        before = None
        while (now := option.bounding_box()) != before:
            before = now
            self.page.wait_for_timeout(150)
        option.click()
        expect(option).to_be_hidden()

    def button(self, name: str) -> "Locator":
        """A button by its words; the name of a sign may stand before them."""
        return self.page.get_by_role("button", name=re.compile(f"(^| ){re.escape(name)}$"))

    def follow(self, kind: str, about: str) -> None:
        """From the page of a thing to a command about it, and not to the bare form that the screen
        before, which may still stand, has a link to."""
        links = self.page.get_by_role("main").locator(f'a[href*="/do/{kind}?"][href*="={about}"]')
        links.first.click()

    def sees_why_not(self, kind: str, about: str, login: str) -> None:
        """The page of a thing says of a command what the server would say to whoever tried."""
        possible = self.door.get(f"/api/possible/{about}", login).json
        told = next(each for each in possible if each["kind"] == kind)
        assert not told["allowed"]
        self.page.get_by_text(re.compile(self.word("platform", "record_not_now"))).click()
        main = self.page.get_by_role("main")
        expect(main).to_contain_text(told["why"][self.language])
        expect(main.get_by_role("link", name=self.label(kind), exact=True)).to_have_count(0)

    def submit(self) -> int:
        """Send the form of a command; the number under which it was sealed."""
        self.page.locator("form.command-form button[type=submit]").click()
        said = self.word("platform", "receipt_sealed", seq="@").split("@")[0]
        step = self.page.locator(".receipt").get_by_text(re.compile(re.escape(said) + r"[\d,]+"))
        expect(step).to_be_visible()
        return int(re.sub(r"\D", "", step.inner_text()))

    def sign(self, login: str) -> None:
        """Give the secret in the dialog, and the login name where it begins a series."""
        secret, name = self.page.locator("#sign-secret"), self.page.locator("#sign-login")
        secret.wait_for()
        if name.count():
            name.fill(login)
        secret.fill(catalogue.SECRET)
        secret.press("Enter")

    # --- facts ----------------------------------------------------------------------------------

    def records(self, kind: str, **filters: object) -> list[Any]:
        """Records as the server has them now."""
        query = urlencode({key.replace("__", "."): value for key, value in filters.items()})
        answer = self.door.get(f"/api/records/{kind}?{query}")
        assert answer.status == 200, answer.json
        found: list[Any] = answer.json["records"]
        return found

    def record(self, kind: str, **filters: object) -> Any:
        """The only record of these values."""
        found = self.records(kind, **filters)
        assert len(found) == 1, (kind, filters, found)
        return found[0]

    def entries(self, **filters: object) -> list[Any]:
        """Sealed entries, the newest first."""
        assert self.door.size
        found: list[Any] = self.door.get(f"/api/entries?{urlencode(filters)}").json["entries"]
        return found

    def eventually(self, what: Callable[[], object]) -> None:
        """Wait until the server's facts are so, as `expect` does for what is on the screen."""
        deadline = time.monotonic() + PATIENCE_S
        while not what():
            assert time.monotonic() < deadline, "this does not become true"
            self.page.wait_for_timeout(50)


@cache
def registry(door: LivingDoor) -> Any:
    """Labels of commands and fields."""
    return unshared(lambda path: door.get(path).json)


def state_label(work: Work, kind: str, state: str) -> str:
    """What the screen calls a state of a record."""
    info = next(each for each in registry(work.door)["kinds"] if each["name"] == kind)
    field = next(each for each in info["fields"] if each["name"] == info["state"])
    choice = next(each for each in field["choices"] if each["value"] == state)
    return str(choice["label"][work.language])


def begin(served: Served, signed_in: SignedIn, login: str, language: str) -> Work:
    """Somebody signs in and chooses the language, whatever their account says."""
    at_work = Work(signed_in(login, language), language, served.door)
    at_work.speak()
    return at_work


def _key(sign: str, event: str) -> dict[str, Any]:
    """One key of a US keyboard, which scanners imitate."""
    if sign == _GS:
        return {"type": event, "key": "]", "code": "BracketRight", "modifiers": 2}
    if sign == "\r":
        text = {"text": sign} if event == "keyDown" else {}
        return {"type": event, "key": "Enter", "code": "Enter", **_number(13), **text}
    text = {"text": sign} if event == "keyDown" else {}
    return {"type": event, "key": sign, **_number(ord(sign.upper())), **text}


def _number(code: int) -> dict[str, int]:
    return {"windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
