"""What waits in the outbox is sent, once, whatever happens to whoever sends it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotproof.adapters.notifying.keys import Keys, keep_keys
from lotproof.entrypoints.compose import CONSOLE, Plant
from lotproof.entrypoints.delivering import Deliverer
from lotproof.kernel.clock import Clock, Instant, SystemClock
from lotproof.modules.notifications.commands import (
    DefineChannel,
    RetireChannel,
    SetMail,
    TestChannel,
)
from lotproof.modules.notifications.queries import Message
from lotproof.modules.notifications.rules import LEASE_S
from lotproof.modules.notifications.vocabulary import (
    ChannelId,
    ChannelKind,
    MessageState,
    Trouble,
)
from lotproof.modules.people.commands import (
    DeactivateUser,
    DefineRole,
    GrantRole,
    RegisterUser,
)
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from tests.adapters.notifying.servers import Answer, HookServer, MailServer, answering

WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
INSIDE = Keys("127.0.0.1", token="t", secret=WHSEC, is_private_allowed=True)
OK = answering(200, b'{"errcode":0,"errmsg":"ok"}')
ME, WHY = "usr_1", "for the test"
DELIVER = "from lotproof.entrypoints.cli.main import main; main()"


class Later:
    """The system's clock, set forward."""

    def __init__(self, seconds: int) -> None:
        self._ahead, self._clock = seconds * 1_000_000, SystemClock()

    def now(self) -> Instant:
        return Instant(self._clock.now() + self._ahead)


class Site:
    """A site with somebody who may define channels."""

    def __init__(self, folder: Path, url: str | None, clock: Clock | None = None) -> None:
        self.folder, self.url = folder, url
        self.plant = Plant(folder, url, clock=clock)
        if self.plant.key_file.exists():
            return
        self.plant.open_ledger("Plant A", "a.example/l", "Asia/Shanghai", is_demonstration=True)
        made = self.plant.do(
            DefineRole(
                code="sender",
                title="Sender",
                title_zh="发送",
                permissions=[
                    "notifications.channel.define",
                    "notifications.channel.test",
                    "notifications.own.keep",
                ],
            )
        )
        role_id = RoleId.parse(made.value("role_id"))
        self.plant.do(RegisterUser(login="li", name="Li", language=UserLanguage.EN))
        self.plant.do(GrantRole(user_id=UserId(1), role_id=role_id))

    def channel(
        self, code: str, kind: ChannelKind, address: str, keys: Keys | None = INSIDE
    ) -> ChannelId:
        made = self.plant.do(
            DefineChannel(
                code=code,
                name=code,
                kind=kind,
                address=address,
                language=UserLanguage.EN,
                sender="a@example.com" if kind is ChannelKind.MAIL else None,
            ),
            actor=ME,
        )
        if keys is not None:
            keep_keys(self.folder, code, keys)
        return ChannelId.parse(made.value("channel_id"))

    def queue(self, channel_id: ChannelId, count: int = 1) -> None:
        for _ in range(count):
            self.plant.do(TestChannel(channel_id=channel_id), actor=ME)

    def messages(self) -> list[Message]:
        with self.plant.reader() as reader:
            return reader.find(Message)

    def states(self) -> list[tuple[MessageState, Trouble | None]]:
        return [(each.state, each.trouble) for each in self.messages()]

    def tick(self) -> int:
        return Deliverer(self.plant).tick()

    def later(self, seconds: int) -> "Site":
        """The same site, closed and opened again after some time."""
        self.plant.close()
        return Site(self.folder, self.url, Later(seconds))


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[Site]:
    """Give a site, once on each engine."""
    url = None if database_url.startswith("sqlite") else database_url
    opened = Site(tmp_path / "site", url)
    yield opened
    opened.plant.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Site]:
    """Give a site on SQLite."""
    opened = Site(tmp_path / "site", None)
    yield opened
    opened.plant.close()


def to(hook: HookServer) -> str:
    return f"http://127.0.0.1:{hook.port}/in"


def test_what_waits_is_sent_once_and_its_receipt_kept(site: Site) -> None:
    with HookServer(OK).serving() as hook:
        site.queue(site.channel("group", ChannelKind.WECOM, to(hook)), 3)
        assert [site.tick(), site.tick()] == [3, 0]
        assert len(hook.asked) == 3
    assert [each.state for each in site.messages()] == [MessageState.SENT] * 3
    assert {each.receipt for each in site.messages()} == {"0 ok"}


def test_two_servers_send_each_message_once(site: Site) -> None:
    """On SQLite the second hands its commands to the first, on PostgreSQL both write."""
    second = Plant(site.folder, site.url)
    with HookServer(OK).serving() as hook:
        site.queue(site.channel("hook", ChannelKind.WEBHOOK, to(hook)), 12)
        both = [threading.Thread(target=Deliverer(each).tick) for each in (site.plant, second)]
        for each in both:
            each.start()
        for each in both:
            each.join(timeout=60)
        ids = [asked.headers["webhook-id"] for asked in hook.asked]
    second.close()
    assert len(ids) == len(set(ids)) == 12
    assert site.states() == [(MessageState.SENT, None)] * 12


def test_a_channel_that_is_not_reached_holds_up_no_other(small: Site) -> None:
    with HookServer(OK).serving() as gone:
        dead = to(gone)
    with HookServer(OK).serving() as hook:
        small.queue(small.channel("dead", ChannelKind.WECOM, dead), 2)
        small.queue(small.channel("group", ChannelKind.WECOM, to(hook)))
        assert small.tick() == 1
    states = small.states()
    assert states == [
        (MessageState.WAITING, Trouble.UNREACHABLE),
        (MessageState.WAITING, None),
        (MessageState.SENT, None),
    ]


def test_mail_goes_to_the_address_that_its_receiver_gave(small: Site) -> None:
    server = MailServer()
    with server.serving() as port:
        address = f"smtp://127.0.0.1:{port}"
        mail = small.channel(
            "mail", ChannelKind.MAIL, address, Keys("127.0.0.1", is_private_allowed=True)
        )
        small.plant.do(SetMail(mail="li@example.com"), actor=ME)
        small.queue(mail)
        assert small.tick() == 1
    assert [each["To"] for each in server.got] == ["li@example.com"]


@pytest.mark.parametrize(
    ("keys", "trouble"),
    [(None, Trouble.NO_SECRET), (Keys("127.0.0.1", token="t"), Trouble.PRIVATE_ADDRESS)],
)
def test_without_leave_of_the_server_nothing_goes_out(
    small: Site, keys: Keys | None, trouble: Trouble
) -> None:
    with HookServer(OK).serving() as hook:
        small.queue(small.channel("group", ChannelKind.WECOM, to(hook), keys))
        assert small.tick() == 0
        assert hook.asked == []
    assert small.states() == [(MessageState.FAILED, trouble)]


def test_keys_are_not_sent_to_another_host_than_they_are_for(small: Site) -> None:
    """Who may change a channel's address would else have its token sent to themselves."""
    with HookServer(OK).serving() as hook:
        elsewhere = f"http://localhost:{hook.port}/in"
        small.queue(small.channel("group", ChannelKind.WECOM, elsewhere))
        assert small.tick() == 0
        assert hook.asked == []
    assert small.states() == [(MessageState.FAILED, Trouble.NO_SECRET)]
    assert small.messages()[0].said == "the keys of group are for 127.0.0.1, not for localhost"


def test_a_key_that_the_other_end_repeats_is_not_kept(small: Site) -> None:
    """Many servers answer a wrong address with the path that they were asked for."""
    keys = Keys("127.0.0.1", token="to+ken/1", is_private_allowed=True)
    page = b"Cannot POST /in?key=to%2Bken%2F1 (to+ken/1)" + b"." * 50 + b"to+ken/1"
    echoes = answering(404, page)
    with HookServer(echoes).serving() as hook:
        small.queue(small.channel("group", ChannelKind.WECOM, to(hook), keys))
        assert small.tick() == 0
        assert len(hook.asked) == 1
    said = small.messages()[0].said
    assert said is not None
    assert said.startswith("127.0.0.1: HTTP 404 Cannot POST /in?key=… (…)...")
    assert "to" not in said.partition("POST")[2], "not even a part of it"


def test_what_changed_meanwhile_counts(small: Site) -> None:
    with HookServer(OK).serving() as hook, MailServer().serving() as port:
        group = small.channel("group", ChannelKind.WECOM, to(hook))
        mail = small.channel("mail", ChannelKind.MAIL, f"smtp://127.0.0.1:{port}")
        small.plant.do(SetMail(mail="li@example.com"), actor=ME)
        small.queue(group)
        small.queue(mail, 2)
        small.plant.do(SetMail(), actor=ME)
        small.plant.do(RetireChannel(channel_id=group), actor=ME, reason=WHY)
        assert small.tick() == 0
        assert hook.asked == []
    assert small.states() == [
        (MessageState.FAILED, Trouble.CHANNEL_RETIRED),
        (MessageState.FAILED, Trouble.NO_ADDRESS),
        (MessageState.FAILED, Trouble.NO_ADDRESS),
    ]


def test_who_left_gets_nothing(small: Site) -> None:
    server = MailServer()
    with server.serving() as port:
        mail = small.channel("mail", ChannelKind.MAIL, f"smtp://127.0.0.1:{port}")
        small.plant.do(SetMail(mail="li@example.com"), actor=ME)
        small.queue(mail)
        small.plant.do(DeactivateUser(user_id=UserId(1)), actor=CONSOLE, reason=WHY)
        assert small.tick() == 0
    assert server.got == []
    assert small.states() == [(MessageState.FAILED, Trouble.RECEIVER_LEFT)]


def killing(process: list[subprocess.Popen[bytes]]) -> Answer:
    """Kill the sender in the moment in which it waits for the answer."""

    def answer(handler: object) -> None:
        process[0].send_signal(signal.SIGKILL)
        process[0].wait(timeout=30)
        OK(handler)  # type: ignore[arg-type] # the server's handler, to nobody

    return answer


@pytest.mark.parametrize(
    ("kind", "state", "times"),
    [(ChannelKind.WECOM, MessageState.IN_DOUBT, 1), (ChannelKind.WEBHOOK, MessageState.SENT, 2)],
)
def test_a_sender_killed_between_sending_and_telling(
    tmp_path: Path, kind: ChannelKind, state: MessageState, times: int
) -> None:
    """A group is not told twice unseen; a program gets it again under the same id."""
    process: list[subprocess.Popen[bytes]] = []
    site = Site(tmp_path / "site", None)
    with HookServer(killing(process), OK).serving() as hook:
        site.queue(site.channel("out", kind, to(hook)))
        site.plant.close()
        process.append(
            subprocess.Popen(
                [sys.executable, "-c", DELIVER, "deliver", "--data", str(site.folder)],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
        )
        assert process[0].wait(timeout=120) == -signal.SIGKILL
        site = Site(site.folder, None)
        assert site.tick() == 0, "it may still be at work"
        assert [each.state for each in site.messages()] == [MessageState.SENDING]
        site = site.later(LEASE_S + 1)
        site.tick()
        site = site.later(LEASE_S + 60)
        site.tick()
        assert len(hook.asked) == times
        ids = {asked.headers.get("webhook-id") for asked in hook.asked}
    assert len(ids) == 1
    assert [each.state for each in site.messages()] == [state]
    site.plant.close()
