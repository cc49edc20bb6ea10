"""Texts people read, always in both languages of the product."""

from typing import Literal, NamedTuple

Language = Literal["en", "zh"]


class Text(NamedTuple):
    """One text in English and Chinese."""

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def fill(self, **params: object) -> "Text":
        """The text with `{name}` places filled, in both languages."""
        return Text(self.en.format_map(params), self.zh.format_map(params))


def t(en: str, zh: str) -> Text:
    return Text(en, zh)
