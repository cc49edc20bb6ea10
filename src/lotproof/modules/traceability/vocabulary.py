"""The words of printed overviews and exported scopes."""

from typing import Annotated

from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import t


class PaperLanguage(Choice):
    """The language of a printed page."""

    EN = "en", "English", "英文"
    ZH = "zh", "Chinese", "中文"


class ScopeDirection(Choice):
    """Which way a scope goes from its unit."""

    BACKWARD = "backward", "where from", "来源"
    FORWARD = "forward", "where to", "去向"
    BOTH = "both", "both ways", "双向"


LanguageOfPaper = Annotated[PaperLanguage, Meaning(label=t("Language", "语言"))]
ContentDigest = Annotated[
    str,
    Meaning(
        label=t("Digest of the content", "内容摘要"),
        help=t(
            "SHA-256 of what the page says, in hexadecimal; it stands on the page as well.",
            "页面内容的 SHA-256（十六进制），同时印在页面上。",
        ),
        length_max=64,
        pattern=r"[0-9a-f]{64}",
    ),
]
DirectionOfScope = Annotated[ScopeDirection, Meaning(label=t("Direction", "方向"))]
LevelsOfScope = Annotated[
    int,
    Meaning(
        label=t("Levels", "层数"),
        help=t("How far it goes; without it, to the end.", "追溯的层数；不填则到底。"),
        minimum=1,
        maximum=1_000,
    ),
]
GroupsLeftOut = Annotated[
    list[str],
    Meaning(
        label=t("Left out", "排除的组"),
        help=t(
            "Groups of units that are not meant: sort, item and state, as in lot itm_3 released.",
            "不涉及的单元组：种类、物料与状态，如 lot itm_3 released。",
        ),
        length_max=80,
        items_max=1_000,
        pattern=r"[a-z_]+ (itm_[0-9]+)? [a-z_]+",
    ),
]
WithPossible = Annotated[
    bool,
    Meaning(
        label=t("With what is only possible", "包含仅可能涉及的"),
        help=t(
            "Units that only may be concerned, because their materials were mixed.",
            "因物料混用而仅可能涉及的单元。",
        ),
    ),
]
