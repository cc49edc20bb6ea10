"""What can be asked of controlled documents."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import (
    Approvers,
    ChangeSummary,
    CopyHolders,
    CopyPlace,
    Digest,
    DocumentCopyId,
    DocumentId,
    DocumentLinkId,
    DocumentNumber,
    DocumentOwner,
    DocumentRevisionId,
    DocumentRevisionText,
    DocumentTitle,
    DocumentTitleZh,
    EditionFound,
    EffectiveOn,
    EndOfCopy,
    FileName,
    HoldsFor,
    IsEditorial,
    IsInOrder,
    KindOfDocument,
    LinkedOperation,
    OnDate,
    RenditionLanguageOf,
    Reviewers,
    ReviewMonths,
    ReviewNote,
    VerdictOfReview,
)


@command(
    "documents.register_document/1",
    t("Register document", "登记文件"),
    permission="documents.document.register",
    zh="登记一份受控文件；不填编号则按类别自动编号。",
)
class RegisterDocument(Command):
    """Put a document under control. Without a number it gets the next one of its kind."""

    kind: KindOfDocument
    title: DocumentTitle
    owner_id: DocumentOwner
    title_zh: DocumentTitleZh | None = None
    number: DocumentNumber | None = None
    review_months: ReviewMonths | None = None


@command(
    "documents.change_document/1",
    t("Change document", "变更文件信息"),
    permission="documents.document.change",
    zh="变更文件的标题、归口负责人或评审周期；内容只能以新版本变更。",
    needs_reason=True,
)
class ChangeDocument(Command):
    """Change title, owner or review period. Content changes by a new revision only."""

    document_id: DocumentId
    title: DocumentTitle
    owner_id: DocumentOwner
    title_zh: DocumentTitleZh | None = None
    review_months: ReviewMonths | None = None


@command(
    "documents.draft_revision/1",
    t("Draft revision", "编制版本"),
    permission="documents.revision.draft",
    zh="以已存入的文件编制一个版本；现行版本在新版生效前继续有效。",
)
class DraftRevision(Command):
    """Draft a revision from a stored file. What is effective stays so until this one is."""

    document_id: DocumentId
    revision: DocumentRevisionText
    digest: Digest
    name: FileName
    change_summary: ChangeSummary
    is_editorial: IsEditorial = False


@command(
    "documents.replace_draft/1",
    t("Replace file of draft", "更换草稿文件"),
    permission="documents.revision.draft",
    zh="更换本人草稿的文件与变更说明；送审后不能更换。",
)
class ReplaceDraft(Command):
    """Bring another file for one's own draft. What is in review is not changed."""

    revision_id: DocumentRevisionId
    digest: Digest
    name: FileName
    change_summary: ChangeSummary
    is_editorial: IsEditorial = False


@command(
    "documents.submit_revision/1",
    t("Submit for review", "送审"),
    permission="documents.revision.draft",
    zh="编制人送审，并指定审核人与批准人；三者不得为同一人。",
    signs=t("Author", "编制"),
)
class SubmitRevision(Command):
    """Submit one's own draft to reviewers and approvers; nobody has two of these parts."""

    revision_id: DocumentRevisionId
    reviewers: Reviewers
    approvers: Approvers
    is_in_order: IsInOrder = False
    effective_on: EffectiveOn | None = None


@command(
    "documents.review_revision/1",
    t("Pass review", "审核通过"),
    permission="documents.revision.review",
    zh="被指定的审核人说明已审核该版本且无异议。",
    signs=t("Reviewed", "审核"),
)
class ReviewRevision(Command):
    """Say, as a named reviewer, that the revision was read and may go on."""

    revision_id: DocumentRevisionId


@command(
    "documents.approve_revision/1",
    t("Approve revision", "批准版本"),
    permission="documents.revision.approve",
    zh="被指定的批准人批准该版本；最后一人批准后即为已批准。",
    signs=t("Approved", "批准"),
)
class ApproveRevision(Command):
    """Approve, as a named approver. With the last of them the revision is approved."""

    revision_id: DocumentRevisionId


@command(
    "documents.return_revision/1",
    t("Return to author", "退回编制人"),
    permission="documents.revision.review",
    zh="轮到的审核人或批准人说明理由并退回；修改后重新送审。",
    needs_reason=True,
)
class ReturnRevision(Command):
    """Say what is wrong, as the reviewer or approver whose turn it is; it is a draft again."""

    revision_id: DocumentRevisionId


@command(
    "documents.set_effective_date/1",
    t("Set effective date", "设定生效日期"),
    permission="documents.revision.schedule",
    zh="设定已批准版本的生效日期；到日自动生效。",
)
class SetEffectiveDate(Command):
    """Say on which day an approved revision becomes effective, by itself."""

    revision_id: DocumentRevisionId
    effective_on: EffectiveOn


@command(
    "documents.make_effective/1",
    t("Make effective", "使版本生效"),
    permission="documents.revision.make_effective",
    zh="生效日期已到的已批准版本生效，同时替代原版本并收回其副本。",
)
class MakeEffective(Command):
    """Let an approved revision hold whose day has come; it supersedes the one before."""

    revision_id: DocumentRevisionId


@command(
    "documents.withdraw_revision/1",
    t("Withdraw revision", "撤回版本"),
    permission="documents.revision.withdraw",
    zh="终止尚未生效的版本。",
    needs_reason=True,
)
class WithdrawRevision(Command):
    """End a revision that has not been effective."""

    revision_id: DocumentRevisionId


@command(
    "documents.make_obsolete/1",
    t("Make document obsolete", "作废文件"),
    permission="documents.document.make_obsolete",
    zh="作废文件及其所有版本，并收回副本；记录与文件仍保留。",
    needs_reason=True,
    signs=t("Made obsolete", "作废"),
)
class MakeObsolete(Command):
    """End a document with all its revisions and call its copies back; files are kept."""

    document_id: DocumentId


@command(
    "documents.link_document/1",
    t("Link document", "关联文件"),
    permission="documents.document.link",
    zh="说明文件适用于何处：物料（或其某道工序）、区域、工位或设备。",
)
class LinkDocument(Command):
    """Say where a document holds: for an item or one of its operations, at a workplace."""

    document_id: DocumentId
    subject: HoldsFor
    operation: LinkedOperation | None = None


@command(
    "documents.end_link/1",
    t("End document link", "解除文件关联"),
    permission="documents.document.link",
    zh="说明文件为何不再适用于该处。",
    needs_reason=True,
)
class EndLink(Command):
    """Say why a document holds no more there."""

    link_id: DocumentLinkId


@command(
    "documents.issue_copies/1",
    t("Issue controlled copies", "发放受控副本"),
    permission="documents.copy.issue",
    zh="为生效版本发放编号的纸质副本，每位持有人一份。",
)
class IssueCopies(Command):
    """Issue numbered copies of the effective revision, one for each holder."""

    revision_id: DocumentRevisionId
    holders: CopyHolders
    place: CopyPlace | None = None


@command(
    "documents.print_copy/1",
    t("Print controlled copy", "打印受控副本"),
    permission="documents.copy.print",
    zh="打印一份受控副本；所印文件的摘要记入账本。每个编号只打印一次。",
)
class PrintCopy(Command):
    """Print a controlled copy, once; the digest of what is printed is sealed."""

    copy_id: DocumentCopyId
    digest: Digest
    language: RenditionLanguageOf


@command(
    "documents.account_for_copy/1",
    t("Account for copy", "处置副本"),
    permission="documents.copy.account",
    zh="说明受控副本的去向：收回、销毁或遗失。",
)
class AccountForCopy(Command):
    """Say what became of a controlled copy: returned, destroyed or lost."""

    copy_id: DocumentCopyId
    end: EndOfCopy


@command(
    "documents.remind_of_review/1",
    t("Remind of periodic review", "提醒定期评审"),
    permission="documents.document.remind",
    zh="评审日期将到时开立任务；由程序按日期发出。",
)
class RemindOfReview(Command):
    """Open a task for a review that comes due; sent by the program when it is time."""

    document_id: DocumentId


@command(
    "documents.record_review/1",
    t("Record periodic review", "记录定期评审"),
    permission="documents.document.review",
    zh="说明文件是否继续有效；外来标准须填查得的最新版次。",
    signs=t("Reviewed periodically", "定期评审"),
)
class RecordReview(Command):
    """Say whether a document still holds; of a standard, which edition is the newest."""

    document_id: DocumentId
    verdict: VerdictOfReview
    note: ReviewNote
    edition_found: EditionFound | None = None


@command(
    "documents.export_device_file/1",
    t("Export medical device file", "导出器械主文档"),
    permission="documents.device_file.export",
    zh="导出物料在某日有效的器械主文档；其清单摘要记入账本。由程序发出。",
)
class ExportDeviceFile(Command):
    """Export what was effective for an item on a day; the digest of its list is sealed."""

    subject: HoldsFor
    on: OnDate
    digest: Digest
