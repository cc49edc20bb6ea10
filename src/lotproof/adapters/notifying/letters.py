"""What a message says outside the plant: its title and where to look, and nothing else."""

from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import parse_any
from lotproof.kernel.record import RECORDS
from lotproof.kernel.text import Text
from lotproof.modules.notifications.vocabulary import Severity, Topic
from lotproof.modules.people.vocabulary import UserLanguage


class Letter(NamedTuple):
    """One message as it is sent; `id` is the same whenever it is sent again."""

    id: str
    site: str
    topic: Topic
    severity: Severity
    title: Text
    about: str | None
    link: str | None
    told_at: Instant
    language: UserLanguage

    @property
    def subject(self) -> str:
        """The title, marked with how much it matters."""
        said = Text("[{severity}] {title}", "【{severity}】{title}").fill(
            severity=self.severity.label, title=self.title
        )
        return said.zh if self.language is UserLanguage.ZH else said.en

    @property
    def text(self) -> str:
        """Title, what it is about, where to look, whose it is; one to a line."""
        lines = [self.subject, self.about, self.link, f"Lotproof · {self.site}"]
        return "\n".join(line for line in lines if line)


def letter_id(origin: str, message: str) -> str:
    """By what a receiver knows a message again: the same in all attempts, another on every site."""
    return "msg_" + sha256(f"{origin}\n{message}".encode()).hexdigest()[:32]


def link_to(base: str | None, about: str | None) -> str | None:
    """The page of what a notice is about; that of the inbox where it is about nothing."""
    if base is None:
        return None
    path = "inbox"
    if about is not None:
        of, _ = parse_any(about)
        kind = next(
            each.name
            for each in RECORDS.values()
            if each.id_field is not None and each.key == ("id",) and each.id_field.type is of
        )
        path = f"record/{quote(kind)}/{quote(about)}"
    return f"{base}/app/{path}"
