"""The description of the whole door: what is derived from the registry, and the fixed places."""

from functools import partial
from typing import Any

from lotproof.derive.openapi import PROBLEM, openapi
from lotproof.entrypoints.api.batches import COMMANDS_MAX
from lotproof.entrypoints.api.document_access import access_screens
from lotproof.entrypoints.api.document_bodies import EXPORT, PRINT, READINGS_FILE, SCOPE, SIGN_IN
from lotproof.entrypoints.api.document_identity import identity_paths
from lotproof.entrypoints.api.document_signing import signing_paths
from lotproof.entrypoints.api.passwords import CURRENT, PLAIN, STORED, takes_password
from lotproof.entrypoints.api.spc import described_charts
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.text import Language, Text, t


def document(language: Language = "en") -> dict[str, Any]:
    """OpenAPI 3.1 of everything under /api."""
    found = openapi(language)
    found["paths"] |= _fixed(language) | _application(language)
    found["paths"] |= _screens(language) | _labels(language) | _documents(language)
    found["paths"] |= _changes(language) | _rules(language)
    found["paths"] |= identity_paths(language) | signing_paths(language)
    for kind in COMMANDS:
        if takes_password(kind):
            post = found["paths"][f"/api/commands/{kind}"]["post"]
            body = post["requestBody"]["content"]["application/json"]["schema"]["properties"][
                "body"
            ]
            with_passwords(kind, body, language)
    return found


def with_passwords(kind: str, body: dict[str, Any], language: Language) -> dict[str, Any]:
    """The schema of a command's input as the door takes it: passwords instead of hashes."""
    if not takes_password(kind):
        return body
    secret = {"type": "string", "maxLength": 256, "writeOnly": True}
    new = secret | {"title": t("New password", "新密码").in_(language), "minLength": 12}
    current = secret | {"title": t("Current password", "当前密码").in_(language)}
    given = {CURRENT: current, PLAIN: new} if "user_id" not in body["properties"] else {PLAIN: new}
    rest = {name: schema for name, schema in body["properties"].items() if name != STORED}
    body["properties"] = rest | given
    body["required"] = [name for name in body["required"] if name != STORED] + list(given)
    return body


def _read(
    language: Language, summary: Text, *places: str, **query: dict[str, Any]
) -> dict[str, Any]:
    """An operation that asks for nothing but what stands in the address."""
    parameters = [
        {"name": place, "in": "path", "required": True, "schema": {"type": "string"}}
        for place in places
    ]
    parameters += [
        {"name": name, "in": "query", "schema": schema} for name, schema in query.items()
    ]
    return {
        "operationId": summary.en.replace(" ", "-"),
        "summary": summary.in_(language),
        "parameters": parameters,
        "responses": {"200": {"description": t("found", "已找到").in_(language)}, **PROBLEM},
    }


def _fixed(language: Language) -> dict[str, Any]:
    read = partial(_read, language)

    def get(*said: Any, **query: Any) -> dict[str, Any]:
        return {"get": read(*said, **query)}

    whole = {"type": "integer", "minimum": 0}
    text, moment = {"type": "string"}, {"type": "string", "format": "date-time"}
    way = {"type": "string", "enum": ["forward", "backward"], "default": "forward"}
    return {
        "/api/session": {
            "get": read(t("who is calling", "当前用户")),
            "put": read(t("stay signed in", "保持登录")),
            "delete": read(t("sign out", "退出登录")),
            "post": read(t("sign in", "登录")) | {"security": [], "requestBody": SIGN_IN},
        },
        "/api/record/{kind}/{key}": get(
            t("one record now or as of a tree size or time", "一条记录（当前或历史）"),
            "kind",
            "key",
            as_of={"type": "string"},
        ),
        "/api/timeline/{subject}": get(
            t("timeline", "时间线"), "subject", before=whole, limit=whole
        ),
        "/api/trace/{subject}": get(t("trace", "追溯"), "subject", direction=way, units_max=whole),
        "/api/unit/{subject}": get(t("unit at a glance", "单元概览"), "subject"),
        "/api/scan": get(t("scan", "扫码"), text={"type": "string", "maxLength": 512}),
        "/api/carrier": get(
            t("what a code says", "条码内容"), text={"type": "string", "maxLength": 512}
        ),
        "/api/exports": {"post": read(t("export a list", "导出列表")) | {"requestBody": EXPORT}},
        "/api/files": {
            "post": read(t("store a file", "存入文件"))
            | {"requestBody": {"required": True, "content": {"*/*": {}}}}
        },
        "/api/files/{digest}": get(t("a stored file", "已存文件"), "digest"),
        "/api/inbox": get(t("what waits for the caller", "待办事项")),
        "/api/names": get(t("names of ids", "编号的名称"), ids={"type": "string"}),
        "/api/pick/{prefix}": get(
            t("pick a record by a beginning or a barcode", "按开头或条码选取记录"),
            "prefix",
            q={"type": "string", "maxLength": 512},
            limit=whole,
        ),
        "/api/entries": get(
            t("entries of the ledger", "账本记录"),
            subject=text,
            actor=text,
            kind=text,
            outcome=text,
            **{"from": moment, "to": moment},
            before=whole,
            limit=whole,
        ),
        "/api/entries/{seq}": get(t("one entry with its evidence", "一条账本记录及其证据"), "seq"),
        "/api/possible/{subject}": get(
            t("what may be done with a thing", "可对该对象执行的操作"), "subject"
        ),
        "/api/receipts/{command_id}": get(t("receipt", "回执"), "command_id"),
        "/api/proofs/{command_id}": get(t("proof", "证明"), "command_id"),
        "/api/ledger": get(t("state of the ledger", "账本状态")),
        "/api/openapi.json": {
            "get": read(t("this document", "本文档")) | {"security": []},
        },
        "/api/dictionary": {
            "get": read(t("data dictionary", "数据字典")) | {"security": []},
        },
    }


def _application(language: Language) -> dict[str, Any]:
    """What the web application is made from and kept up to date with."""
    read = partial(_read, language)
    many = {
        "type": "object",
        "required": ["commands"],
        "additionalProperties": False,
        "properties": {
            "commands": {
                "type": "array",
                "minItems": 1,
                "maxItems": COMMANDS_MAX,
                "items": {
                    "type": "object",
                    "required": ["kind", "body"],
                    "properties": {"kind": {"type": "string", "enum": sorted(COMMANDS)}},
                },
            }
        },
    }
    return {
        "/api/commands": {
            "post": read(t("many commands at once", "批量提交命令"))
            | {
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": many}},
                }
            }
        },
        "/api/ui/{language}": {
            "get": read(t("the registry for screens", "界面注册表"), "language") | {"security": []}
        },
        "/api/live": {"get": read(t("what is sealed as it happens", "实时封存事件"))},
        "/api/jobs": {"get": read(t("last jobs", "最近任务"))},
        "/api/jobs/{id}": {"get": read(t("one job", "单个任务"), "id")},
        "/api/jobs/verify": {"post": read(t("verify ledger and tables", "核验账本与数据表"))},
    }


def _training_screens() -> dict[str, tuple[Text, tuple[str, ...], dict[str, Any]]]:
    """What the screens of training and the guides ask for."""
    text, whole = {"type": "string"}, {"type": "integer", "minimum": 0}
    return {
        "/api/guides": (t("guides by role", "角色指南"), (), {}),
        "/api/training/matrix": (
            t("training matrix", "培训矩阵"),
            (),
            {"role": text, "area": text, "search": text, "offset": whole},
        ),
        "/api/training/mine": (t("the caller's trainings", "本人培训"), (), {}),
        "/api/training/overdue": (t("overdue trainings", "逾期培训"), (), {"limit": whole}),
        "/api/training/observations": (
            t("trainings to observe", "待考察培训"),
            (),
            {"limit": whole},
        ),
        "/api/training/paper/{training_id}": (
            t("questions of a training", "培训考核题"),
            ("training_id",),
            {},
        ),
        "/api/training/questions/{revision_id}": (
            t("questions about a revision", "版本考核题"),
            ("revision_id",),
            {},
        ),
    }


def _cause_screens() -> dict[str, tuple[Text, tuple[str, ...], dict[str, Any]]]:
    """What the screens of monitoring and of the chain of causes ask for."""
    text, whole = {"type": "string"}, {"type": "integer", "minimum": 0}
    moment = {"type": "string", "format": "date-time"}
    return {
        "/api/chain": (t("causes and consequences", "起因与后果"), (), {"about": text}),
        "/api/entries/{seq}/items/{part}/{index}": (
            t("proof of one item of an entry", "账本记录中单项的证明"),
            ("seq", "part", "index"),
            {},
        ),
        "/api/equipment/{id}": (t("equipment at a glance", "设备概览"), ("id",), {}),
        "/api/transmissions": (
            t("settings that the caller is to write to machines", "待本账户写入设备的设定"),
            (),
            {"source": text},
        ),
        "/api/monitoring/live": (t("machines and rooms now", "设备与区域的当前读数"), (), {}),
        "/api/monitoring/points/{id}": (
            t("readings of a point over time", "监测点的历史读数"),
            ("id",),
            {"from": moment, "to": moment, "width": whole},
        ),
        "/api/monitoring/points/{id}/proof": (
            t("proof of one reading", "单个读数的证明"),
            ("id",),
            {"at": moment},
        ),
    }


def _screens(language: Language) -> dict[str, Any]:
    """What screens with a design of their own ask for."""
    text, whole = {"type": "string"}, {"type": "integer", "minimum": 0}
    moment = {"type": "string", "format": "date-time"}
    span = {"from": moment, "to": moment}
    graph = {"direction": text, "depth": whole}
    page = {"offset": whole, "limit": whole}
    table = graph | page | {"sort": text, "state": text}
    asked: dict[str, tuple[Text, tuple[str, ...], dict[str, Any]]] = {
        "/api/home": (t("figures of the first page", "首页指标"), (), {}),
        "/api/dashboard": (t("figures over time", "趋势指标"), (), {"period": text} | span),
        "/api/board/orders": (t("board of orders", "订单看板"), (), {}),
        "/api/board/schedule": (t("board of the schedule", "排程看板"), (), span),
        "/api/board/stock": (t("board of stock", "库存看板"), (), {}),
        "/api/board/stock/lots": (
            t("lots of a cell of the stock board", "库存看板单元格的批"),
            (),
            {"item_id": text, "unit": text, "status": text},
        ),
        "/api/board/expiry": (t("board of expiry", "效期看板"), (), {}),
        "/api/board/map": (t("map of the warehouse", "仓库地图"), (), {}),
        "/api/board/equipment": (t("calibration and maintenance", "校准与维护看板"), (), {}),
        **_cause_screens(),
        "/api/notifications": (t("what the caller was told", "本人的通知"), (), {}),
        **described_charts(),
        "/api/expiring": (t("what ends soon", "即将到期"), (), {"days": whole}),
        "/api/retained/{subject}": (
            t("until when something is kept", "保存期限"),
            ("subject",),
            {},
        ),
        "/api/similar/{subject}": (
            t("earlier cases that are alike", "相似的过往案例"),
            ("subject",),
            {"parameter": text},
        ),
        **_training_screens(),
        "/api/graph/{subject}": (
            t("genealogy as a graph", "谱系图"),
            ("subject",),
            graph | {"nodes_max": whole},
        ),
        "/api/graph/{subject}/group": (
            t("one group of a graph", "谱系图中的一组"),
            ("subject",),
            graph | page | {"of": text},
        ),
        "/api/graph/{subject}/table": (t("graph as a table", "谱系表"), ("subject",), table),
        "/api/story/{subject}": (
            t("story of a thing and its family", "对象及其亲属的经过"),
            ("subject",),
            {"limit": whole},
        ),
        **access_screens(),
        "/api/plant/moments": (t("moments of the plant", "工厂时刻"), (), span),
        "/api/plant/at/{moment}": (t("plant at a moment", "某时刻的工厂"), ("moment",), {}),
    }
    found = {
        path: {"get": _read(language, summary, *places, **query)}
        for path, (summary, places, query) in asked.items()
    }
    return found | _leaving(language)


def _leaving(language: Language) -> dict[str, Any]:
    """What leaves as paper or file, sealed before; and what comes in as one."""
    printing = _read(language, t("print the page of a unit", "打印单元概览"))
    exporting = _read(language, t("scope as a file", "导出涉及范围"), "subject")
    importing = _read(language, t("readings of a file", "导入读数文件"), source={"type": "string"})
    copying = _read(language, t("signed record as PDF", "已签名记录 PDF"), "kind", "key")
    id_ = {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}}}
    copy = {"required": True, "content": {"application/json": {"schema": id_}}}
    return {
        "/api/monitoring/imports": {"post": importing | {"requestBody": READINGS_FILE}},
        "/api/signed-copies/{kind}/{key}": {"post": copying | {"requestBody": copy}},
        "/api/prints": {"post": printing | {"requestBody": PRINT}},
        "/api/graph/{subject}/export": {"post": exporting | {"requestBody": SCOPE}},
    }


def _labels(language: Language) -> dict[str, Any]:
    read, text = partial(_read, language), {"type": "string"}
    standard = dict.fromkeys(("use", "item_id", "package_level_id"), text)
    preview = dict.fromkeys(("template_id", "lot_id", "serial_id", "package_id"), text)
    return {
        "/api/labels/words": {"get": read(t("what can stand on a label", "标签可用内容"))},
        "/api/labels/standard": {
            "get": read(t("standard design of a label", "标签标准设计"), **standard)
        },
        "/api/labels/preview": {
            "get": read(t("preview of a label template", "标签模板预览"), **preview),
            "post": read(t("preview of a label being designed", "标签设计预览")),
        },
        "/api/labels/print/{name}/{version}": {
            "post": read(t("print labels", "打印标签"), "name", "version")
        },
    }


def _changes(language: Language) -> dict[str, Any]:
    """Change orders, what differs between two versions, and what waits for one's approval."""
    read, text = partial(_read, language), {"type": "string"}
    one = "/api/changes/{id}"
    return {
        one: {"get": read(t("one change order", "一份变更单"), "id")},
        f"{one}/differences": {"get": read(t("what a change order changes", "变更内容"), "id")},
        f"{one}/impact": {"get": read(t("what a change order touches", "变更影响"), "id")},
        "/api/differences": {
            "get": read(t("what differs between two versions", "版本差异"), old=text, new=text)
        },
        "/api/approvals": {"get": read(t("what waits for approval", "待审批事项"))},
    }


def _rules(language: Language) -> dict[str, Any]:
    """What conditions of rules may say, and what a rule would have done."""
    read, text = partial(_read, language), {"type": "string"}
    rule = {"trigger": text, "condition": text}
    span = {"from": text, "to": text}
    tried = t("what a rule would have done", "规则试运行")
    return {
        "/api/rules/triggers": {"get": read(t("facts that rules follow from", "规则的触发事实"))},
        "/api/rules/words": {"get": read(t("words of conditions", "条件可用词"), trigger=text)},
        "/api/rules/check": {"get": read(t("check a condition", "检查条件"), **rule)},
        "/api/rules/trial": {
            "get": read(tried, **rule, **span, before={"type": "integer", "minimum": 0})
        },
        "/api/rules/versions/{id}/trial": {
            "post": read(t("try a version of a rule", "试运行规则版本"), "id", **span)
        },
    }


def _documents(language: Language) -> dict[str, Any]:
    """Controlled documents, and the device file of an item."""
    read, text = partial(_read, language), {"type": "string"}
    day = {"type": "string", "format": "date"}
    use = {"type": "string", "enum": ["work"]}
    at = {"subject": text, "operation": text, "on": day, "at": text}
    one = "/api/documents/revision/{id}"
    file = t("device file of an item", "器械主文档")
    exported = t("export the device file of an item", "导出器械主文档")
    return {
        "/api/documents/at": {"get": read(t("documents at a workplace", "作业点有效文件"), **at)},
        "/api/documents/inbox": {"get": read(t("revisions to review or approve", "待审批文件"))},
        "/api/documents/document/{id}": {"get": read(t("one document", "一份受控文件"), "id")},
        one: {"get": read(t("one revision of a document", "文件的一个版本"), "id", use=use)},
        f"{one}/file": {"get": read(t("a revision as stored", "文件版本原件"), "id", use=use)},
        f"{one}/pdf": {"get": read(t("a revision as PDF", "文件版本 PDF"), "id", use=use)},
        f"{one}/pages/{{page}}": {
            "get": read(t("a page of a revision", "文件版本的一页"), "id", "page", use=use)
        },
        "/api/documents/copy/{id}": {"get": read(t("one controlled copy", "一份受控副本"), "id")},
        "/api/documents/prints": {"post": read(t("print a controlled copy", "打印受控副本"))},
        "/api/items/{id}/device-file": {
            "get": read(file, "id", on=day),
            "post": read(exported, "id"),
        },
    }
