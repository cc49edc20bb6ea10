"""Parts that are gone: erased by a sealed decision, or taken."""

from typing import Any

from sqlalchemy import select

from lotproof.adapters.verify.findings import Findings
from lotproof.adapters.verify.reading import Read
from lotproof.adapters.verify.replay import changes_in
from lotproof.kernel.database import Connection, Statement
from lotproof.kernel.erased import ErasedPart
from lotproof.kernel.text import Text, t

_TABLE = ErasedPart.KIND.table
_CLAIMED = Statement[Any](select(_TABLE.c.entry, _TABLE.c.part))


class Erasures:
    """What the table says was erased, and whether a later entry of the ledger says so too."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.rows(_CLAIMED.on(connection.dialect)[0], [])
        self.claimed = frozenset((int(entry), str(part)) for entry, part in rows)
        self.gone: dict[tuple[int, str], str] = {}
        """Entry and part that are missing, with the commitment of the entry."""
        self.told: list[dict[str, Any]] = []
        """What was erased, and by which entry."""

    def read(self, read: Read) -> None:
        """Note what an entry lacks, and what it says that it destroyed."""
        for name, commitment in read.envelope.parts.items():
            if (read.seq, name) in self.claimed and name not in read.parts:
                self.gone[read.seq, name] = commitment
        if not self.claimed or read.envelope.outcome != "done":
            return
        try:
            named = [c.new for c in changes_in(read.parts) if c.record == ErasedPart.KIND.name]
        except ValueError:  # the replay names it
            return
        for new in named:
            if new is not None:
                self.told.append({"by": read.seq, **new})

    def settle(self, findings: Findings, first: int) -> list[dict[str, Any]]:
        """Name what is missing without a word, and what is still there in spite of it; gives what
        was erased. `first` is the first entry that was read."""
        erased = []
        for each in self.told:
            place = {"entry": each["entry"], "part": each["part"]}
            if each["entry"] < first:
                continue
            commitment = self.gone.pop((each["entry"], each["part"]), None)
            if commitment is None or each["entry"] >= each["by"]:
                said = t("was erased by entry {by} and is there", "已由第 {by} 条销毁却仍在").fill(
                    **each
                )
                findings.add("bytes", place, "insert", _said(place, said))
            elif commitment != each["commitment"]:
                said = t(
                    "is not the one that entry {by} erased", "不是第 {by} 条所销毁的内容"
                ).fill(**each)
                findings.add("bytes", place, "edit", _said(place, said))
            else:
                erased.append(place | {"by": each["by"]})
        for entry, part in sorted(self.gone):
            place = {"entry": entry, "part": part}
            gone = t("is gone, and no entry erased it", "已丢失，且没有记录说明其销毁")
            findings.add("bytes", place, "delete", _said(place, gone))
        return erased


def _said(place: dict[str, Any], what: Text) -> Text:
    return t(
        f"part {place['part']} of entry {place['entry']} {what.en}",
        f"第 {place['entry']} 条的内容 {place['part']} {what.zh}",
    )
