"""The description of the whole door: what is derived from the registry, and the fixed places."""

from functools import partial
from typing import Any

from lotproof.derive.openapi import PROBLEM, openapi
from lotproof.entrypoints.api.passwords import CURRENT, PLAIN, STORED, takes_password
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.text import Language, Text, t


def document(language: Language = "en") -> dict[str, Any]:
    """OpenAPI 3.1 of everything under /api."""
    found = openapi(language)
    found["paths"] |= _fixed(language) | _labels(language)
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
            "post": read(t("sign in", "登录")) | {"security": [], "requestBody": _SIGN_IN},
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


_SIGN_IN: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["login", "password"],
                "additionalProperties": False,
                "properties": {
                    "login": {"type": "string", "maxLength": 64},
                    "password": {"type": "string", "maxLength": 256, "writeOnly": True},
                },
            }
        }
    },
}
