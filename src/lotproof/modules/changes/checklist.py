"""The standard impact checklist, as data (ISO 13485 clauses 4.1.4, 7.3.9; 21 CFR 830.50)."""

from typing import Final, NamedTuple

from lotproof.kernel.text import Text, t
from lotproof.modules.changes.vocabulary import ImpactArea


class StandardQuestion(NamedTuple):
    """One question, and the area it is about."""

    code: str
    area: ImpactArea
    text: Text


STANDARD_CHECKLIST: Final = (
    StandardQuestion(
        "PERF-1",
        ImpactArea.PERFORMANCE,
        t(
            "Does it bear on function, performance or usability of the product?",
            "是否影响产品的功能、性能或可用性？",
        ),
    ),
    StandardQuestion(
        "SAFE-1",
        ImpactArea.SAFETY,
        t(
            "Does it bring new hazards, or change a risk or control in the risk file?",
            "是否产生新的危险源，或改变风险管理文件中的风险或控制措施？",
        ),
    ),
    StandardQuestion(
        "LABEL-1",
        ImpactArea.LABELLING,
        t(
            "Do labels or instructions change, and is a new UDI-DI needed?",
            "标签或说明书是否变更，是否需要新的 UDI-DI？",
        ),
    ),
    StandardQuestion(
        "VALID-1",
        ImpactArea.VALIDATION,
        t(
            "Which processes, software or test methods are validated again?",
            "哪些过程、软件或检验方法需要再确认？",
        ),
    ),
    StandardQuestion(
        "WIP-1",
        ImpactArea.IN_PROCESS,
        t("What becomes of work in progress?", "在制品如何处理？"),
    ),
    StandardQuestion("STOCK-1", ImpactArea.STOCK, t("What becomes of stock?", "库存如何处理？")),
    StandardQuestion(
        "SHIP-1",
        ImpactArea.SHIPPED,
        t("Does it bear on units that were shipped?", "是否涉及已发货的产品？"),
    ),
    StandardQuestion(
        "DOC-1",
        ImpactArea.DOCUMENTS,
        t(
            "Which documents and parts of the device file change?",
            "哪些文件和产品主文档内容需要更新？",
        ),
    ),
    StandardQuestion(
        "TRAIN-1", ImpactArea.TRAINING, t("Who is trained again?", "哪些人员需要再培训？")
    ),
    StandardQuestion(
        "SUPP-1",
        ImpactArea.SUPPLIERS,
        t("Are suppliers or agreements with them concerned?", "是否涉及供应商或质量协议？"),
    ),
    StandardQuestion(
        "STER-1",
        ImpactArea.STERILISATION,
        t(
            "Does it bear on sterilisation, packaging or biocompatibility?",
            "是否影响灭菌、包装或生物相容性？",
        ),
    ),
    StandardQuestion(
        "CYBER-1",
        ImpactArea.CYBERSECURITY,
        t(
            "Does it bear on cybersecurity or on the integrity of data?",
            "是否影响网络安全或数据完整性？",
        ),
    ),
    StandardQuestion(
        "REG-1",
        ImpactArea.REGISTRATION,
        t(
            "Which registrations or filings change, in which markets?",
            "哪些市场的注册证或备案需要变更？",
        ),
    ),
    StandardQuestion(
        "COST-1",
        ImpactArea.COST,
        t("What does it cost, and what does it save?", "成本与收益如何？"),
    ),
)
