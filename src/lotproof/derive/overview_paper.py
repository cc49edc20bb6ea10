"""The page of a unit as it is printed: titled sections of words, in one language."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

import msgspec

from lotproof.derive.overview_sections import SECTIONS, Section
from lotproof.kernel import clock
from lotproof.kernel.meaning import Field
from lotproof.kernel.record import RECORDS
from lotproof.kernel.site import Site
from lotproof.kernel.text import Language, Text, t

_encode = msgspec.json.Encoder(order="deterministic").encode

_SHOWN: Final[dict[str, tuple[str, ...]]] = {
    "lot": ("origin", "purpose", "supplier_lot", "made_on", "expires_on", "opened_at"),
    "serial": (),
    "package": ("level", "packed_at"),
}
"""Fields of the record that stand under identity, besides what is named on its own."""
_YES, _NO, _NONE = t("yes", "是"), t("no", "否"), t("none", "无")


class Pairs(msgspec.Struct, tag="pairs"):
    """A section of labels and values."""

    title: str
    pairs: list[tuple[str, str]]


class Table(msgspec.Struct, tag="table"):
    """A section of rows; `shares` are the widths of its columns against each other."""

    title: str
    head: list[str]
    shares: list[int]
    rows: list[list[str]]


class Paper(msgspec.Struct):
    """What is printed, without the receipt: the digest is of this."""

    language: Language
    title: str
    name: str
    item: str
    site: str
    zone: str
    marks: list[str]
    sections: list[Pairs | Table]
    empty: str

    def as_json(self) -> bytes:
        return _encode(self)

    @property
    def digest(self) -> str:
        """SHA-256 of the content in hexadecimal."""
        return sha256(self.as_json()).hexdigest()


def paper(found: Mapping[str, Any], site: Site, language: Language) -> Paper:
    """The overview of a unit (see `unit_overview`) as a paper of one site."""
    writer = _Writer(found, site, language)
    kind, item = RECORDS[f"warehouse.{found['unit']}"], found.get("item")
    return Paper(
        language=language,
        title=writer.say(Text(f"{kind.label.en} overview", f"{kind.label.zh}概览")),
        name=found["record"].get("number") or found["record"].get("sscc") or found["subject"],
        item="" if item is None else f"{item['number']} · {_name(item, language)}",
        site=site.name,
        zone=site.zone,
        marks=writer.marks(),
        sections=[writer.identity(), *writer.tables()],
        empty=writer.say(_NONE),
    )


def _name(item: Mapping[str, Any], language: Language) -> str:
    return str(item.get("name_zh", item["name"]) if language == "zh" else item["name"])


class _Writer:
    """Says one overview in one language."""

    def __init__(self, found: Mapping[str, Any], site: Site, language: Language) -> None:
        self.found, self.site, self.language = found, site, language

    def marks(self) -> list[str]:
        """What must not be overlooked."""
        marks = [self.found["state_label"][self.language]]
        for is_so, mark in (
            (self.found["is_expired"], t("EXPIRED", "已过期")),
            (bool(self.found["holds"]), t("ON HOLD", "暂扣中")),
            (bool(self.found["hidden"]), t("PARTS LEFT OUT: no permission", "部分内容无权查看")),
            (self.site.is_demonstration, t("DEMONSTRATION", "演示数据")),
        ):
            if is_so:
                marks.append(self.say(mark))
        return marks

    def identity(self) -> Pairs:
        found, record = self.found, self.found["record"]
        kind = RECORDS[f"warehouse.{found['unit']}"]
        pairs = [(self.say(t("Id", "编号")), str(found["subject"]))]
        pairs += [
            (self.say(field.meaning.label), self._value(field, record[field.name]))
            for field in (kind.by_name[name] for name in _SHOWN[found["unit"]])
            if record.get(field.name) is not None
        ]
        for key, label, shown in (
            ("lot", t("Lot", "批"), "number"),
            ("supplier", t("Supplier", "供应商"), "name"),
            ("order", t("Made by order", "生产工单"), "number"),
        ):
            if key in found:
                pairs.append((self.say(label), f"{found[key][shown]} ({found[key]['id']})"))
        if "quantity" in found:
            said = f"{found['quantity']} {found['unit_of_measure']}"
            pairs.append((self.say(t("In stock", "在库数量")), said))
        if record.get("decided_by"):
            said = f"{self.who(record['decided_by'])} {self.moment(record.get('decided_at'))}"
            pairs.append((self.say(t("Decided by", "判定人")), said))
        return Pairs(self.say(t("Identity", "身份")), pairs)

    def tables(self) -> list[Table]:
        found = (self._table(section) for section in SECTIONS)
        return [each for each in found if each is not None]

    def _table(self, section: Section) -> Table | None:
        rows = section.rows(self.found)
        if rows is None:
            return None
        return Table(
            self.say(section.title),
            [self.say(each.heading) for each in section.columns],
            [each.share for each in section.columns],
            [[self._cell(each.shown(self, row)) for each in section.columns] for row in rows],
        )

    # --- words ----------------------------------------------------------------------------------

    def say(self, text: Text) -> str:
        return text.in_(self.language)

    def who(self, actor: str | None) -> str:
        if actor is None:
            return ""
        name = str(self.found["names"].get(actor, actor))
        return name if name == actor else f"{name} ({actor})"

    def moment(self, text: str | None) -> str:
        """On the site's clock, to the second."""
        if text is None:
            return ""
        return f"{clock.moment(clock.parse(text), self.site.zone):%Y-%m-%d %H:%M:%S}"

    def _cell(self, value: object) -> str:
        if isinstance(value, bool):
            return self.say(_YES if value else _NO)
        if isinstance(value, dict):
            return str(value[self.language])
        if isinstance(value, list):
            return self.say(t(", ", "、")).join(self._cell(each) for each in value)
        return "" if value is None else str(value)

    def _value(self, field: Field, value: Any) -> str:
        if field.kind == "instant":
            return self.moment(value)
        if field.kind == "choice":
            return self.say(next(c.label for c in field.type if c.value == value))
        return str(value)
