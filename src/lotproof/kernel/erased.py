"""What of the ledger was destroyed as the law asks, by which decision; the commitments stay."""

from typing import Annotated

from lotproof.kernel.meaning import Meaning
from lotproof.kernel.record import Record, record
from lotproof.kernel.site import SubjectText
from lotproof.kernel.text import t


@record(
    "kernel.erased_part",
    t("Erased part", "已擦除内容"),
    key=("entry", "part"),
    index=[("subject",), ("erasure",)],
)
class ErasedPart(Record):
    """A part of an entry that is gone. Its entry still commits to it, and every proof holds."""

    entry: Annotated[int, Meaning(label=t("Entry", "账本记录号"), minimum=0)]
    part: Annotated[str, Meaning(label=t("Part", "部分"), length_max=40)]
    subject: SubjectText
    commitment: Annotated[str, Meaning(label=t("Commitment", "承诺值"), length_max=43)]
    erasure: Annotated[str, Meaning(label=t("Erasure", "擦除"), length_max=40)]
