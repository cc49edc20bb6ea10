"""The description of the addresses at which people prove who they are."""

from typing import Any

from lotproof.derive.openapi import PROBLEM
from lotproof.kernel.text import Language, Text, t

_TEXT = {"type": "string"}
_ANSWER = {"type": "object", "description": "PublicKeyCredential.toJSON()"}
_OPEN: dict[str, Any] = {"security": []}


def identity_paths(language: Language) -> dict[str, Any]:
    """Second steps, passkeys, single sign-on, and one's own account."""

    def said(summary: Text, place: str | None = None, **body: Any) -> dict[str, Any]:
        found: dict[str, Any] = {
            "operationId": summary.en.replace(" ", "-"),
            "summary": summary.in_(language),
            "parameters": [],
            "responses": {"200": {"description": t("done", "已完成").in_(language)}, **PROBLEM},
        }
        if place is not None:
            found["parameters"] = [{"name": place, "in": "path", "required": True, "schema": _TEXT}]
        if body:
            schema = {"type": "object", "properties": body}
            found["requestBody"] = {"content": {"application/json": {"schema": schema}}}
        return found

    return {
        "/api/session/ways": {"get": said(t("ways to sign in here", "可用的登录方式")) | _OPEN},
        "/api/session/code": {
            "post": said(t("second step by code", "以验证码完成登录"), ticket=_TEXT, code=_TEXT)
            | _OPEN
        },
        "/api/session/passkey/options": {
            "post": said(t("challenge for a passkey", "通行密钥质询")) | _OPEN
        },
        "/api/session/passkey": {
            "post": said(
                t("sign in with passkey", "以通行密钥登录"), ticket=_TEXT, credential=_ANSWER
            )
            | _OPEN
        },
        "/api/single-sign-on/{code}": {
            "get": said(t("to a provider of single sign-on", "前往单点登录提供方"), "code") | _OPEN
        },
        "/api/single-sign-on/{code}/back": {
            "get": said(t("back from a provider", "从提供方返回"), "code") | _OPEN
        },
        "/api/account": {"get": said(t("one's own account", "本人账户"))},
        "/api/account/totp": {
            "post": said(t("new seed for a code generator", "新验证码种子"), password=_TEXT)
        },
        "/api/account/totp/confirm": {
            "post": said(t("prove a code generator", "验证并登记生成器"), ticket=_TEXT, code=_TEXT)
        },
        "/api/account/passkeys/options": {
            "post": said(t("options for a new passkey", "新通行密钥选项"), password=_TEXT)
        },
        "/api/account/passkeys": {
            "post": said(
                t("register one's passkey", "登记本人通行密钥"),
                ticket=_TEXT,
                name=_TEXT,
                credential=_ANSWER,
            )
        },
    }
