"""The configuration: one TOML file. What is wrong in it is said with its place and a way out."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta

from lotproof.adapters.collector.readings import Wanted
from lotproof.adapters.collector.trouble import Trouble
from lotproof.kernel.quantity import UNITS
from lotproof.kernel.text import Text, t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.monitoring.vocabulary import Phase

EQUIPMENT_ID = rf"^{EquipmentId.prefix}_[0-9]+$"
_Text = Annotated[str, Meta(min_length=1)]
_Tag = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
_Source = Annotated[str, Meta(max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
_Port = Annotated[int, Meta(ge=1, le=65535)]


class _Part(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A table of the file."""


class _Tagged(_Part, kw_only=True):
    """What a value becomes: a reading of `tag`, a phase of the machine `equipment`, or both."""

    tag: _Tag | None = None
    decimals: Annotated[int, Meta(ge=0, le=12)] | None = None
    equipment: _Text | None = None
    phases: dict[str, Phase] | None = None

    def wanted(self) -> Wanted:
        return Wanted(self.tag, self.decimals or 0, self.equipment, self.phases)


class OpcUaTag(_Tagged, kw_only=True):
    node: _Text


class SetNode(_Part, kw_only=True):
    """Where a machine says one of the values that it is set to."""

    node: _Text
    code: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,20}$")]
    unit: _Text
    decimals: Annotated[int, Meta(ge=0, le=12)]
    write: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class MachineSettings(_Part, kw_only=True):
    """What a machine is set to for a program, whose name is given or read from it.

    It is written only where a value says `write`, and while the machine says at `state_node`
    that it is in one of `rest_states`.
    """

    equipment_id: Annotated[str, Meta(pattern=EQUIPMENT_ID)]
    values: Annotated[list[SetNode], Meta(min_length=1, max_length=200)]
    program: _Text | None = None
    program_node: _Text | None = None
    state_node: _Text | None = None
    rest_states: list[_Text] = []

    @property
    def is_writable(self) -> bool:
        return any(each.write for each in self.values)


class OpcUa(_Part, kw_only=True):
    """An OPC UA server. With `history` what was missed is read from it afterwards.

    With `security` everything is signed and encrypted, and no other server is believed than the
    one whose certificate is named.
    """

    source: _Source
    url: _Text
    tags: list[OpcUaTag] = []
    settings: list[MachineSettings] = []
    interval_ms: Annotated[int, Meta(ge=10, le=3_600_000)] = 1_000
    history: bool = False
    user: str | None = None
    password_file: str | None = None
    security: Literal["Basic256Sha256", "Aes128Sha256RsaOaep", "Aes256Sha256RsaPss"] | None = None
    certificate: str | None = None
    key_file: str | None = None
    server_certificate: str | None = None
    user_certificate: str | None = None
    user_key_file: str | None = None


class JsonTag(_Tagged, kw_only=True):
    """Where a value stands in the messages of a topic: JSON pointers (RFC 6901)."""

    topic: _Text
    value: str
    at: str | None = None
    quality: str | None = None


class SparkplugTag(_Tagged, kw_only=True):
    """A metric: `group/edge node/metric` or `group/edge node/device/metric`."""

    metric: _Text


class _Broker(_Part, kw_only=True):
    """An MQTT broker. The client id is what its session is kept under: never change it."""

    source: _Source
    host: _Text
    client_id: _Text
    port: _Port = 1883
    tls: bool = False
    ca_file: str | None = None
    user: str | None = None
    password_file: str | None = None


class MqttJson(_Broker, kw_only=True):
    """Plain JSON. Without `at` a reading has the time at which its message came."""

    tags: Annotated[list[JsonTag], Meta(min_length=1)]
    at_form: Literal["iso", "s", "ms", "us"] = "iso"


class Sparkplug(_Broker, kw_only=True):
    """Sparkplug B. With `host_id` edge nodes keep what they have while the collector is away."""

    tags: Annotated[list[SparkplugTag], Meta(min_length=1)]
    host_id: _Text | None = None


class CsvColumn(_Tagged, kw_only=True):
    column: _Text


class Csv(_Part, kw_only=True):
    """Files of a logger. `at` has the columns of the time, joined by a space, read by `at_form`."""

    source: _Source
    files: _Text
    at: Annotated[list[str], Meta(min_length=1)]
    zone: _Text
    columns: Annotated[list[CsvColumn], Meta(min_length=1)]
    at_form: str = "iso"
    delimiter: Annotated[str, Meta(min_length=1, max_length=1)] = ","
    decimal: Literal[".", ","] = "."
    encoding: Literal["utf-8", "gb18030", "latin-1"] = "utf-8"
    skip_lines: Annotated[int, Meta(ge=0)] = 0


class Config(_Part, kw_only=True):
    """The whole file; paths in it are relative to its folder."""

    server: _Text
    store: _Text
    token_file: str | None = None
    ca_file: str | None = None
    every_seconds: Annotated[float, Meta(gt=0, le=3600)] = 5.0
    batch_max: Annotated[int, Meta(ge=1, le=2_000)] = 1_000
    opcua: list[OpcUa] = []
    mqtt: list[MqttJson] = []
    sparkplug: list[Sparkplug] = []
    csv: list[Csv] = []


def read_config(path: Path) -> Config:
    """The configuration in a file; Trouble names the file, the line or key, and what to do."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            t(
                "{path} cannot be read: {error}. Name a TOML file in UTF-8.",
                "无法读取 {path}：{error}。请指定 UTF-8 编码的 TOML 文件。",
            ).fill(path=path, error=error)
        ) from error
    try:
        config = msgspec.convert(tomllib.loads(text), Config)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, str(error), _TOML) from error
    except msgspec.ValidationError as error:
        raise _wrong(path, _placed(str(error)), _KEYS) from error
    for place, said in _contradictions(config):
        raise _wrong(path, place, said)
    return config


_TOML = t("This is not TOML; correct the line.", "此处不是有效的 TOML，请更正该行。")
_KEYS = t(
    "Correct the key; docs/operating/collector.md lists them all.",
    "请更正该键；所有键见 docs/operating/collector.md。",
)


def _wrong(path: Path, place: str, said: Text) -> Trouble:
    return Trouble(
        t("{path}: {place}. {said}", "{path}：{place}。{said}").fill(
            path=path, place=place, said=said
        )
    )


def _placed(said: str) -> str:
    """`…- at `$.opcua[0].tags[1]`` as `opcua[0].tags[1]: …`."""
    found = re.fullmatch(r"(.*) - at `\$?\.?(.*)`", said)
    return f"{found[2]}: {found[1]}" if found and found[2] else said


def _contradictions(config: Config) -> list[tuple[str, Text]]:
    found = []
    if (
        urlsplit(config.server).scheme not in ("http", "https")
        or not urlsplit(config.server).netloc
    ):
        said = t("Give the server as https://host:port.", "请以 https://主机:端口 填写服务器。")
        found.append(("server", said))
    if not (config.opcua or config.mqtt or config.sparkplug or config.csv):
        said = t(
            "Nothing is to be read: add [[opcua]], [[mqtt]], [[sparkplug]] or [[csv]].",
            "没有任何数据来源：请添加 [[opcua]]、[[mqtt]]、[[sparkplug]] 或 [[csv]]。",
        )
        found.append(("sources", said))
    for place, tagged in _tagged(config):
        found += [(place, said) for said in _incomplete(tagged)]
    for i, opcua in enumerate(config.opcua):
        said_of_all = [*_insecure(opcua), *_unclear_settings(opcua), *_unsafe(opcua)]
        found += [(f"opcua[{i}]", said) for said in said_of_all]
    for i, csv in enumerate(config.csv):
        if Path(csv.files).is_absolute():
            said = t(
                "Name files below the folder of this file.", "请指定本文件所在文件夹下的文件。"
            )
            found.append((f"csv[{i}].files", said))
        try:
            ZoneInfo(csv.zone)
        except (ZoneInfoNotFoundError, ValueError):
            said = t("Give an IANA time zone: Asia/Shanghai.", "请填写 IANA 时区：Asia/Shanghai。")
            found.append((f"csv[{i}].zone", said))
    return found + _repeated(config)


def _tagged(config: Config) -> list[tuple[str, _Tagged]]:
    return [
        *((f"opcua[{i}].tags[{j}]", tag) for i, each in enumerate(config.opcua)
          for j, tag in enumerate(each.tags)),
        *((f"mqtt[{i}].tags[{j}]", tag) for i, each in enumerate(config.mqtt)
          for j, tag in enumerate(each.tags)),
        *((f"sparkplug[{i}].tags[{j}]", tag) for i, each in enumerate(config.sparkplug)
          for j, tag in enumerate(each.tags)),
        *((f"csv[{i}].columns[{j}]", tag) for i, each in enumerate(config.csv)
          for j, tag in enumerate(each.columns)),
    ]  # fmt: skip


def _incomplete(tagged: _Tagged) -> list[Text]:
    found = []
    if tagged.tag is None and tagged.equipment is None:
        found.append(
            t("Give tag, or equipment and phases.", "请填写 tag，或 equipment 与 phases。")
        )
    if (tagged.tag is None) is not (tagged.decimals is None):
        found.append(
            t("tag and decimals go together.", "tag 与 decimals 须同时填写。"),
        )
    if (tagged.equipment is None) is not (tagged.phases is None):
        found.append(
            t("equipment and phases go together.", "equipment 与 phases 须同时填写。"),
        )
    return found


def _unclear_settings(opcua: OpcUa) -> list[Text]:
    found = []
    if not opcua.tags and not opcua.settings:
        found.append(
            t("Give [[opcua.tags]] or [[opcua.settings]].", "请填写 opcua.tags 或 opcua.settings。")
        )
    for each in opcua.settings:
        if (each.program is None) is (each.program_node is None):
            found.append(
                t(
                    "{equipment}: give program or program_node, one of the two.",
                    "{equipment}：program 与 program_node 须且只能填写一个。",
                ).fill(equipment=each.equipment_id)
            )
        codes = [value.code for value in each.values]
        found += [
            t("{code} is there twice.", "{code} 重复。").fill(code=code)
            for code in sorted(set(codes))
            if codes.count(code) > 1
        ]
        found += [
            t("{unit} is no unit of Lotproof.", "{unit} 不是 Lotproof 的单位。").fill(
                unit=value.unit
            )
            for value in each.values
            if value.unit not in UNITS
        ]
    return found


def _unsafe(opcua: OpcUa) -> list[Text]:
    """What must be known before anything is written: bounds, and when the machine is at rest."""
    found = []
    for each in opcua.settings:
        if each.is_writable and (each.state_node is None or not each.rest_states):
            found.append(
                t(
                    "{equipment}: to write, give state_node and rest_states.",
                    "{equipment}：允许写入时须填写 state_node 与 rest_states。",
                ).fill(equipment=each.equipment_id)
            )
        found += [
            t(
                "{code}: to write, give minimum and maximum, the lesser one first.",
                "{code}：允许写入时须填写 minimum 与 maximum，且前者不大于后者。",
            ).fill(code=value.code)
            for value in each.values
            if value.write and not _is_bounded(value)
        ]
    return found


def _is_bounded(value: SetNode) -> bool:
    low, high = value.minimum, value.maximum
    if low is None or high is None or not (low.is_finite() and high.is_finite()):
        return False
    return low <= high


def _insecure(opcua: OpcUa) -> list[Text]:
    files = (opcua.certificate, opcua.key_file, opcua.server_certificate)
    found = []
    if any((each is None) is not (opcua.security is None) for each in files):
        found.append(
            t(
                "security, certificate, key_file and server_certificate go together.",
                "security、certificate、key_file 与 server_certificate 须同时填写。",
            )
        )
    if (opcua.user_certificate is None) is not (opcua.user_key_file is None):
        found.append(
            t(
                "user_certificate and user_key_file go together.",
                "user_certificate 与 user_key_file 须同时填写。",
            )
        )
    if opcua.user_certificate is not None and (opcua.security is None or opcua.user is not None):
        found.append(
            t(
                "user_certificate needs security, and stands in the place of user.",
                "user_certificate 须与 security 同用，并代替 user。",
            )
        )
    return found


def _repeated(config: Config) -> list[tuple[str, Text]]:
    """A source has one reader, so that what it has read is known."""
    sources: list[OpcUa | _Broker | Csv] = [
        *config.opcua, *config.mqtt, *config.sparkplug, *config.csv,
    ]  # fmt: skip
    codes = [each.source for each in sources]
    said = t("Each source stands once; register another one.", "每个来源只能出现一次，请另行登记。")
    return [(f"source {code}", said) for code in sorted(set(codes)) if codes.count(code) > 1]
