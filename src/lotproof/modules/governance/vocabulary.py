"""The words of exports."""

from typing import Annotated

from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import UserLanguage


class FileFormat(Choice):
    """What the file is read with."""

    CSV = "csv", "CSV", "CSV"
    XLSX = "xlsx", "Excel", "Excel"


ExportedKind = Annotated[
    str,
    Meaning(
        label=t("Kind of record", "记录类型"),
        help=t("Such as warehouse.lot.", "如 warehouse.lot。"),
        length_max=80,
        pattern=r"[a-z]+\.[a-z_]+",
    ),
]
ExportedKey = Annotated[
    str,
    Meaning(
        label=t("Key of the record", "记录主键"),
        help=t("Such as drv_12, or parts joined by |.", "如 drv_12，多段以 | 连接。"),
        length_max=400,
    ),
]
DigestOfContent = Annotated[
    str,
    Meaning(
        label=t("Digest of the content", "内容摘要"),
        help=t(
            "SHA-256 of what the pages say, in hexadecimal; it stands on them as well.",
            "页面内容的 SHA-256（十六进制），同时印在页面上。",
        ),
        length_max=64,
        pattern=r"[0-9a-f]{64}",
    ),
]
ExportFilters = Annotated[
    list[str],
    Meaning(
        label=t("Filters", "筛选条件"),
        help=t("As in the address of the list: state=released.", "同列表地址：state=released。"),
        length_max=10_000,
        items_max=60,
        pattern=r"[a-z_0-9.]+=.*",
    ),
]
ExportColumns = Annotated[
    list[str], Meaning(label=t("Columns", "列"), length_max=80, items_max=100)
]
ExportOrder = Annotated[str, Meaning(label=t("Sorted by", "排序"), length_max=200)]
ExportSearch = Annotated[str, Meaning(label=t("Search text", "搜索文本"), length_max=100)]
FormatOfFile = Annotated[FileFormat, Meaning(label=t("File format", "文件格式"))]
LanguageOfFile = Annotated[UserLanguage, Meaning(label=t("Language", "语言"))]
