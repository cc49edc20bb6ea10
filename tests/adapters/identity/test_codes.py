"""One-time codes against the RFC's own values, recovery codes, and what is sealed."""

import stat
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from lotproof.adapters.identity.codes import (
    address_of,
    code_at,
    matching_step,
    new_recovery_codes,
    new_seed,
    picture_of,
    readable,
    recovery_digest,
)
from lotproof.adapters.identity.sealing import KEY_FILE, Seal, SealBroken, TicketOver

RFC_SEED = b"12345678901234567890"
RFC_6238 = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]
"""RFC 6238 appendix B, SHA-1, the last six of its eight digits."""


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert code_at(RFC_SEED, seconds // 30) == code
    assert matching_step(RFC_SEED, code, seconds) == seconds // 30


@given(st.integers(min_value=2, max_value=10**8))
def test_clocks_may_be_one_step_apart_and_no_more(step: int) -> None:
    code = code_at(RFC_SEED, step)
    for away in (-1, 0, 1):
        assert matching_step(RFC_SEED, code, (step + away) * 30) is not None
    far = matching_step(RFC_SEED, code, (step + 2) * 30)
    assert far is None or code_at(RFC_SEED, far) == code


@given(st.text(max_size=12))
def test_any_other_text_is_no_code(text: str) -> None:
    found = matching_step(RFC_SEED, text, 59)
    assert found is None or code_at(RFC_SEED, found) == text


def test_an_app_reads_the_address_from_the_picture() -> None:
    seed = new_seed()
    address = address_of(seed, "keeper", "Plant 一厂")
    assert address.startswith("otpauth://totp/")
    assert f"secret={readable(seed).replace(' ', '')}" in address
    assert picture_of(address).lstrip().startswith("<?xml")
    drawn = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    assert [found.text for found in zxingcpp.read_barcodes(drawn)] == [address]


def test_recovery_codes_are_ten_and_read_however_they_are_typed() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    typed = codes[0].replace("-", " ").lower()
    assert recovery_digest(typed, b"key") == recovery_digest(codes[0], b"key")
    assert recovery_digest(codes[0], b"other") != recovery_digest(codes[0], b"key")
    assert recovery_digest(codes[1], b"key") != recovery_digest(codes[0], b"key")


def test_what_is_sealed_is_read_under_the_same_key_for_the_same_purpose(tmp_path: Path) -> None:
    seal = Seal(tmp_path)
    text = seal.seal(b"seed", "totp usr_1")
    assert b"seed" not in text.encode()
    assert Seal(tmp_path).open(text, "totp usr_1") == b"seed"
    with pytest.raises(SealBroken):
        seal.open(text, "totp usr_2")
    with pytest.raises(SealBroken):
        seal.open(text[:-4] + "AAAA", "totp usr_1")
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(SealBroken):
        Seal(other).open(text, "totp usr_1")


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Seal:
    return Seal(tmp_path_factory.mktemp("seal"))


@given(text=st.text(max_size=80))
def test_nothing_else_opens(seal: Seal, text: str) -> None:
    with pytest.raises(SealBroken):
        seal.open(text, "any")


def test_a_ticket_has_its_time(tmp_path: Path) -> None:
    seal = Seal(tmp_path)
    ticket = seal.ticket("second", {"user": "usr_1"}, until=100)
    assert seal.read_ticket(ticket, "second", 99) == {"user": "usr_1"}
    with pytest.raises(TicketOver):
        seal.read_ticket(ticket, "second", 100)


def test_a_key_that_is_cut_is_not_used(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(OSError, match="32 bytes"):
        Seal(tmp_path)
