"""Documents under control in the story: effective, superseded, on a reviewer's desk, on paper."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from lotproof.adapters.file_store import FileStore
from lotproof.adapters.typesetting import pdf
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo.world import World
from lotproof.kernel import clock
from lotproof.kernel.work import Reader
from lotproof.modules.documents.queries import document_by_number

Look = Callable[[Callable[[Reader], Any]], Any]
AUTHOR, REVIEWER, APPROVER = "engineer", "inspector", "quality"
_PAGE: Final = """
#set page(paper: "a5", margin: 18mm, numbering: "1 / 1")
#set text(font: "Noto Sans SC", size: 10pt)
"""
_MONTHS: Final = 24


class Paper(NamedTuple):
    """A document, what it says, and where it holds: (thing, operation)."""

    number: str
    kind: str
    title: str
    title_zh: str
    sections: tuple[str, ...]
    holds_for: tuple[tuple[str, str | None], ...] = ()


ASSEMBLY: Final = Paper(
    "SOP-101", "sop", "Assembly of infusion sets", "输液器组装作业指导书",
    ("1 Purpose 目的", "2 Preparation 准备", "3 Joining tube and chamber 粘接导管与滴斗",
     "4 Leak test 气密性试验", "5 Records 记录"),
    (("DV-IVSET", "ASM"), ("ASM1", None)),
)  # fmt: skip
SEALING: Final = Paper(
    "SOP-102", "sop", "Pouch sealing", "包装封口作业指导书",
    ("1 Settings 参数设定", "2 Peel sample 剥离试样", "3 Line clearance 清场"),
    (("DV-IVSET", "SEAL"), ("SEAL1", None)),
)  # fmt: skip
DRAWING: Final = Paper(
    "DWG-201", "drawing", "Bone screw, general drawing", "骨螺钉总图",
    ("Sheet 1 第 1 页", "Sheet 2: thread 螺纹 第 2 页"),
    (("DV-SCREW", None), ("CNC1", None)),
)  # fmt: skip
STANDARD: Final = Paper(
    "ISO 13485", "external_standard", "Quality management systems for medical devices",
    "医疗器械 质量管理体系", ("Title page only 仅存封面",),
)  # fmt: skip
INSTRUCTIONS: Final = Paper(
    "IFU-301", "ifu", "Instructions for use, infusion set", "输液器使用说明书",
    ("Intended use 预期用途", "Warnings 警告", "How to use 使用方法"), (("DV-IVSET", None),),
)  # fmt: skip
POLICY: Final = Paper(
    "POL-001", "policy", "Accountability for electronic signatures", "电子签名责任声明",
    ("1 An electronic signature binds like a handwritten one 电子签名与手写签名等效",
     "2 Nobody signs for another; a secret is nobody else's 不得代签，签名口令不得告知他人",
     "3 Whoever signs is accountable for what they signed 签名人对所签内容负责"),
)  # fmt: skip

_SOON_S = 20.0


def prepare(plant: Plant, world: World, look: Look) -> None:
    """What the plant works by, where an earlier history has not left it."""
    if look(lambda reader: document_by_number(reader, ASSEMBLY.number)) is not None:
        return
    for paper in (ASSEMBLY, SEALING, DRAWING):
        document_id = _registered(world, paper)
        first = _effective(plant, world, paper, document_id, "A")
        if paper is ASSEMBLY:
            old = _copies(world, first, "operator", "operator2")
            second = _effective(plant, world, paper, document_id, "B")
            _copies(world, second, "operator", "operator2")
            world.do(
                "quality", "documents.account_for_copy",
                copy_id=old, end="returned",
            )  # fmt: skip
    standard = _registered(world, STANDARD)
    _effective(plant, world, STANDARD, standard, "2016")
    world.do(
        "quality", "documents.record_review", document_id=standard, verdict="keep",
        note="No newer edition in the issuer's catalogue 发布机构目录中无新版",
        edition_found="2016",
    )  # fmt: skip
    _effective(plant, world, POLICY, _registered(world, POLICY), "A")
    # Left on its reviewer's desk.
    _submitted(plant, world, INSTRUCTIONS, _registered(world, INSTRUCTIONS), "A")


def _registered(world: World, paper: Paper) -> str:
    document_id: str = world.do(
        AUTHOR, "documents.register_document", kind=paper.kind, number=paper.number,
        title=paper.title, title_zh=paper.title_zh, owner_id=world.users[AUTHOR],
        review_months=_MONTHS,
    ).value("document_id")  # fmt: skip
    for thing, operation in paper.holds_for:
        where = {"operation": operation} if operation else {}
        world.do(
            AUTHOR, "documents.link_document", document_id=document_id,
            subject=world.ids[thing], **where,
        )  # fmt: skip
    return document_id


def _submitted(plant: Plant, world: World, paper: Paper, document_id: str, revision: str) -> str:
    revision_id: str = world.do(
        AUTHOR, "documents.draft_revision", document_id=document_id, revision=revision,
        digest=_stored(plant, world, paper, revision), name=f"{paper.number} {revision}.pdf",
        change_summary="First issue 首次发布" if revision in ("A", "2016")
        else "Leak test at 30 kPa instead of 20 气密性试验压力由 20 kPa 改为 30 kPa",
    ).value("revision_id")  # fmt: skip
    # A short history has long pauses: the day that is named must not be over before it is sent.
    pace, world.pace_s = world.pace_s, min(world.pace_s, _SOON_S)
    world.leave_time(2 * _SOON_S)
    world.do(
        AUTHOR, "documents.submit_revision", revision_id=revision_id,
        reviewers=[world.users[REVIEWER]], approvers=[world.users[APPROVER]],
        effective_on=world.today,
    )  # fmt: skip
    world.pace_s = pace
    return revision_id


def _effective(plant: Plant, world: World, paper: Paper, document_id: str, revision: str) -> str:
    revision_id = _submitted(plant, world, paper, document_id, revision)
    world.do(REVIEWER, "documents.review_revision", revision_id=revision_id)
    world.do(APPROVER, "documents.approve_revision", revision_id=revision_id)
    world.do("sys_clock", "documents.make_effective", revision_id=revision_id)
    return revision_id


def _copies(world: World, revision_id: str, *holders: str) -> str:
    """Issue a copy to each; the id of the first."""
    copy_id: str = world.do(
        APPROVER, "documents.issue_copies", revision_id=revision_id,
        holders=[world.users[each] for each in holders], place="ASM1",
    ).value("copy_id")  # fmt: skip
    return copy_id


def _stored(plant: Plant, world: World, paper: Paper, revision: str) -> str:
    """The digest of a paper that is kept as somebody's upload is."""
    said = "\n\n".join(f"== {each}\n\n{paper.title} / {paper.title_zh}" for each in paper.sections)
    head = f"= {paper.number} · {paper.title} · {revision}\n\n{paper.title_zh}\n\n"
    content = pdf(_PAGE + head + said, {}, clock.instant(world.moment))
    store = FileStore(plant.folder)
    with store.incoming() as incoming:
        incoming.write(content)
        store.keep(incoming)
        world.do(
            "sys_api", "documents.store_file", digest=incoming.digest,
            size_bytes=incoming.size_bytes, media_type="application/pdf",
            user_id=world.users[AUTHOR],
        )  # fmt: skip
        return incoming.digest
