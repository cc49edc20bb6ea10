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
        """The text with `{name}` places filled, in both languages; a Text in its own in each."""
        return Text(self.en.format_map(_in("en", params)), self.zh.format_map(_in("zh", params)))


def _in(language: Language, params: dict[str, object]) -> dict[str, object]:
    return {
        name: value.in_(language) if isinstance(value, Text) else value
        for name, value in params.items()
    }


def t(en: str, zh: str) -> Text:
    return Text(en, zh)
