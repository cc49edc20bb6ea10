"""A signed record as it is printed: its content, its signatures and its history, in one language.

The three items of 21 CFR 11.50(a), printed name, date and time, meaning, stand with each signature.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from lotproof.derive.names import Name
from lotproof.derive.overview_paper import Pairs, Paper, Table
from lotproof.kernel import clock
from lotproof.kernel.masking import MASKED
from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.site import Site
from lotproof.kernel.text import Language, Text, t

HISTORY_MAX: Final = 200
"""Entries of the history that are printed, the newest; the digest is of these."""
_YES, _NO, _NONE = t("yes", "是"), t("no", "否"), t("none", "无")
_PEOPLE: Final = "usr_"


class Given(NamedTuple):
    """A signature as it is printed; `content` is the salted digest of what was signed."""

    name: str
    user: str
    at: str
    meaning: Text
    content: str
    seq: int


class Found(NamedTuple):
    """A record as readers get it, with what belongs on its paper."""

    kind: str
    key: str
    record: Mapping[str, Any]
    signatures: Sequence[Given]
    story: Sequence[Mapping[str, Any]]
    """What `timeline` tells, newest first."""
    names: Mapping[str, Name]


def ids_in(kind: str, record: Mapping[str, Any], story: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of things and people that the paper calls by their names."""
    actors = {str(each["actor"]) for each in story}
    fields = RECORDS[kind].by_name
    named = {
        str(value)
        for name, value in record.items()
        if name in fields and (fields[name].kind == "id" or str(value).startswith(_PEOPLE))
    }
    return actors | named


def signed_paper(found: Found, site: Site, language: Language) -> Paper:
    """The paper of a signed record of one site."""
    writer = _Writer(found, site, language)
    kind = RECORDS[found.kind]
    marks = [t("DEMONSTRATION", "演示数据")] if site.is_demonstration else []
    return Paper(
        language=language,
        title=kind.label.in_(language),
        name=str(found.record.get("number") or found.record.get("name") or found.key),
        item=f"{kind.label.in_(language)} · {found.kind} · {found.key}",
        site=site.name,
        zone=site.zone,
        marks=[each.in_(language) for each in marks],
        sections=[writer.content(kind), writer.signatures(), writer.history()],
        empty=_NONE.in_(language),
    )


class _Writer:
    """Says one record in one language."""

    def __init__(self, found: Found, site: Site, language: Language) -> None:
        self.found, self.site, self.language = found, site, language

    def content(self, kind: Kind) -> Pairs:
        shown = [
            (self._say(field.meaning.label), self._value(field, self.found.record[field.name]))
            for field in kind.fields
            if self.found.record.get(field.name) is not None
        ]
        masked = self.found.record.get(MASKED) or ()
        withheld = t("not permitted to see", "无权查看")
        shown += [
            (self._say(kind.by_name[name].meaning.label), self._say(withheld)) for name in masked
        ]
        return Pairs(self._say(t("Content", "内容")), shown)

    def signatures(self) -> Table:
        head = (
            t("Printed name", "签名人"),
            t("Date and time", "日期与时间"),
            t("Meaning", "签名含义"),
            t("Entry", "账本条目"),
            t("Digest of what was signed", "所签内容摘要"),
        )
        rows = [
            [
                f"{each.name} ({each.user})",
                self._moment(each.at),
                self._say(each.meaning),
                f"#{each.seq}",
                each.content,
            ]
            for each in self.found.signatures
        ]
        title = self._say(t("Electronic signatures", "电子签名"))
        return Table(title, [self._say(each) for each in head], [4, 5, 4, 2, 7], rows)

    def history(self) -> Table:
        head = (
            t("Entry", "账本条目"),
            t("Date and time", "日期与时间"),
            t("Who", "操作人"),
            t("What", "操作"),
            t("Reason", "原因"),
        )
        rows = [
            [
                f"#{each['seq']}",
                self._moment(each["recorded"]),
                self._called(each["actor"]),
                self._what(each),
                str(each["reason"] or ""),
            ]
            for each in self.found.story
        ]
        title = t("History, newest first, at most {n} entries", "历史（由新到旧，至多 {n} 条）")
        said = self._say(title.fill(n=HISTORY_MAX))
        return Table(said, [self._say(each) for each in head], [2, 5, 4, 6, 4], rows)

    # --- words ----------------------------------------------------------------------------------

    def _say(self, text: Text) -> str:
        return text.in_(self.language)

    def _moment(self, text: str) -> str:
        """On the site's clock, to the second, with its zone."""
        said = clock.moment(clock.parse(text), self.site.zone)
        return f"{said:%Y-%m-%d %H:%M:%S} {self.site.zone}"

    def _called(self, id_: str) -> str:
        known = self.found.names.get(id_)
        return id_ if known is None or known.name == id_ else f"{known.name} ({id_})"

    def _what(self, told: Mapping[str, Any]) -> str:
        label = str(told["label"][self.language])
        if told["outcome"] != "refused":
            return label
        return f"{label} – {self._say(t('refused', '被拒绝'))} ({told['code']})"

    def _value(self, field: Field, value: Any) -> str:
        match field.kind:
            case "instant":
                return self._moment(value)
            case "yesno":
                return self._say(_YES if value else _NO)
            case "choice":
                return self._say(field.type(value).label)
            case "list":
                assert field.item is not None
                item = field.item
                return "; ".join(self._value(item, each) for each in value)
            case "shape":
                by_name = {each.name: each for each in fields_of(field.type)}
                return ", ".join(
                    f"{self._say(by_name[name].meaning.label)}: {self._value(by_name[name], each)}"
                    for name, each in value.items()
                    if each is not None
                )
            case "map":
                return ", ".join(f"{name}: {each}" for name, each in value.items())
        return self._called(str(value))
