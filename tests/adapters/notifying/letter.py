"""A letter as these tests send it."""

from typing import Any

from lotproof.adapters.notifying.letters import Letter, letter_id, link_to
from lotproof.kernel.clock import Instant
from lotproof.kernel.text import Text
from lotproof.modules.notifications.vocabulary import Severity, Topic
from lotproof.modules.people.vocabulary import UserLanguage

NOW = Instant(1_795_000_000_000_000)


def letter(**more: Any) -> Letter:
    given: dict[str, Any] = {
        "id": letter_id("demo.example/a", "nms_1"),
        "site": "Plant A",
        "topic": Topic.START_WITHDRAWN,
        "severity": Severity.SERIOUS,
        "title": Text("SEAL-02 may not start again", "SEAL-02 的开工许可已撤回"),
        "about": "eqp_3",
        "link": link_to("https://lotproof.example", "eqp_3"),
        "told_at": NOW,
        "language": UserLanguage.ZH,
    }
    return Letter(**(given | more))
