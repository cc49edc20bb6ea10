"""What permissions are called: people read what one allows, and never its code."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from lotproof.kernel.masking import masked_fields, personal_permission
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.refusals import NotPermitted
from lotproof.kernel.registry import COMMANDS, MODULES
from lotproof.kernel.text import Text, t

KERNEL: Final = {
    "kernel": t("System", "系统"),
    "ledger": t("Ledger", "账本"),
}
"""What stands before the dot in the kernel's own names, which no module folder declares."""


def read_permission(kind: str) -> str:
    """What reading records of a kind needs: that of their module, unless they are somebody's own;
    the kernel's are the ledger's."""
    visible = RECORDS[kind].visible if kind in RECORDS else None
    return module_permission(kind) if visible is None else visible.permission


def module_permission(kind: str) -> str:
    """What reading all records of a kind needs, whoever they belong to."""
    module = kind.partition(".")[0]
    return "ledger.read" if module == "kernel" else f"{module}.read"


def permission_labels() -> Mapping[str, Text]:
    """Each permission by its code, said by what it allows: the commands it is for, or reading."""
    return _labels(len(COMMANDS), len(RECORDS))


@cache
def _labels(commands: int, kinds: int) -> Mapping[str, Text]:
    """Made once for a registry; asked for again where it has grown meanwhile."""
    del commands, kinds
    allows: dict[str, list[Text]] = {}
    for kind in sorted(RECORDS.values(), key=lambda kind: kind.name):
        title = _title(kind)
        allows[read_permission(kind.name)] = [
            Text(f"Read: {title.en}", f"查看：{title.zh}"),
        ]
        if masked_fields(kind.name):
            allows[personal_permission(kind.name)] = [
                Text(f"Personal data: {title.en}", f"个人信息：{title.zh}")
            ]
    for spec in sorted(COMMANDS.values(), key=lambda spec: spec.kind):
        allows.setdefault(spec.permission, []).append(spec.label)
    return {code: _together(allows[code]) for code in sorted(allows)}


def permission_label(code: str) -> Text:
    """What a permission is called; a code that the program does not know stands for itself."""
    return permission_labels().get(code, Text(code, code))


def not_permitted(code: str) -> NotPermitted:
    """The refusal for want of a permission, in people's words."""
    return NotPermitted(permission=permission_label(code))


def _title(kind: Kind) -> Text:
    """A module that nobody declared, such as that of the kernel's tests, stands for itself."""
    module = kind.name.partition(".")[0]
    if module in MODULES:
        return MODULES[module].title
    return KERNEL.get(module, Text(module, module))


def _together(texts: Iterable[Text]) -> Text:
    every = list(texts)
    return Text("; ".join(each.en for each in every), "；".join(each.zh for each in every))
