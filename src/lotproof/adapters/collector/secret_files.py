"""Tokens, passwords and keys: from files that nobody else can read."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from lotproof.adapters.collector.config import Config
from lotproof.adapters.collector.trouble import Trouble, unreadable
from lotproof.kernel.text import t

TOKEN_VARIABLE = "LOTPROOF_TOKEN"  # noqa: S105 - the variable's name, not a token


def token_of(config: Config, folder: Path, environment: Mapping[str, str]) -> str:
    """The token from the environment or its file; Trouble if others could read the file."""
    given = environment.get(TOKEN_VARIABLE)
    if given:
        return given.strip()
    if config.token_file is None:
        raise Trouble(
            t(
                "There is no token: name token_file in the configuration, or set {variable}.",
                "缺少令牌：请在配置中填写 token_file，或设置 {variable}。",
            ).fill(variable=TOKEN_VARIABLE)
        )
    return secret(folder / config.token_file)


def secret(path: Path) -> str:
    """The first line of a file that only its owner can read; Trouble for any other."""
    try:
        text = secret_bytes(path).decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise unreadable(path, error) from error
    if not text:
        raise Trouble(
            t("{path} is empty. Put the secret into it.", "{path} 为空，请写入密钥。").fill(
                path=path
            )
        )
    return text.splitlines()[0]


def secret_bytes(path: Path) -> bytes:
    """What is in a file that only its owner can read; Trouble for any other."""
    try:
        mode = path.stat().st_mode
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise Trouble(
            t(
                "{path} can be read by others. Run: chmod 600 {path}",
                "{path} 可被他人读取。请运行：chmod 600 {path}",
            ).fill(path=path)
        )
    return content
