"""What is wrong in a configuration is said with its place and a way out, in both languages."""

import re
from pathlib import Path

import pytest

from lotproof.adapters.collector.config import read_config
from lotproof.adapters.collector.secret_files import token_of
from lotproof.adapters.collector.store import Store
from lotproof.adapters.collector.trouble import Trouble

PAGE = Path(__file__).parents[2] / "docs/operating/collector.md"
GOOD = """
server = "https://plant.example:8470"
store = "store.sqlite"
token_file = "token"
[[csv]]
source = "logger"
files = "*.csv"
at = ["time"]
zone = "Asia/Shanghai"
columns = [{ column = "T", tag = "T", decimals = 1 }]
"""


def trouble_of(folder: Path, text: str) -> Trouble:
    path = folder / "collector.toml"
    path.write_text(text)
    with pytest.raises(Trouble) as found:
        read_config(path)
    assert str(path) in found.value.text.en
    assert str(path) in found.value.text.zh
    return found.value


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"store.sqlite"', "store.sqlite", "line 3"),
        ("decimals = 1", "decimals = -1", "csv[0].columns[0].decimals"),
        ("decimals = 1", "decimal = 1", "`decimal`"),
        (", decimals = 1", "", "csv[0].columns[0]. tag and decimals go together"),
        (
            'tag = "T", decimals = 1', 'equipment = "PRESS-1"',
            "csv[0].columns[0]. equipment and phases go together",
        ),
        ("https://", "", "server. Give the server as https://host:port"),
        ("Asia/Shanghai", "Peking", "csv[0].zone. Give an IANA time zone"),
        ('source = "logger"', 'source = "a logger"', "csv[0].source"),
        ('"*.csv"', '"/logs/*.csv"', "csv[0].files. Name files below the folder"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert said in trouble_of(tmp_path, GOOD.replace(before, after)).text.en


def test_the_configuration_of_the_docs_can_be_read(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    path = tmp_path / "collector.toml"
    path.write_text(found[1])
    config = read_config(path)
    assert config.opcua
    assert config.mqtt
    assert config.sparkplug
    assert config.csv


def test_a_source_has_one_reader(tmp_path: Path) -> None:
    again = GOOD[GOOD.index("[[csv]]") :]
    assert "source logger. Each source stands once" in trouble_of(tmp_path, GOOD + again).text.en


def test_nothing_to_read_is_a_mistake(tmp_path: Path) -> None:
    nothing = GOOD[: GOOD.index("[[csv]]")]
    assert "Nothing is to be read" in trouble_of(tmp_path, nothing).text.en


def test_a_token_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "collector.toml"
    path.write_text(GOOD)
    config, token = read_config(path), tmp_path / "token"
    with pytest.raises(Trouble, match="cannot be read"):
        token_of(config, tmp_path, {})
    token.write_text("secret\n")
    token.chmod(0o640)
    with pytest.raises(Trouble, match="chmod 600"):
        token_of(config, tmp_path, {})
    token.chmod(0o600)
    assert token_of(config, tmp_path, {}) == "secret"
    assert token_of(config, tmp_path, {"LOTPROOF_TOKEN": "other"}) == "other"


def test_a_store_belongs_to_one_collector(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with pytest.raises(Trouble, match="Only one collector"):
        Store(tmp_path / "store")
    store.close()
    Store(tmp_path / "store").close()


def test_a_store_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="cannot be used"):
        Store(tmp_path / "nowhere" / "store")


SECOND_VALUE = 'decimals = 1 }, { node = "i=1", code = "T", unit = "Cel", decimals = 1 }'
SETTINGS = """
server = "https://plant.example:8470"
store = "store.sqlite"
[[opcua]]
source = "press"
url = "opc.tcp://press.example:4840"
[[opcua.settings]]
equipment_id = "eqp_3"
program = "P1"
values = [{ node = "ns=2;s=SetT", code = "T", unit = "Cel", decimals = 1 }]
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("eqp_3", "PRESS-1", "opcua[0].settings[0].equipment_id"),
        ('program = "P1"', "", "opcua[0]. eqp_3: give program or program_node"),
        ('"P1"', '"P1"\nprogram_node = "ns=2;s=P"', "opcua[0]. eqp_3: give program or"),
        ('"Cel"', '"K9"', "opcua[0]. K9 is no unit of Lotproof"),
        ("decimals = 1 }", SECOND_VALUE, "opcua[0]. T is there twice"),
        (SETTINGS[SETTINGS.index("[[opcua.settings]]") :], "", "opcua[0]. Give [[opcua.tags]]"),
    ],
)
def test_a_mistake_in_settings_is_said_with_its_place(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert said in trouble_of(tmp_path, SETTINGS.replace(before, after)).text.en


WRITTEN = SETTINGS.replace(
    "decimals = 1 }", "decimals = 1, write = true, minimum = 100.0, maximum = 220 }"
).replace('"P1"', '"P1"\nstate_node = "ns=2;s=State"\nrest_states = ["0"]')
BOUNDS = "opcua[0]. T: to write, give minimum and maximum"
REST = "opcua[0]. eqp_3: to write, give state_node and rest_states"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("minimum = 100.0, ", "", BOUNDS),
        (", maximum = 220", "", BOUNDS),
        ("minimum = 100.0", "minimum = 220.1", BOUNDS),
        ("minimum = 100.0", "minimum = nan", BOUNDS),
        ("maximum = 220", "maximum = inf", BOUNDS),
        ('state_node = "ns=2;s=State"', "", REST),
        ('rest_states = ["0"]', "", REST),
        ('["0"]', "[]", REST),
    ],
)
def test_nothing_is_writable_without_bounds_and_a_word_of_rest(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in WRITTEN
    assert said in trouble_of(tmp_path, WRITTEN.replace(before, after)).text.en


def test_nothing_is_writable_unless_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "collector.toml"
    for text, expected in ((SETTINGS, False), (WRITTEN, True)):
        path.write_text(text)
        assert read_config(path).opcua[0].settings[0].is_writable is expected
