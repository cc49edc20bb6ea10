"""The bytes of a GUDID file: unpacked, and bounded from record to record."""

import gzip
import io
from typing import Any, BinaryIO, Final

from lotproof.kernel.text import Text

RECORD_BYTES_MAX: Final = 4 * 1024 * 1024
_GZIP_MAGIC: Final = b"\x1f\x8b"

FILE_PROBLEMS: Final[dict[str, Text]] = {
    "not_gudid": Text(
        "The file holds no GUDID device record. Choose a release file from AccessGUDID.",
        "文件中没有 GUDID 器械记录。请选择 AccessGUDID 的发布文件。",
    ),
    "broken_xml": Text(
        "The file is damaged after record {record}: {detail}. Download it again.",
        "文件在第 {record} 条记录之后损坏：{detail}。请重新下载。",
    ),
    "has_doctype": Text(
        "The file declares a document type, which no GUDID release does; it is not read further.",
        "文件含有文档类型声明，而 GUDID 发布文件从不含此声明；已停止读取。",
    ),
    "record_too_large": Text(
        "Record {record} is larger than {bytes_max} bytes; the file is not read further.",
        "第 {record} 条记录超过 {bytes_max} 字节；已停止读取。",
    ),
}


class UnreadableFile(Exception):
    """The whole file cannot be read (further); records given out before stand."""

    def __init__(self, code: str, **params: object) -> None:
        text = FILE_PROBLEMS[code].fill(**params)
        super().__init__(text.en)
        self.code = code
        self.params = params
        self.message_en, self.message_zh = text


class Source:
    """The bytes of `stream`, unpacked if gzipped, at most `RECORD_BYTES_MAX` from record to record.

    This bounds memory whatever the file holds, a gzip bomb too.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.record_number = 0
        self._bytes_since_record = 0
        head = stream.read(len(_GZIP_MAGIC))
        joined = io.BufferedReader(_Joined(head, stream))
        self._stream = gzip.GzipFile(fileobj=joined) if head == _GZIP_MAGIC else joined

    def next_record(self) -> None:
        self.record_number += 1
        self._bytes_since_record = 0

    def read(self, size: int) -> bytes:
        content = self._stream.read(size)
        self._bytes_since_record += len(content)
        if self._bytes_since_record > RECORD_BYTES_MAX:
            record = self.record_number + 1
            raise UnreadableFile("record_too_large", record=record, bytes_max=RECORD_BYTES_MAX)
        return content


class _Joined(io.RawIOBase):
    """`head`, already taken from `stream` to tell its kind, and then the rest of `stream`."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._head or self._stream.read(len(buffer))
        self._head = content[len(buffer) :]
        taken = content[: len(buffer)]
        buffer[: len(taken)] = taken
        return len(taken)
