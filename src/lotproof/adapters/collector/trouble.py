"""What keeps the collector from its work, in both languages."""

from pathlib import Path

from lotproof.kernel.text import Text, t


class Trouble(Exception):
    """Something that somebody has to put right; `text` says what and how."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.en}\n{text.zh}")
        self.text = text


def unreadable(path: Path, error: Exception) -> Trouble:
    """A file that is missing, locked, or not written as it should be."""
    return Trouble(
        t("{path} cannot be read: {error}.", "无法读取 {path}：{error}。").fill(
            path=path, error=error
        )
    )
