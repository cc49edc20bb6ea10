"""What is sent in which form, against published examples and hand calculations."""

import base64
import hashlib
import hmac

import msgspec
import pytest

from lotproof import modules
from lotproof.adapters.notifying.keys import Keys
from lotproof.adapters.notifying.letters import letter_id, link_to
from lotproof.adapters.notifying.posts import (
    Answer,
    dingtalk,
    dingtalk_sign,
    feishu,
    feishu_sign,
    robot_receipt,
    webhook,
    webhook_signature,
    wecom,
)
from lotproof.adapters.notifying.trouble import NotSent
from lotproof.modules.notifications.vocabulary import Trouble
from lotproof.modules.people.vocabulary import UserLanguage
from tests.adapters.notifying.letter import NOW, letter

modules.load()
KEYS = Keys("a.example", token="t+1", secret="SEC1")
WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_the_signature_of_a_webhook_is_that_of_the_published_example() -> None:
    """The example of the Standard Webhooks libraries."""
    body = b'{"test": 2432232314}'
    signed = webhook_signature(WHSEC, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["whsec_!", "whsec_MfKQ9", "not base64"])
def test_a_secret_that_is_none_signs_nothing(secret: str) -> None:
    with pytest.raises(NotSent) as failed:
        webhook_signature(secret, "a", "1", b"")
    assert failed.value.trouble is Trouble.NO_SECRET


def test_a_webhook_says_what_it_is_signed_for() -> None:
    sent = webhook(letter(), "https://a.example/in", Keys("a.example", secret=WHSEC), NOW)
    said = msgspec.json.decode(sent.body)
    assert said["type"] == "lotproof.notice"
    assert said["data"]["about"] == "eqp_3"
    assert set(said["data"]) == {"topic", "severity", "title", "about", "link", "site"}
    key = base64.b64decode(WHSEC.removeprefix("whsec_"))
    signed = f"{sent.headers['webhook-id']}.{sent.headers['webhook-timestamp']}.".encode()
    digest = hmac.new(key, signed + sent.body, hashlib.sha256).digest()
    assert sent.headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    assert sent.headers["webhook-timestamp"] == "1795000000"


def test_wecom_has_its_key_in_the_address() -> None:
    sent = wecom(letter(), "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", KEYS, NOW)
    assert sent.address == "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=t%2B1"
    said = msgspec.json.decode(sent.body)
    assert said["msgtype"] == "text"
    assert said["text"]["content"].splitlines() == [
        "【严重】SEAL-02 的开工许可已撤回",
        "eqp_3",
        "https://lotproof.example/app/record/equipment.equipment/eqp_3",
        "Lotproof · Plant A",
    ]


def test_dingtalk_signs_millisecond_and_secret_under_the_secret() -> None:
    by_hand = hmac.new(b"SEC1", b"1795000000000\nSEC1", hashlib.sha256).digest()
    assert dingtalk_sign("SEC1", "1795000000000") == base64.b64encode(by_hand).decode()
    sent = dingtalk(letter(), "https://oapi.dingtalk.com/robot/send", KEYS, NOW)
    path, _, query = sent.address.partition("?")
    told = dict(part.split("=") for part in query.split("&"))
    assert path == "https://oapi.dingtalk.com/robot/send"
    assert told["access_token"] == "t%2B1"
    assert told["timestamp"] == "1795000000000"
    assert "+" not in told["sign"]
    assert "/" not in told["sign"]
    unsigned = dingtalk(
        letter(), "https://oapi.dingtalk.com/robot/send", Keys("a.example", token="t"), NOW
    )
    assert unsigned.address.endswith("?access_token=t")


def test_feishu_signs_nothing_under_second_and_secret() -> None:
    by_hand = hmac.new(b"1795000000\nSEC1", b"", hashlib.sha256).digest()
    assert feishu_sign("SEC1", "1795000000") == base64.b64encode(by_hand).decode()
    sent = feishu(letter(), "https://open.feishu.cn/open-apis/bot/v2/hook", KEYS, NOW)
    assert sent.address == "https://open.feishu.cn/open-apis/bot/v2/hook/t%2B1"
    said = msgspec.json.decode(sent.body)
    assert (said["msg_type"], said["timestamp"]) == ("text", "1795000000")
    assert said["sign"] == feishu_sign("SEC1", "1795000000")


@pytest.mark.parametrize("form", [wecom, dingtalk, feishu, webhook])
def test_without_its_key_nothing_is_sent(form) -> None:
    with pytest.raises(NotSent) as failed:
        form(letter(), "https://a.example/in", Keys("a.example"), NOW)
    assert failed.value.trouble is Trouble.NO_SECRET


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b'{"errcode":0,"errmsg":"ok"}', None),
        (b'{"code":0,"msg":"success","data":{}}', None),
        (b'{"StatusCode":0,"StatusMessage":"success","Extra":null}', None),
        (b'{"errcode":45009,"errmsg":"api freq out of limit"}', Trouble.BUSY),
        (b'{"code":9499,"msg":"too many request"}', Trouble.BUSY),
        (b'{"errcode":310000,"errmsg":"sign not match"}', Trouble.REFUSED),
        (b'{"code":19021,"msg":"sign match fail"}', Trouble.REFUSED),
        (b'{"errcode":"0"}', Trouble.UNANSWERED),
        (b"<html>Sign in to the network</html>", Trouble.UNANSWERED),
        (b"[]", Trouble.UNANSWERED),
    ],
)
def test_what_robots_answer_is_understood(body: bytes, trouble: Trouble | None) -> None:
    if trouble is None:
        assert robot_receipt(Answer(200, body))
        return
    with pytest.raises(NotSent) as failed:
        robot_receipt(Answer(200, body))
    assert failed.value.trouble is trouble


def test_a_message_has_one_id_for_ever_and_another_on_each_site() -> None:
    assert letter_id("a", "nms_1") == letter_id("a", "nms_1")
    assert len({letter_id(site, f"nms_{n}") for site in "ab" for n in (1, 2)}) == 4


def test_letters_speak_their_language_and_lead_to_the_thing() -> None:
    english = letter(language=UserLanguage.EN)
    assert english.subject == "[serious] SEAL-02 may not start again"
    assert link_to("https://a.example", None) == "https://a.example/app/inbox"
    assert link_to(None, "eqp_3") is None
