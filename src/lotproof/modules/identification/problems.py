"""What can be wrong with an identification carrier, said once in both languages.

A message names what was found and what to do next, because the person who reads it
stands at a scanner with the goods in hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lotproof.kernel.text import Language, Text

SHOWN_LENGTH_MAX: Final = 60
_INVISIBLE: Final = {"\x1d": "<GS>"}

PROBLEMS: Final[Mapping[str, Text]] = {
    "empty": Text(
        "Nothing was read. Scan the code again or type it.",
        "没有读到内容。请重新扫码或手工输入。",
    ),
    "too_long": Text(
        "The text has {length} characters; at most {length_max} are accepted. "
        "Scan one code at a time.",
        "文本有 {length} 个字符，最多接受 {length_max} 个。请一次只扫一个码。",
    ),
    "bad_character": Text(
        "The character {character} cannot stand in {what}. "
        "Check the scanner's keyboard language, then scan again.",
        "字符 {character} 不能出现在{what}中。请检查扫码枪的键盘语言设置后重新扫码。",
    ),
    "unsupported_symbol": Text(
        "Symbols of kind {symbol} carry no device identification. Scan another code on the label.",
        "{symbol} 类条码不含器械标识。请扫标签上的其他条码。",
    ),
    "unknown_application_identifier": Text(
        "{text} does not begin with a GS1 application identifier. If the element before it "
        "is of variable length, its separator (FNC1) may be missing: report the label.",
        "{text} 不是以 GS1 应用标识符开头。若前一个数据项长度可变，可能缺少分隔符(FNC1)："
        "请上报该标签。",
    ),
    "truncated": Text(
        "The value of {element} ends too early: {value}. Scan the whole code again.",
        "{element} 的内容不完整：{value}。请重新扫完整的码。",
    ),
    "value_too_long": Text(
        "The value of {element} has {length} characters; at most {length_max} are allowed. "
        "Shorten it, or check what was typed.",
        "{element} 的内容有 {length} 个字符，最多允许 {length_max} 个。请缩短或核对输入。",
    ),
    "missing_separator": Text(
        "The value of {element} runs to {length} characters, {length_max} are allowed: the "
        "separator (FNC1) after it is missing. Set the scanner to send GS (0x1D), or type "
        "the code with brackets, as in (01)…(10)….",
        "{element} 的内容长达 {length} 个字符，最多允许 {length_max} 个：其后缺少分隔符(FNC1)。"
        "请把扫码枪设为发送 GS(0x1D)，或按 (01)…(10)… 的带括号形式输入。",
    ),
    "bad_value": Text(
        "{value} is not a valid value of {element}. Compare it with the label.",
        "{value} 不是 {element} 的有效内容。请与标签核对。",
    ),
    "bad_gtin": Text(
        "{number} is not a GTIN: a GTIN has 8, 12, 13 or 14 digits and is not all zeros. "
        "Compare it with the label.",
        "{number} 不是 GTIN：GTIN 为 8、12、13 或 14 位数字且不全为零。请与标签核对。",
    ),
    "bad_check_digit": Text(
        "The check digit of {number} should be {expected}. "
        "One of the digits is wrong: scan the code, or compare digit by digit.",
        "{number} 的校验码应为 {expected}。其中有一位数字错误：请扫码，或逐位核对。",
    ),
    "bad_check_pair": Text(
        "The two check characters of {number} should be {expected}. "
        "Compare it with the certificate or the declaration.",
        "{number} 的两位校验字符应为 {expected}。请与证书或声明核对。",
    ),
    "bad_date": Text(
        "{value} is not a date of the form {form}. Compare it with the label.",
        "{value} 不是 {form} 形式的日期。请与标签核对。",
    ),
    "conflicting_values": Text(
        "{element} occurs twice with different values: {first} and {second}. "
        "Do not use the goods; report the label.",
        "{element} 出现两次且内容不同：{first} 与 {second}。请勿使用该货物，并上报该标签。",
    ),
    "ambiguous": Text(
        "{text} contains what reads as an application identifier in brackets, so that its "
        "printed form would be read wrongly. Use another number.",
        "{text} 中含有形如带括号应用标识符的内容，打印后会被误读。请改用其他编号。",
    ),
    "unmarked": Text(
        "{text} may be GS1 data without its start mark. If it is, set the scanner to send the "
        "symbology identifier (such as ]C1), or type the code with brackets.",
        "{text} 可能是缺少起始标记的 GS1 数据。若是，请把扫码枪设为发送码制标识符(如 ]C1)，"
        "或按带括号形式输入。",
    ),
    "bad_digital_link": Text(
        "The web address {text} is not a valid GS1 Digital Link: {reason}. Report the label.",
        "网址 {text} 不是有效的 GS1 Digital Link：{reason}。请上报该标签。",
    ),
    "bad_hibc": Text(
        "{text} does not follow the HIBC format at {part}. Scan again or report the label.",
        "{text} 在 {part} 处不符合 HIBC 格式。请重新扫码或上报该标签。",
    ),
    "bad_hibc_check": Text(
        "The last character of the HIBC code {text} should be {expected}. "
        "Scan again; if it was typed, compare every character (a blank is typed as _).",
        "HIBC 码 {text} 的最后一个字符应为 {expected}。请重新扫码；若为手工输入，"
        "请逐字符核对(空格请输入 _)。",
    ),
    "bad_isbt": Text(
        "{text} does not follow the ISBT 128 format at {part}. Scan again or report the label.",
        "{text} 在 {part} 处不符合 ISBT 128 格式。请重新扫码或上报该标签。",
    ),
    "bad_ma": Text(
        "{text} does not follow the MA (IDcode) format at {part}. Scan again or report the label.",
        "{text} 在 {part} 处不符合 MA(IDcode) 格式。请重新扫码或上报该标签。",
    ),
    "bad_epc_header": Text(
        "The RFID tag memory {text} begins with {header}; known are 30 (SGTIN-96), "
        "36 (SGTIN-198) and 31 (SSCC-96). The tag may be blank or of another system.",
        "RFID 标签内存 {text} 以 {header} 开头；可识别的有 30(SGTIN-96)、36(SGTIN-198) 和 "
        "31(SSCC-96)。该标签可能为空白或属于其他体系。",
    ),
    "bad_epc": Text(
        "{text} is not a valid EPC: {reason}. Read the tag again or replace it.",
        "{text} 不是有效的 EPC：{reason}。请重新读取或更换标签。",
    ),
    "bad_sscc_part": Text(
        "{value} cannot be the {part} of an SSCC; allowed: {allowed}. Correct it and try again.",
        "{value} 不能作为 SSCC 的{part}；允许：{allowed}。请更正后重试。",
    ),
    "symbol_too_long": Text(
        "A GS1-128 symbol holds at most {length_max} characters; these are {length}. "
        "Use a GS1 DataMatrix.",
        "GS1-128 条码最多容纳 {length_max} 个字符，现有 {length} 个。请改用 GS1 DataMatrix。",
    ),
}


def shown(text: str) -> str:
    """`text` as it may stand in a message: clipped, and with invisible characters named."""
    clipped = text if len(text) <= SHOWN_LENGTH_MAX else text[: SHOWN_LENGTH_MAX - 1] + "…"
    return "".join(
        character if character.isprintable() else _INVISIBLE.get(character, f"<{ord(character):X}>")
        for character in clipped
    )


@dataclass(frozen=True)
class Problem:
    """One entry of `PROBLEMS` with the values for its text."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: Language) -> str:
        filled = {
            name: value.in_(language) if isinstance(value, Text) else value
            for name, value in self.params.items()
        }
        return PROBLEMS[self.code].in_(language).format_map(filled)


class UnreadableCarrier(Exception):
    """A text that is no valid carrier, or values that cannot become one.

    `code` is stable; `params` fill both texts of `PROBLEMS[code]`.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.problem = Problem(code, params)
        super().__init__(self.problem.message("en"))

    @property
    def code(self) -> str:
        return self.problem.code

    @property
    def params(self) -> Mapping[str, object]:
        return self.problem.params

    def message(self, language: Language) -> str:
        return self.problem.message(language)
