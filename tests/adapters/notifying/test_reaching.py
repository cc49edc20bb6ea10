"""Where messages may go: not into the private network of the server, and not elsewhere."""

import socket

import pytest

from lotproof.adapters.notifying import reaching
from lotproof.adapters.notifying.keys import Keys, KeysUnusable, keep_keys, keys_of
from lotproof.adapters.notifying.posts import Post, post
from lotproof.adapters.notifying.reaching import connected, is_public
from lotproof.adapters.notifying.trouble import SAID_MAX, NotSent, printable
from lotproof.modules.notifications.vocabulary import Trouble
from tests.adapters.notifying.servers import HookServer, answering, hanging_up, vouched_for

INSIDE = Keys("a.example", is_private_allowed=True)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_of_ones_own_network_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "203.119.25.1", "2606:4700::1111", "64:ff9b::101:101"]
)
def test_addresses_of_the_internet_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "2130706433", "127.1"])
def test_nothing_is_sent_to_this_machine_however_it_is_spelt(host: str) -> None:
    """Also not where something listens: 2130706433 and 127.1 are 127.0.0.1 to the resolver."""
    with HookServer(answering(200)).serving() as hook:
        with pytest.raises(NotSent) as failed:
            post(Post(f"http://{host}:{hook.port}/", b"{}", {}), Keys("a.example"))
        assert failed.value.trouble is Trouble.PRIVATE_ADDRESS
        assert hook.asked == []


def test_one_private_address_among_several_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def both(*asked: object, **how: object) -> list[object]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 443)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 443)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(NotSent) as failed:
        connected("two.example", 443, is_private_allowed=False)
    assert failed.value.trouble is Trouble.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (301, Trouble.REFUSED), (302, Trouble.REFUSED), (307, Trouble.REFUSED),
        (400, Trouble.REFUSED), (401, Trouble.REFUSED), (404, Trouble.REFUSED),
        (408, Trouble.BUSY), (429, Trouble.BUSY), (503, Trouble.BUSY),
        (500, Trouble.UNANSWERED), (502, Trouble.UNANSWERED), (504, Trouble.UNANSWERED),
    ],
)  # fmt: skip
def test_answers_say_whether_it_may_have_arrived(status: int, trouble: Trouble) -> None:
    with HookServer(answering(status, b"no", location="http://127.0.0.1:1/")).serving() as hook:
        with pytest.raises(NotSent) as failed:
            post(Post(f"http://127.0.0.1:{hook.port}/in", b"{}", {}), INSIDE)
        assert failed.value.trouble is trouble
        assert len(hook.asked) == 1, "a redirect is not followed"


def test_no_answer_is_not_a_no() -> None:
    with HookServer(hanging_up).serving() as hook:
        with pytest.raises(NotSent) as failed:
            post(Post(f"http://127.0.0.1:{hook.port}/in", b"{}", {}), INSIDE)
        assert failed.value.trouble is Trouble.UNANSWERED


def test_who_talks_for_ever_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "WHOLE_S", 0.5)

    def dripping(handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"." * 1_024)
                handler.wfile.flush()
        except OSError:
            handler.close_connection = True

    with HookServer(dripping).serving() as hook:
        answer = post(Post(f"http://127.0.0.1:{hook.port}/in", b"{}", {}), INSIDE)
        assert len(answer.body) == 65_536, "no more is read"

    def silent(handler) -> None:
        handler.rfile.read(1)
        handler.close_connection = True

    with HookServer(silent).serving() as hook:
        with pytest.raises(NotSent) as failed:
            post(Post(f"http://127.0.0.1:{hook.port}/in", b"{}", {}), INSIDE)
        assert failed.value.trouble is Trouble.UNANSWERED


def test_where_nobody_listens_nothing_arrived() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotSent) as failed:
        post(Post(f"http://127.0.0.1:{port}/", b"{}", {}), INSIDE)
    assert failed.value.trouble is Trouble.UNREACHABLE


def test_tls_is_verified(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority, context = vouched_for(tmp_path)
    with HookServer(answering(200)).serving(context) as hook:
        what = Post(f"https://localhost:{hook.port}/in", b"{}", {})
        with pytest.raises(NotSent) as failed:
            post(what, INSIDE)
        assert failed.value.trouble is Trouble.NOT_TRUSTED
        assert hook.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate_file))
        assert post(what, INSIDE).status == 200
    with HookServer(answering(200), host="127.0.0.2").serving(context) as hook:
        with pytest.raises(NotSent) as failed:
            post(Post(f"https://127.0.0.2:{hook.port}/in", b"{}", {}), INSIDE)
        assert failed.value.trouble is Trouble.NOT_TRUSTED, "the certificate is for other names"
        assert hook.asked == []


# --- keys ---------------------------------------------------------------------------------------


def test_keys_are_kept_for_their_owner_only(tmp_path) -> None:
    path = keep_keys(tmp_path, "group", Keys("a.example", token="t"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert keys_of(tmp_path, "group") == Keys("a.example", token="t")
    keep_keys(tmp_path, "group", Keys("a.example", secret="s", is_private_allowed=True))
    assert keys_of(tmp_path, "group") == Keys("a.example", secret="s", is_private_allowed=True)


def test_keys_that_others_can_read_are_not_used(tmp_path) -> None:
    keep_keys(tmp_path, "group", Keys("a.example", token="t")).chmod(0o640)
    with pytest.raises(KeysUnusable, match="chmod 600"):
        keys_of(tmp_path, "group")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"tokn":"t"}', b'{"token":1}'])
def test_broken_keys_are_not_taken_for_none(tmp_path, content: bytes) -> None:
    keep_keys(tmp_path, "group", Keys("a.example")).write_bytes(content)
    with pytest.raises(KeysUnusable):
        keys_of(tmp_path, "group")


@pytest.mark.parametrize("code", ["../log", "", "A", "a/b"])
def test_a_code_names_no_other_file(tmp_path, code: str) -> None:
    with pytest.raises(KeysUnusable):
        keys_of(tmp_path, code)
    with pytest.raises(KeysUnusable):
        keep_keys(tmp_path, code, Keys("a.example"))


def test_missing_keys_are_named(tmp_path) -> None:
    with pytest.raises(KeysUnusable, match=r"notifying/group\.json is not"):
        keys_of(tmp_path, "group")


def test_what_others_say_is_cut_and_fit_to_be_kept() -> None:
    assert printable("a\r\nb\x00 c\u202e \udcff") == "a b c"
    assert len(printable("x" * 1_000)) == SAID_MAX
