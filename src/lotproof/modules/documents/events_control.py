"""What has happened to controlled documents."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import (
    CopyNumber,
    Digest,
    DocumentCopyId,
    DocumentId,
    DocumentLinkId,
    DocumentReviewId,
    DocumentRevisionId,
    DocumentStepId,
    DutyOfStep,
    EffectiveOn,
    EndOfCopy,
    HoldsFor,
    NextReviewOn,
    OnDate,
    RenditionLanguageOf,
    VerdictOfReview,
)


@event(
    "documents.document_registered/1",
    t("Document {document_id} registered", "已登记文件 {document_id}"),
)
class DocumentRegistered(Event):
    document_id: DocumentId


@event(
    "documents.document_changed/1", t("Document {document_id} changed", "已变更文件 {document_id}")
)
class DocumentChanged(Event):
    document_id: DocumentId


@event(
    "documents.revision_drafted/1",
    t(
        "Revision {revision_id} of {document_id} drafted",
        "已编制 {document_id} 的版本 {revision_id}",
    ),
)
class RevisionDrafted(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event(
    "documents.draft_replaced/1",
    t("New file for the draft {revision_id}", "已更换草稿 {revision_id} 的文件"),
)
class DraftReplaced(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event(
    "documents.revision_submitted/1",
    t("{revision_id} submitted for review", "{revision_id} 已送审"),
)
class RevisionSubmitted(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event("documents.step_done/1", t("{revision_id}: {duty} done", "{revision_id}：{duty}已完成"))
class StepDone(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId
    step_id: DocumentStepId
    duty: DutyOfStep


@event(
    "documents.revision_returned/1",
    t("{revision_id} returned to its author", "{revision_id} 已退回编制人"),
)
class RevisionReturned(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event("documents.revision_approved/1", t("{revision_id} approved", "{revision_id} 已批准"))
class RevisionApproved(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event(
    "documents.effective_date_set/1",
    t(
        "{revision_id} is to be effective on {effective_on}",
        "{revision_id} 定于 {effective_on} 生效",
    ),
)
class EffectiveDateSet(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId
    effective_on: EffectiveOn


@event(
    "documents.revision_effective/1",
    t("{revision_id} of {document_id} is effective", "{document_id} 的 {revision_id} 已生效"),
)
class RevisionEffective(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event(
    "documents.revision_superseded/1",
    t("{revision_id} of {document_id} superseded", "{document_id} 的 {revision_id} 已被替代"),
)
class RevisionSuperseded(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event("documents.revision_withdrawn/1", t("{revision_id} withdrawn", "{revision_id} 已撤回"))
class RevisionWithdrawn(Event):
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event("documents.document_obsolete/1", t("{document_id} made obsolete", "{document_id} 已作废"))
class DocumentObsolete(Event):
    document_id: DocumentId


@event(
    "documents.document_linked/1",
    t("{document_id} holds for {subject}", "{document_id} 适用于 {subject}"),
)
class DocumentLinked(Event):
    link_id: DocumentLinkId
    document_id: DocumentId
    subject: HoldsFor


@event(
    "documents.link_ended/1",
    t("{document_id} holds no more for {subject}", "{document_id} 不再适用于 {subject}"),
)
class LinkEnded(Event):
    link_id: DocumentLinkId
    document_id: DocumentId
    subject: HoldsFor


@event(
    "documents.copy_issued/1",
    t("Copy {number} of {revision_id} issued", "已发放 {revision_id} 的副本 {number}"),
)
class CopyIssued(Event):
    copy_id: DocumentCopyId
    revision_id: DocumentRevisionId
    number: CopyNumber


@event(
    "documents.copy_recalled/1",
    t(
        "Copy {copy_id} of {revision_id} to be brought back",
        "须收回 {revision_id} 的副本 {copy_id}",
    ),
)
class CopyRecalled(Event):
    copy_id: DocumentCopyId
    revision_id: DocumentRevisionId


@event(
    "documents.copy_printed/1",
    t("Copy {copy_id} printed, content {digest}", "已打印副本 {copy_id}，内容摘要 {digest}"),
)
class CopyPrinted(Event):
    copy_id: DocumentCopyId
    revision_id: DocumentRevisionId
    digest: Digest
    language: RenditionLanguageOf


@event("documents.copy_accounted/1", t("Copy {copy_id}: {end}", "副本 {copy_id}：{end}"))
class CopyAccounted(Event):
    copy_id: DocumentCopyId
    revision_id: DocumentRevisionId
    end: EndOfCopy


@event(
    "documents.review_due/1",
    t("{document_id} is to be reviewed by {due_on}", "{document_id} 须于 {due_on} 前评审"),
)
class ReviewDue(Event):
    document_id: DocumentId
    due_on: NextReviewOn


@event(
    "documents.document_reviewed/1",
    t("{document_id} reviewed: {verdict}", "{document_id} 已评审：{verdict}"),
)
class DocumentReviewed(Event):
    document_id: DocumentId
    review_id: DocumentReviewId
    verdict: VerdictOfReview


@event(
    "documents.device_file_exported/1",
    t("Device file of {subject} as of {on} exported", "已导出 {subject} 截至 {on} 的器械主文档"),
)
class DeviceFileExported(Event):
    subject: HoldsFor
    on: OnDate
    digest: Digest
