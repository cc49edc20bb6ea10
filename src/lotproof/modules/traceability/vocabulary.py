"""The words of printed overviews."""

from typing import Annotated

from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import t


class PaperLanguage(Choice):
    """The language of a printed page."""

    EN = "en", "English", "英文"
    ZH = "zh", "Chinese", "中文"


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
