"""An office: people with roles, a mail server and a chat group that they are told by."""

from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.modules.notifications.commands import (
    AssignDuty,
    DefineChannel,
    Notify,
    SetMail,
    Subscribe,
)
from lotproof.modules.notifications.commands_program import (
    ReportSent,
    ReportTrouble,
    TakeMessage,
)
from lotproof.modules.notifications.records import Message, Notice, Told
from lotproof.modules.notifications.vocabulary import (
    ChannelId,
    ChannelKind,
    MessageId,
    NoticeId,
    Severity,
    SubscriptionId,
    Topic,
    Trouble,
)
from lotproof.modules.people.commands import DefineRole, GrantRole, RegisterUser
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from tests.support.plant import Plant

POST, ADMIN = "sys_post", "usr_900"


class Office:
    """Quality has Li and Wang, maintenance has Zhao; mail and a group robot lead out."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.quality, self.maintenance = self.role("quality_x"), self.role("maintenance_x")
        self.li = self.person("li", UserLanguage.ZH, self.quality)
        self.wang = self.person("wang", UserLanguage.EN, self.quality)
        self.zhao = self.person("zhao", UserLanguage.ZH, self.maintenance)
        self.mail = self.channel(
            "mail", ChannelKind.MAIL, "smtps://mail.example.com", sender="lotproof@example.com"
        )
        self.group = self.channel(
            "group", ChannelKind.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"
        )
        self.hook = self.channel("hook", ChannelKind.WEBHOOK, "https://hook.example.com/in")

    def role(self, code: str) -> RoleId:
        receipt = self.plant.ok(
            DefineRole(code=code, title=code, title_zh=code, permissions=["monitoring.read"]),
            actor=ADMIN,
        )
        return RoleId.parse(receipt.value("role_id"))

    def person(self, login: str, language: UserLanguage, *roles: RoleId) -> UserId:
        receipt = self.plant.ok(
            RegisterUser(login=login, name=login.title(), language=language), actor=ADMIN
        )
        user_id = UserId.parse(receipt.value("user_id"))
        for role_id in roles:
            self.plant.ok(GrantRole(user_id=user_id, role_id=role_id), actor=ADMIN)
        return user_id

    def channel(
        self, code: str, kind: ChannelKind, address: str, sender: str | None = None
    ) -> ChannelId:
        receipt = self.plant.ok(
            DefineChannel(
                code=code,
                name=code,
                kind=kind,
                address=address,
                language=UserLanguage.EN,
                sender=sender,
                link_base="https://lotproof.example",
            )
        )
        return ChannelId.parse(receipt.value("channel_id"))

    def duty(self, role_id: RoleId, **how: Any) -> SubscriptionId:
        given: dict[str, Any] = {"severity_min": Severity.INFO}
        receipt = self.plant.ok(AssignDuty(role_id=role_id, **(given | how)), actor=ADMIN)
        return SubscriptionId.parse(receipt.value("subscription_id"))

    def has_mail(self, user_id: UserId, mail: str = "who@example.com") -> None:
        self.plant.ok(SetMail(mail=mail), actor=UserId.text(user_id))

    def chooses(self, user_id: UserId, **how: Any) -> SubscriptionId:
        given: dict[str, Any] = {"severity_min": Severity.INFO, "channel_id": self.mail}
        receipt = self.plant.ok(Subscribe(**(given | how)), actor=UserId.text(user_id))
        return SubscriptionId.parse(receipt.value("subscription_id"))

    def notice(self, **how: Any) -> Notify:
        given: dict[str, Any] = {
            "topic": Topic.RULE,
            "severity": Severity.SERIOUS,
            "title": "Look at sealer 2",
            "title_zh": "请查看 2 号封口机",
        }
        return Notify(**(given | how))

    def tells(self, **how: Any) -> NoticeId:
        return NoticeId.parse(self.plant.ok(self.notice(**how)).value("notice_id"))

    def told(self, notice_id: NoticeId) -> list[UserId]:
        with self.plant.reader() as reader:
            return [each.user_id for each in reader.find(Told, notice_id=notice_id)]

    def notices(self) -> list[Notice]:
        with self.plant.reader() as reader:
            return reader.find(Notice)

    def messages(self) -> list[Message]:
        with self.plant.reader() as reader:
            return reader.find(Message)

    def message(self, message_id: MessageId) -> Message:
        with self.plant.reader() as reader:
            return reader.get(Message, message_id)

    def waiting_message(self, channel_id: ChannelId) -> MessageId:
        """One message that waits to be sent by this channel."""
        self.duty(self.quality, channel_id=channel_id)
        notice_id = self.tells()
        return next(MessageId(m.id) for m in self.messages() if m.notice_id == notice_id)

    # --- what the sender does -------------------------------------------------------------------

    def take(self, message_id: MessageId, attempt: int) -> Receipt:
        return self.plant.do(TakeMessage(message_id=message_id, attempt=attempt), actor=POST)

    def sent(self, message_id: MessageId, attempt: int) -> Receipt:
        command = ReportSent(message_id=message_id, attempt=attempt, receipt="250 queued as 7")
        return self.plant.do(command, actor=POST)

    def trouble(self, message_id: MessageId, attempt: int, trouble: Trouble) -> Receipt:
        command = ReportTrouble(
            message_id=message_id, attempt=attempt, trouble=trouble, said="no route"
        )
        return self.plant.do(command, actor=POST)
