"""What labelling keeps. A template is not changed: a change is a new version of it."""

from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId, PackageLevelId
from lotproof.modules.labelling.vocabulary import (
    Accepted,
    AccountState,
    ApprovedAt,
    ApprovedBy,
    CarrierOfCode,
    ChangedFrom,
    CheckedAt,
    CheckedBy,
    Content,
    Copies,
    Destroyed,
    Differing,
    DraftedAt,
    DraftedBy,
    ElementPosition,
    FirstLabel,
    FormatOfPrint,
    FromLeft,
    FromTop,
    Height,
    IsBold,
    IsControlled,
    Issued,
    KindOfElement,
    LabelCheckId,
    LabelCount,
    LabelHeight,
    LabelledSerials,
    LabelRunId,
    LabelTarget,
    LabelTemplateId,
    LabelValues,
    LabelWidth,
    LastLabel,
    LengthUnit,
    LetterHeight,
    Matches,
    Mismatches,
    PrintedAt,
    PrintedBy,
    Printer,
    ReprintOf,
    Returned,
    ScannedText,
    ShouldSay,
    SignShown,
    StateOfAccount,
    StateOfTemplate,
    TemplateState,
    Used,
    UseOfTemplate,
    VerdictOfCheck,
    Version,
    Width,
)
from lotproof.modules.warehouse.vocabulary import LotId, PackageId


@record(
    "labelling.template",
    t("Label template", "标签模板"),
    unique=[("target", "version")],
    index=[("item_id",), ("state",)],
)
class LabelTemplate(Record):
    """One version of a label; without item and package level, the logistic label of the site."""

    id: LabelTemplateId
    use: UseOfTemplate
    target: LabelTarget
    version: Version
    width: LabelWidth
    height: LabelHeight
    unit: LengthUnit
    drafted_by: DraftedBy
    drafted_at: DraftedAt
    item_id: ItemId | None = None
    package_level_id: PackageLevelId | None = None
    changed_from: ChangedFrom | None = None
    state: StateOfTemplate = TemplateState.DRAFT
    approved_by: ApprovedBy | None = None
    approved_at: ApprovedAt | None = None


@record("labelling.element", t("Label element", "标签元素"), key=("template_id", "position"))
class LabelElement(Record):
    """One thing on a label and the box it stands in."""

    template_id: LabelTemplateId
    position: ElementPosition
    kind: KindOfElement
    from_left: FromLeft
    from_top: FromTop
    width: Width
    height: Height
    unit: LengthUnit
    content: Content | None
    letters: LetterHeight | None
    is_bold: IsBold
    carrier: CarrierOfCode | None
    sign: SignShown | None


@record(
    "labelling.run",
    t("Label run", "标签打印批"),
    index=[("lot_id", "target"), ("package_id",), ("template_id",)],
)
class LabelRun(Record):
    """Labels printed at one time and what they say; `contents` are kept as it was then."""

    id: LabelRunId
    template_id: LabelTemplateId
    target: LabelTarget
    contents: LabelValues
    serial_ids: LabelledSerials
    copies: Copies
    quantity: LabelCount
    first_label: FirstLabel
    last_label: LastLabel
    format: FormatOfPrint
    printed_by: PrintedBy
    printed_at: PrintedAt
    lot_id: LotId | None = None
    package_id: PackageId | None = None
    printer: Printer | None = None
    reprint_of: ReprintOf | None = None
    matches: Matches = 0
    mismatches: Mismatches = 0


@record("labelling.check", t("Label check", "标签回扫记录"), index=[("run_id",)])
class LabelCheck(Record):
    """What a scanned label said, and what it should have said."""

    id: LabelCheckId
    run_id: LabelRunId
    scanned: ScannedText
    should_say: ShouldSay
    verdict: VerdictOfCheck
    differing: Differing
    checked_by: CheckedBy
    checked_at: CheckedAt


@record(
    "labelling.account",
    t("Label account", "标签台账"),
    key=("lot_id", "target"),
    index=[("state",)],
)
class LabelAccount(Record):
    """All labels of one kind for a lot: issued = used + destroyed + returned + accepted + open."""

    lot_id: LotId
    target: LabelTarget
    is_controlled: IsControlled
    issued: Issued = 0
    used: Used = 0
    destroyed: Destroyed = 0
    returned: Returned = 0
    accepted: Accepted = 0
    state: StateOfAccount = AccountState.OPEN


under_control(
    LabelTemplate,
    TemplateState.APPROVED,
    family=("target",),
    lines={LabelElement: ("position",)},
)
