"""The description of the addresses at which people sign, and see what was signed."""

from typing import Any

from lotproof.derive.openapi import PROBLEM
from lotproof.kernel.text import Language, Text, t

_TEXT = {"type": "string"}
_UUID = {"type": "string", "format": "uuid"}


def signing_paths(language: Language) -> dict[str, Any]:
    """Signing keys, what is about to be signed, and the signatures on a record."""

    def said(summary: Text, query: tuple[str, ...] = (), **body: Any) -> dict[str, Any]:
        found: dict[str, Any] = {
            "operationId": summary.en.replace(" ", "-"),
            "summary": summary.in_(language),
            "parameters": [{"name": name, "in": "query", "schema": _TEXT} for name in query],
            "responses": {"200": {"description": t("done", "已完成").in_(language)}, **PROBLEM},
        }
        if body:
            schema = {"type": "object", "properties": body}
            found["requestBody"] = {"content": {"application/json": {"schema": schema}}}
        return found

    return {
        "/api/signatures": {
            "get": said(
                t("signatures on a record or of an entry", "记录上或账本条目中的签名"),
                ("subject", "kind", "key", "entry"),
            )
        },
        "/api/signatures/prepare": {
            "post": said(
                t("what is about to be signed", "待签名内容"),
                kind=_TEXT,
                body={"type": "object"},
                id=_UUID,
                reason=_TEXT,
                behalf=_TEXT,
                method={"type": "string", "enum": ["secret", "passkey"]},
            )
        },
        "/api/signing/keys": {
            "get": said(t("one's own signing keys", "本人签名密钥")),
            "post": said(t("enrol a signing secret", "登记签名口令"), id=_UUID, secret=_TEXT),
        },
        "/api/signing/passkeys/options": {
            "post": said(t("options for a passkey that signs", "签名通行密钥选项"))
        },
        "/api/signing/passkeys": {
            "post": said(
                t("enrol a passkey that signs", "登记签名通行密钥"),
                id=_UUID,
                ticket=_TEXT,
                credential={"type": "object", "description": "PublicKeyCredential.toJSON()"},
            )
        },
    }
