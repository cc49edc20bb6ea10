"""Mail through a real SMTP server, with and without TLS."""

import socket
import threading

import pytest

from lotproof.adapters.notifying.keys import Keys
from lotproof.adapters.notifying.mail import message_of, send_mail
from lotproof.adapters.notifying.trouble import NotSent
from lotproof.kernel.text import Text
from lotproof.modules.notifications.vocabulary import Trouble
from tests.adapters.notifying.letter import letter
from tests.adapters.notifying.servers import PASSWORD, USER, MailServer, vouched_for

FROM, TO = "lotproof@example.com", "li@example.com"
INSIDE = Keys("a.example", is_private_allowed=True)
KNOWN = Keys("a.example", user=USER, password=PASSWORD, is_private_allowed=True)


@pytest.fixture
def tls(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """Give what a server shows that this process trusts."""
    authority, context = vouched_for(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate_file))
    return context


def test_it_arrives_whole_over_tls_under_one_message_id(tls) -> None:
    server = MailServer()
    with server.serving(tls) as port:
        for _ in range(2):
            receipt = send_mail(letter(), f"smtps://localhost:{port}", FROM, TO, KNOWN)
    assert receipt == "250 OK queued as 7"
    first, second = server.got
    assert server.logins == [True, True]
    assert first["Message-ID"] == second["Message-ID"] == f"<{letter().id}@example.com>"
    assert first["Subject"] == "【严重】SEAL-02 的开工许可已撤回"
    assert (first["From"], first["To"]) == (FROM, TO)
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content().split() == letter().text.split()


def test_starttls_is_begun_before_anything_is_said(tls) -> None:
    server = MailServer()
    with server.serving(tls, by_starttls=True) as port:
        send_mail(letter(), f"smtp+starttls://localhost:{port}", FROM, TO, KNOWN)
    assert server.logins == [True]


def test_a_server_that_offers_no_starttls_gets_nothing() -> None:
    server = MailServer()
    with server.serving() as port, pytest.raises(NotSent) as failed:
        send_mail(letter(), f"smtp+starttls://localhost:{port}", FROM, TO, KNOWN)
    assert failed.value.trouble is Trouble.REFUSED
    assert server.got == []


def test_a_certificate_that_is_not_trusted_ends_it(tmp_path) -> None:
    server, (_, context) = MailServer(), vouched_for(tmp_path)
    for how, by_starttls in (("smtps", False), ("smtp+starttls", True)):
        with (
            server.serving(context, by_starttls=by_starttls) as port,
            pytest.raises(NotSent) as failed,
        ):
            send_mail(letter(), f"{how}://localhost:{port}", FROM, TO, KNOWN)
        assert failed.value.trouble is Trouble.NOT_TRUSTED
    assert server.got == []


def test_without_tls_only_inside_and_never_with_a_password() -> None:
    server = MailServer()
    with server.serving() as port:
        address = f"smtp://127.0.0.1:{port}"
        for keys, trouble in (
            (Keys("a.example"), Trouble.PRIVATE_ADDRESS),
            (KNOWN, Trouble.NOT_TRUSTED),
        ):
            with pytest.raises(NotSent) as failed:
                send_mail(letter(), address, FROM, TO, keys)
            assert failed.value.trouble is trouble
        assert server.got == []
        send_mail(letter(), address, FROM, TO, INSIDE)
    assert len(server.got) == 1


@pytest.mark.parametrize(
    ("answers", "trouble"),
    [
        ({"to_rcpt": "550 no such user"}, Trouble.REFUSED),
        ({"to_rcpt": "450 greylisted"}, Trouble.BUSY),
        ({"to_data": "554 spam"}, Trouble.REFUSED),
        ({"to_data": "452 disk full"}, Trouble.BUSY),
    ],
)
def test_the_servers_no_is_understood(answers: dict[str, str], trouble: Trouble) -> None:
    with MailServer(**answers).serving() as port, pytest.raises(NotSent) as failed:
        send_mail(letter(), f"smtp://127.0.0.1:{port}", FROM, TO, INSIDE)
    assert failed.value.trouble is trouble


def test_a_wrong_password_is_refused(tls) -> None:
    keys = Keys("a.example", user=USER, password="another", is_private_allowed=True)
    with MailServer().serving(tls) as port, pytest.raises(NotSent) as failed:
        send_mail(letter(), f"smtps://localhost:{port}", FROM, TO, keys)
    assert failed.value.trouble is Trouble.REFUSED


def talking(*lines: bytes) -> int:
    """Listen once, answer each line with the next of these, then hang up; the port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        with listener, listener.accept()[0] as line, line.makefile("rb") as heard:
            for said in lines:
                line.sendall(said)
                if heard.readline() == b"":
                    return

    threading.Thread(target=talk, daemon=True).start()
    port: int = listener.getsockname()[1]
    return port


HELLO = (b"220 hi\r\n", b"250 hi\r\n", b"250 OK\r\n", b"250 OK\r\n")


def test_cut_before_the_content_nothing_arrived() -> None:
    with pytest.raises(NotSent) as failed:
        send_mail(letter(), f"smtp://127.0.0.1:{talking(*HELLO[:3])}", FROM, TO, INSIDE)
    assert failed.value.trouble is Trouble.UNREACHABLE


def test_cut_after_the_content_nobody_knows() -> None:
    port = talking(*HELLO, b"354 go on\r\n")
    with pytest.raises(NotSent) as failed:
        send_mail(letter(), f"smtp://127.0.0.1:{port}", FROM, TO, INSIDE)
    assert failed.value.trouble is Trouble.UNANSWERED


def test_no_header_is_made_of_a_title() -> None:
    made = letter(title=Text("a\r\nBcc: x@example.com", "a\r\nBcc: x@example.com"))
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        message_of(made, FROM, TO)
