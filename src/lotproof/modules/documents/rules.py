"""Which files are taken, and the refusals of attachments."""

from collections.abc import Callable, Mapping
from typing import Final

from lotproof.kernel.refusals import Refused

HEAD_BYTES: Final = 4096
"""So much of the beginning of a file shows what it is."""

ANYTHING: Final = "application/octet-stream"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


class FileUnknown(
    Refused,
    code="file_unknown",
    en="No file with the digest {digest} was stored. Send the file first, then attach it.",
    zh="没有摘要为 {digest} 的已存文件。请先上传文件，再添加附件。",
):
    """An attachment is of bytes that are there."""


class FileIsOfOtherType(
    Refused,
    code="file_is_of_other_type",
    en="The file is {is_type}, not {said}. Attach it as what it is.",
    zh="该文件为 {is_type}，而非 {said}。请按实际类型添加。",
    http_status=422,
):
    """What a file is called decides how it is opened."""


class FileTypeNotTaken(
    Refused,
    code="file_type_not_taken",
    en="The content is not {said}, or files of that type are not taken. Send PDF, images, office "
    "files, text, CSV, ZIP, or other data that is not a program or a web page.",
    zh="内容与 {said} 不符，或不接受此类文件。可上传 PDF、图片、办公文件、文本、CSV、ZIP，"
    "或非程序、非网页的其他数据。",
    http_status=422,
):
    """Nothing that runs, and nothing that pretends to be something else."""


class AttachedAlready(
    Refused,
    code="attached_already",
    en="{subject} has this file already, as {name}. Use that attachment.",
    zh="{subject} 已有此文件，名称为 {name}。请使用该附件。",
):
    """The same content twice is a slip."""


def _begins(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(beginnings)


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters, and no markup that a browser would run."""
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        if bad.start < len(head) - 3:  # else the head ends within a character
            return False
        text = head[: bad.start].decode("utf-8-sig")
    return not text.lstrip().startswith("<") and not any(
        ch < " " and ch not in "\t\r\n\f" for ch in text
    )


def _is_xml(head: bytes) -> bool:
    """A declared XML file; one that draws or runs in a browser is none of the data we take."""
    lower = head.removeprefix(b"\xef\xbb\xbf").lower()
    is_page = any(word in lower for word in (b"<html", b"<svg", b"<script", b"<?xml-stylesheet"))
    return lower.startswith(b"<?xml") and not is_page


def _is_data(head: bytes) -> bool:
    """Anything but programs and pages."""
    is_program = head.startswith(_PROGRAMS)
    return not is_program and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_ZIP = _begins(b"PK\x03\x04", b"PK\x05\x06")

TAKEN: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "application/pdf": _begins(b"%PDF-"),
    "image/png": _begins(b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": _begins(b"\xff\xd8\xff"),
    "image/gif": _begins(b"GIF87a", b"GIF89a"),
    "image/tiff": _begins(b"II*\0", b"MM\0*"),
    "image/webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    "image/heic": lambda head: head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"mif1", b"heix"),
    "video/mp4": lambda head: head[4:8] == b"ftyp",
    f"{_OFFICE}wordprocessingml.document": _ZIP,
    f"{_OFFICE}spreadsheetml.sheet": _ZIP,
    f"{_OFFICE}presentationml.presentation": _ZIP,
    "application/zip": _ZIP,
    "text/plain": _is_text,
    "text/csv": _is_text,
    "application/json": _is_text,
    "application/xml": _is_xml,
    ANYTHING: _is_data,
}
"""Media type → whether the beginning of a file is of it."""


def taken_as(media_type: str, head: bytes) -> str:
    """The type to keep a file as: what it is said to be, if its beginning is of that; any other
    data as such, and never as what a browser would open. Refuses file_type_not_taken."""
    head = head[:HEAD_BYTES]
    is_of = TAKEN.get(media_type)
    if is_of is None:
        media_type, is_of = ANYTHING, _is_data
    if not is_of(head):
        raise FileTypeNotTaken(said=media_type)
    return media_type
