"""What the demonstration plant knows: people, partners, places, items, how things are made."""

from typing import Any

NAME = "Qingyuan Medical (demonstration) 清源医疗（演示）"
ORIGIN = "demo.lotproof.example/qingyuan"
ZONE = "Asia/Shanghai"
PASSWORD = "Demonstration-2026"  # noqa: S105 - printed at the start; the plant is not real
SECRET = "Demonstration-signature"  # noqa: S105 - what everybody signs with; printed as well

PEOPLE: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("admin", "Zhao Min 赵敏", "zh", ("administrator",)),
    ("engineer", "Chen Jie 陈杰", "zh", ("engineer",)),
    ("engineer2", "Anna Weber", "en", ("engineer",)),
    ("buyer", "Liu Yang 刘洋", "zh", ("buyer",)),
    ("approver", "Sun Li 孙丽", "zh", ("purchasing_approver",)),
    ("keeper", "Wang Lei 王磊", "zh", ("warehouse_keeper",)),
    ("keeper2", "Tom Becker", "en", ("warehouse_keeper",)),
    ("planner", "Wu Fang 吴芳", "zh", ("planner",)),
    ("planner2", "Maria Rossi", "en", ("planner",)),
    ("operator", "Li Na 李娜", "zh", ("operator",)),
    ("operator2", "Zhang Wei 张伟", "zh", ("operator",)),
    ("inspector", "Huang Ting 黄婷", "zh", ("inspector",)),
    ("inspector2", "John Miller", "en", ("inspector",)),
    ("quality", "Xu Qing 徐清", "zh", ("quality_manager",)),
    ("quality2", "Petra Lang", "en", ("quality_manager",)),
    ("sales", "He Jing 何静", "zh", ("sales",)),
    ("auditor", "Emma Clark", "en", ("auditor",)),
)

PARTIES: tuple[dict[str, Any], ...] = (
    {
        "code": "S-RESIN",
        "name": "Yangtze Polymers 扬子高分子",
        "country": "CN",
        "is_supplier": True,
    },
    {"code": "S-CANN", "name": "Suzhou Cannula 苏州针管", "country": "CN", "is_supplier": True},
    {
        "code": "S-PACK",
        "name": "Tianjin Sterile Packaging 天津无菌包装",
        "country": "CN",
        "is_supplier": True,
    },
    {"code": "S-TITAN", "name": "Baoji Titanium 宝鸡钛业", "country": "CN", "is_supplier": True},
    {
        "code": "S-PRINT",
        "name": "Hangzhou Label Print 杭州标签印务",
        "country": "CN",
        "is_supplier": True,
    },
    {
        "code": "X-EO",
        "name": "Hubei EO Sterilisation 湖北环氧灭菌",
        "country": "CN",
        "is_subcontractor": True,
        "is_supplier": True,
    },
    {
        "code": "C-HOSP1",
        "name": "Peking Union Hospital (demo) 协和医院（演示）",
        "country": "CN",
        "is_customer": True,
    },
    {"code": "C-HOSP2", "name": "Klinikum Nord (demo)", "country": "DE", "is_customer": True},
    {"code": "C-DIST", "name": "Shanghai MedTrade 上海医贸", "country": "CN", "is_customer": True},
    {
        "code": "T-COLD",
        "name": "SF Medical Logistics (demo) 顺达医药物流",
        "country": "CN",
        "is_carrier": True,
    },
)

AREAS: tuple[dict[str, Any], ...] = (
    {"code": "WH", "name": "Warehouse 仓库", "kind": "storage"},
    {
        "code": "CR1",
        "name": "Clean room 1 一号洁净车间",
        "kind": "production",
        "clean_class": "iso_7",
    },
    {"code": "MC", "name": "Machining 机加工车间", "kind": "production"},
    {"code": "LAB", "name": "Laboratory 检验室", "kind": "laboratory"},
)
STATIONS: tuple[tuple[str, str, str], ...] = (
    ("ASM1", "Assembly 1 组装一线", "CR1"),
    ("SEAL1", "Pouch sealing 1 封口一线", "CR1"),
    ("PACK1", "Packing 1 包装一线", "CR1"),
    ("CNC1", "CNC lathe 1 数控车床", "MC"),
    ("CLEAN1", "Cleaning and marking 清洗打标", "MC"),
)
EQUIPMENT: tuple[tuple[str, str, str, str | None], ...] = (
    ("EXT-01", "Extruder 挤出机", "production", "ASM1"),
    ("ASM-01", "Assembly machine 组装机", "production", "ASM1"),
    ("SEAL-01", "Heat sealer 热封机", "production", "SEAL1"),
    ("SEAL-02", "Heat sealer 2 热封机二", "production", "SEAL1"),
    ("CNC-01", "CNC lathe 数控车床", "production", "CNC1"),
    ("LASER-01", "Laser marker 激光打标机", "production", "CLEAN1"),
    ("CAL-01", "Digital caliper 数显卡尺", "measuring", None),
    ("TENS-01", "Tensile tester 拉力机", "measuring", None),
)
LOCATIONS: tuple[tuple[str, str, str], ...] = (
    ("Q-01", "Incoming quarantine 来料待检", "quarantine"),
    ("Q-02", "Finished goods quarantine 成品待检", "quarantine"),
    ("A-01", "Materials 原料库", "storage"),
    ("F-01", "Finished goods 成品库", "storage"),
    ("P-01", "Line side 线边", "production"),
    ("S-01", "Shipping 发货区", "shipping"),
    ("R-01", "Rejects 不合格品区", "rejected"),
    ("EXT-EO", "At the steriliser 灭菌厂", "external"),
)

ITEMS: tuple[dict[str, Any], ...] = (
    {
        "number": "RM-PVC",
        "name": "Medical PVC granulate",
        "name_zh": "医用聚氯乙烯粒料",
        "kind": "material",
        "tracking": "lot",
        "unit": "kg",
        "shelf_life_days": 730,
    },
    {
        "number": "RM-TI64",
        "name": "Titanium bar Ti-6Al-4V ELI",
        "name_zh": "钛合金棒材",
        "kind": "material",
        "tracking": "lot",
        "unit": "kg",
    },
    {
        "number": "CP-CANN",
        "name": "Cannula 21G",
        "name_zh": "21G 针管",
        "kind": "component",
        "tracking": "lot",
        "unit": "pcs",
        "shelf_life_days": 1095,
    },
    {
        "number": "CP-CHAMB",
        "name": "Drip chamber",
        "name_zh": "滴斗",
        "kind": "component",
        "tracking": "lot",
        "unit": "pcs",
        "shelf_life_days": 1095,
    },
    {
        "number": "PK-POUCH",
        "name": "Sterile barrier pouch",
        "name_zh": "无菌屏障袋",
        "kind": "packaging",
        "tracking": "lot",
        "unit": "pcs",
        "shelf_life_days": 1095,
    },
    {
        "number": "PK-LABEL",
        "name": "Printed UDI label",
        "name_zh": "UDI 标签",
        "kind": "packaging",
        "tracking": "lot",
        "unit": "pcs",
    },
    {
        "number": "DV-IVSET",
        "name": "Infusion set with needle, sterile",
        "name_zh": "一次性使用输液器 带针",
        "kind": "device",
        "tracking": "lot",
        "unit": "pcs",
        "shelf_life_days": 1095,
        "di": "06948000000016",
        "issuer": "GS1",
        "is_sterile": True,
        "is_single_use": True,
        "brand": "Qingyuan",
        "model": "IV-21G",
        "registration_number": "DEMO-20263140001",
    },
    {
        "number": "DV-SCREW",
        "name": "Cannulated bone screw 4.0 × 40 mm",
        "name_zh": "空心骨螺钉 4.0×40",
        "kind": "device",
        "tracking": "serial",
        "unit": "pcs",
        "di": "06948000000023",
        "issuer": "GS1",
        "is_implant": True,
        "is_single_use": True,
        "brand": "Qingyuan",
        "model": "CS-4040",
        "registration_number": "DEMO-20263130002",
    },
)
SUPPLIER_OF = {
    "RM-PVC": "S-RESIN",
    "RM-TI64": "S-TITAN",
    "CP-CANN": "S-CANN",
    "CP-CHAMB": "S-RESIN",
    "PK-POUCH": "S-PACK",
    "PK-LABEL": "S-PRINT",
}
PRICE = {
    "RM-PVC": "18.5",
    "RM-TI64": "620",
    "CP-CANN": "0.12",
    "CP-CHAMB": "0.2",
    "PK-POUCH": "0.35",
    "PK-LABEL": "0.05",
    "DV-IVSET": "4.8",
    "DV-SCREW": "380",
}
ORDERED = {
    "RM-PVC": "60",
    "RM-TI64": "8",
    "CP-CANN": "4000",
    "CP-CHAMB": "4000",
    "PK-POUCH": "4000",
    "PK-LABEL": "4000",
}

BOMS: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "DV-IVSET": (
        "1000",
        (
            ("RM-PVC", "12", "kg"),
            ("CP-CANN", "1000", "pcs"),
            ("CP-CHAMB", "1000", "pcs"),
            ("PK-POUCH", "1000", "pcs"),
            ("PK-LABEL", "1000", "pcs"),
        ),
    ),
    "DV-SCREW": (
        "100",
        (("RM-TI64", "2", "kg"), ("PK-POUCH", "100", "pcs"), ("PK-LABEL", "100", "pcs")),
    ),
}


def _parameter(
    code: str, name: str, unit: str, low: str, high: str, target: str, is_critical: bool = True
) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "unit": unit,
        "low": low,
        "high": high,
        "target": target,
        "is_critical": is_critical,
    }


ROUTINGS: dict[str, tuple[dict[str, Any], ...]] = {
    "DV-IVSET": (
        {"code": "CLR", "name": "Line clearance 清场", "kind": "line_clearance", "station": "ASM1"},
        {
            "code": "EXT",
            "name": "Extrusion 挤出",
            "kind": "process",
            "station": "ASM1",
            "parameters": [
                _parameter("T-EXT", "Melt temperature 熔体温度", "Cel", "165", "185", "175")
            ],
        },
        {
            "code": "ASM",
            "name": "Assembly 组装",
            "kind": "process",
            "station": "ASM1",
            "parameters": [_parameter("F-BOND", "Bond force 粘接力", "N", "15", "60", "32")],
        },
        {
            "code": "SEAL",
            "name": "Pouch sealing 热封",
            "kind": "packing",
            "station": "SEAL1",
            "parameters": [
                _parameter("T-SEAL", "Sealing temperature 热封温度", "Cel", "128", "142", "135"),
                _parameter("P-SEAL", "Sealing pressure 热封压力", "kPa", "380", "460", "420"),
            ],
        },
        {"code": "LBL", "name": "Labelling 贴标", "kind": "labelling", "station": "PACK1"},
    ),
    "DV-SCREW": (
        {"code": "CLR", "name": "Line clearance 清场", "kind": "line_clearance", "station": "CNC1"},
        {
            "code": "TURN",
            "name": "Turning 车削",
            "kind": "process",
            "station": "CNC1",
            "parameters": [
                _parameter("N-SPIN", "Coolant pressure 冷却压力", "MPa", "1.5", "3", "2.2")
            ],
        },
        {"code": "FAI", "name": "First article 首件", "kind": "first_article", "station": "CNC1"},
        {
            "code": "MARK",
            "name": "Cleaning and laser marking 清洗打标",
            "kind": "process",
            "station": "CLEAN1",
            "parameters": [
                _parameter("T-WASH", "Wash temperature 清洗温度", "Cel", "55", "65", "60")
            ],
        },
        {"code": "PCK", "name": "Packing 包装", "kind": "packing", "station": "PACK1"},
    ),
}
EQUIPMENT_OF = {
    "EXT": "EXT-01",
    "ASM": "ASM-01",
    "SEAL": "SEAL-01",
    "TURN": "CNC-01",
    "MARK": "LASER-01",
}

PLANS: dict[tuple[str, str], tuple[int, tuple[dict[str, Any], ...]]] = {
    ("RM-PVC", "iqc"): (
        2,
        ({"code": "MFI", "name": "Moisture 水分", "kind": "measured", "unit": "%", "high": "0.3"},),
    ),
    ("RM-TI64", "iqc"): (
        2,
        (
            {
                "code": "DIA",
                "name": "Bar diameter 棒径",
                "kind": "measured",
                "unit": "mm",
                "low": "5.95",
                "high": "6.05",
            },
        ),
    ),
    ("CP-CANN", "iqc"): (
        3,
        (
            {
                "code": "OD",
                "name": "Outer diameter 外径",
                "kind": "measured",
                "unit": "mm",
                "low": "0.8",
                "high": "0.83",
            },
            {"code": "VIS", "name": "Appearance 外观", "kind": "attribute"},
        ),
    ),
    ("CP-CHAMB", "iqc"): (2, ({"code": "VIS", "name": "Appearance 外观", "kind": "attribute"},)),
    ("PK-POUCH", "iqc"): (
        3,
        (
            {
                "code": "PEEL",
                "name": "Peel strength 剥离强度",
                "kind": "measured",
                "unit": "N/15mm",
                "low": "1.2",
                "high": "4",
            },
        ),
    ),
    ("PK-LABEL", "iqc"): (
        1,
        ({"code": "PRN", "name": "Print check 印刷核对", "kind": "attribute"},),
    ),
    ("DV-IVSET", "fqc"): (
        5,
        (
            {"code": "LEAK", "name": "Leak test 泄漏试验", "kind": "attribute"},
            {
                "code": "SEAL",
                "name": "Seal strength 封口强度",
                "kind": "measured",
                "unit": "N/15mm",
                "low": "1.2",
                "high": "6",
            },
        ),
    ),
    ("DV-SCREW", "fqc"): (
        3,
        (
            {
                "code": "LEN",
                "name": "Length 长度",
                "kind": "measured",
                "unit": "mm",
                "low": "39.9",
                "high": "40.1",
            },
            {"code": "THR", "name": "Thread gauge 螺纹通止规", "kind": "attribute"},
        ),
    ),
}
