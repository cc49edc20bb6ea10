"""The words of labelling: templates and what stands on them, runs of labels, checks, accounts."""

from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, Shape, actor
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.warehouse.vocabulary import SerialId

LABELS_MAX: Final = 10_000
"""Labels in one run."""
SERIALS_MAX: Final = 1_000
"""Serials in one run; each has a drawing of its own."""
SCANNED_MAX: Final = 512
NANOMETRES_A_MICROMETRE: Final = 1_000
"""The smallest step of a millimetre is a nanometre; drawings are in whole micrometres."""


class LabelTemplateId(Id, prefix="ltp", label=t("Label template", "标签模板")):
    """One version of how a label looks."""


class LabelRunId(Id, prefix="lrn", label=t("Label run", "标签打印批")):
    """Labels that were printed at one time."""


class LabelCheckId(Id, prefix="lck", label=t("Label check", "标签回扫记录")):
    """One label that was scanned and compared."""


class TemplateUse(Choice):
    """On what the label is put."""

    ITEM = "item", "on the item", "物料标签"
    PACKAGE = "package", "on a package level", "包装标签"
    LOGISTIC = "logistic", "on a logistic unit (SSCC)", "物流标签（SSCC）"


class TemplateState(Choice):
    """Of one label, at most one version is approved."""

    DRAFT = "draft", "draft", "草稿"
    APPROVED = "approved", "approved", "已批准"
    REPLACED = "replaced", "replaced", "已替换"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤回"


TEMPLATE_LIFE: Final = LifeCycle(
    t("Label template", "标签模板"),
    {
        TemplateState.DRAFT: {
            TemplateState.APPROVED,
            TemplateState.REPLACED,
            TemplateState.WITHDRAWN,
        },
        TemplateState.APPROVED: {TemplateState.REPLACED, TemplateState.WITHDRAWN},
        TemplateState.REPLACED: (),
        TemplateState.WITHDRAWN: (),
    },
)


class ElementKind(Choice):
    """What can stand on a label."""

    TEXT = "text", "text", "文字"
    CODE = "code", "barcode", "条码"
    INTERPRETATION = "interpretation", "human readable interpretation", "可读字符（HRI）"
    SIGN = "sign", "symbol of ISO 15223-1", "ISO 15223-1 符号"
    LINE = "line", "line or bar", "线条"


class Carrier(Choice):
    """Which symbol carries the data; GS1 data where the item has a GTIN."""

    DATA_MATRIX = "data_matrix", "DataMatrix", "DataMatrix 二维码"
    CODE_128 = "code_128", "GS1-128", "GS1-128 一维码"
    QR = "qr", "QR code", "QR 二维码"


class Sign(Choice):
    """Symbols of ISO 15223-1 that can be drawn, by their numbers there."""

    MANUFACTURER = "manufacturer", "manufacturer (5.1.1)", "生产企业（5.1.1）"
    MADE_ON = "made_on", "date of manufacture (5.1.3)", "生产日期（5.1.3）"
    USE_BY = "use_by", "use-by date (5.1.4)", "失效日期（5.1.4）"
    LOT = "lot", "batch code (5.1.5)", "批号（5.1.5）"
    CATALOGUE = "catalogue", "catalogue number (5.1.6)", "货号（5.1.6）"
    SERIAL = "serial", "serial number (5.1.7)", "序列号（5.1.7）"
    STERILE = "sterile", "sterile (5.2.1)", "无菌（5.2.1）"
    STERILE_EO = "sterile_eo", "sterilised by ethylene oxide (5.2.3)", "环氧乙烷灭菌（5.2.3）"
    STERILE_R = "sterile_r", "sterilised by irradiation (5.2.4)", "辐照灭菌（5.2.4）"
    KEEP_DRY = "keep_dry", "keep dry (5.3.4)", "怕雨（5.3.4）"
    DO_NOT_REUSE = "do_not_reuse", "do not re-use (5.4.2)", "不得二次使用（5.4.2）"
    INSTRUCTIONS = "instructions", "consult instructions for use (5.4.3)", "查阅使用说明（5.4.3）"
    CAUTION = "caution", "caution (5.4.4)", "警告（5.4.4）"
    MEDICAL_DEVICE = "medical_device", "medical device (5.7.7)", "医疗器械（5.7.7）"
    UDI = "udi", "unique device identifier (5.7.10)", "唯一器械标识（5.7.10）"


class PrintFormat(Choice):
    """What the printer or the browser is given."""

    SVG = "svg", "SVG drawings, for the browser", "SVG 图形（浏览器打印）"
    PDF = "pdf", "PDF, a page a label", "PDF（每页一枚）"
    ZPL_203 = "zpl_203", "ZPL, 203 dpi", "ZPL（203 dpi）"
    ZPL_300 = "zpl_300", "ZPL, 300 dpi", "ZPL（300 dpi）"


class CheckVerdict(Choice):
    """What a scanned label says against what it should say."""

    MATCH = "match", "says what it should", "一致"
    MISMATCH = "mismatch", "says something else", "不一致"
    UNREADABLE = "unreadable", "cannot be read", "无法识读"


class AccountState(Choice):
    """Whether what became of every label is known."""

    OPEN = "open", "labels not accounted for", "未平衡"
    BALANCED = "balanced", "every label accounted for", "已平衡"


ACCOUNT_LIFE: Final = LifeCycle(
    t("Label account", "标签台账"),
    {
        AccountState.OPEN: {AccountState.BALANCED},
        AccountState.BALANCED: {AccountState.OPEN},
    },
)

# --- templates ----------------------------------------------------------------------------------

LengthUnit = Annotated[
    str,
    Meaning(
        label=t("Unit", "单位"),
        help=t("Labels are measured in mm.", "标签以毫米（mm）计量。"),
        length_max=12,
        pattern="mm",
    ),
]
LabelWidth = Annotated[Amount, Meaning(label=t("Width of the label", "标签宽度"), minimum=1)]
LabelHeight = Annotated[Amount, Meaning(label=t("Height of the label", "标签高度"), minimum=1)]
FromLeft = Annotated[Amount, Meaning(label=t("From the left", "距左边"), minimum=0)]
FromTop = Annotated[Amount, Meaning(label=t("From the top", "距上边"), minimum=0)]
Width = Annotated[Amount, Meaning(label=t("Width", "宽度"), minimum=1)]
Height = Annotated[Amount, Meaning(label=t("Height", "高度"), minimum=1)]
LetterHeight = Annotated[
    Amount,
    Meaning(
        label=t("Letter height", "字号高度"),
        help=t(
            "Of the line; a text that is too long is set smaller, down to 60 %.",
            "指字号；文字过长时自动缩小，最小至 60%。",
        ),
        minimum=1,
    ),
]
UseOfTemplate = Annotated[TemplateUse, Meaning(label=t("Use", "用途"))]
StateOfTemplate = Annotated[TemplateState, Meaning(label=t("State", "状态"))]
LabelTarget = Annotated[
    str,
    Meaning(
        label=t("What is labelled", "贴标对象"),
        help=t(
            "An item such as itm_3, a package level such as pkl_2, or sscc.",
            "物料（如 itm_3）、包装层级（如 pkl_2）或 sscc。",
        ),
        length_max=24,
        pattern=r"(itm|pkl)_[0-9]+|sscc",
    ),
]
Version = Annotated[int, Meaning(label=t("Version", "版本"), minimum=1)]
ChangedFrom = Annotated[LabelTemplateId, Meaning(label=t("Changed from", "变更自"))]
DraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
DraftedAt = Annotated[Instant, Meaning(label=t("Drafted at", "编制时间"))]
ApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
ApprovedAt = Annotated[Instant, Meaning(label=t("Approved at", "批准时间"))]
ElementPosition = Annotated[int, Meaning(label=t("Position", "序号"), minimum=1)]
KindOfElement = Annotated[ElementKind, Meaning(label=t("Kind of element", "元素类型"))]
CarrierOfCode = Annotated[Carrier, Meaning(label=t("Kind of barcode", "条码类型"))]
SignShown = Annotated[Sign, Meaning(label=t("Symbol", "符号"))]
Content = Annotated[
    str,
    Meaning(
        label=t("Text", "文字内容"),
        help=t(
            "What stands in braces is filled in, such as {lot.number}; dates are YYYY-MM-DD.",
            "花括号中的内容自动填入，如 {lot.number}；日期格式为 YYYY-MM-DD。",
        ),
        length_max=400,
        multiline=True,
    ),
]
IsBold = Annotated[bool, Meaning(label=t("Bold", "加粗"))]


class ElementGiven(Shape):
    """One thing on a label and the box it stands in, measured from the upper left corner.

    A text has `content` and `letters`, a code its `carrier`, a sign its `sign`.
    """

    kind: KindOfElement
    from_left: FromLeft
    from_top: FromTop
    width: Width
    height: Height
    unit: LengthUnit
    content: Content | None = None
    letters: LetterHeight | None = None
    is_bold: IsBold = False
    carrier: CarrierOfCode | None = None
    sign: SignShown | None = None


Elements = Annotated[
    list[ElementGiven],
    Meaning(
        label=t("Elements", "元素"),
        help=t("Without any, the standard design is taken.", "不填则采用标准设计。"),
        items_max=60,
    ),
]

# --- runs and checks ----------------------------------------------------------------------------

Copies = Annotated[
    int,
    Meaning(
        label=t("Copies", "份数"),
        help=t("Of each label.", "每种标签的份数。"),
        minimum=1,
        maximum=LABELS_MAX,
    ),
]
LabelCount = Annotated[int, Meaning(label=t("Labels", "标签数"), minimum=0)]
FirstLabel = Annotated[int, Meaning(label=t("First label number", "起始标签序号"), minimum=1)]
LastLabel = Annotated[int, Meaning(label=t("Last label number", "结束标签序号"), minimum=1)]
FormatOfPrint = Annotated[PrintFormat, Meaning(label=t("Format", "打印格式"))]
Printer = Annotated[
    str,
    Meaning(
        label=t("Printer", "打印机"),
        help=t("Its name or place.", "名称或位置。"),
        length_max=60,
    ),
]
LabelValues = Annotated[
    dict[str, str],
    Meaning(
        label=t("What the labels say", "标签内容"),
        help=t("The values filled in, by their names.", "按名称列出填入的内容。"),
    ),
]
LabelledSerials = Annotated[
    list[SerialId], Meaning(label=t("Serials", "序列号"), items_max=SERIALS_MAX)
]
PrintedBy = Annotated[str, actor(t("Printed by", "打印人"))]
PrintedAt = Annotated[Instant, Meaning(label=t("Printed at", "打印时间"))]
ReprintOf = Annotated[LabelRunId, Meaning(label=t("Reprint of", "补打自"))]
Matches = Annotated[int, Meaning(label=t("Checked, agree", "回扫一致数"), minimum=0)]
Mismatches = Annotated[int, Meaning(label=t("Checked, differ", "回扫不一致数"), minimum=0)]
ScannedText = Annotated[
    str,
    Meaning(
        label=t("Scanned code", "扫描内容"),
        help=t(
            "The text as it was scanned; a separator (GS, 0x1D) is written <GS>.",
            "扫描所得的原始文本；分隔符（GS，0x1D）写作 <GS>。",
        ),
        length_max=SCANNED_MAX,
    ),
]
VerdictOfCheck = Annotated[CheckVerdict, Meaning(label=t("Verdict", "判定"))]
Differing = Annotated[
    list[str],
    Meaning(
        label=t("What differs", "不一致项"),
        help=t(
            "Parts of the code: di, lot, serial, dates.", "条码各项：产品标识、批号、序列号、日期。"
        ),
        length_max=20,
        items_max=10,
    ),
]
ShouldSay = Annotated[str, Meaning(label=t("Should say", "应为"), length_max=SCANNED_MAX)]
CheckedBy = Annotated[str, actor(t("Checked by", "检查人"))]
CheckedAt = Annotated[Instant, Meaning(label=t("Checked at", "检查时间"))]

# --- accounts -----------------------------------------------------------------------------------

Issued = Annotated[int, Meaning(label=t("Issued", "发放数"), minimum=0)]
Used = Annotated[int, Meaning(label=t("Used", "使用数"), minimum=0)]
Destroyed = Annotated[int, Meaning(label=t("Destroyed", "销毁数"), minimum=0)]
Returned = Annotated[int, Meaning(label=t("Returned", "退回数"), minimum=0)]
Accepted = Annotated[
    int,
    Meaning(
        label=t("Accepted difference", "已认可差异"),
        help=t(
            "Missing labels that quality accepted; below zero, surplus ones.",
            "质量认可的缺失标签数；负数为多出的标签。",
        ),
    ),
]
Unaccounted = Annotated[
    int,
    Meaning(
        label=t("Not accounted for", "未说明去向"),
        help=t("Issued less everything said.", "发放数减去已说明的数量。"),
    ),
]
IsControlled = Annotated[
    bool,
    Meaning(
        label=t("Must balance before release", "放行前须平衡"),
        help=t("Labels of devices must.", "器械标签必须平衡。"),
    ),
]
StateOfAccount = Annotated[AccountState, Meaning(label=t("State of the labels", "标签台账状态"))]
