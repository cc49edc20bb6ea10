"""The verifier's own Ed25519: RFC 8032 vectors, the library as oracle, known edge cases."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from lotproof_verifier.ed25519 import verify

# RFC 8032 §7.1: private key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        "f9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
        "f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
        "4dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3"
        "feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c664"
        "31e0303dca179c138ac17ad9bef1177331a704",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19


def library_verifies(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize(("private", "public", "message", "signature"), VECTORS)
def test_rfc_8032_vectors(private, public, message, signature):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    assert key.public_key().public_bytes_raw().hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    assert verify(*map(bytes.fromhex, (public, signature, message)))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.data())
def test_agrees_with_the_library(seed, message, data):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert verify(public, signature, message)
    bit = data.draw(st.integers(0, 64 * 8 - 1))
    changed = (int.from_bytes(signature, "little") ^ 1 << bit).to_bytes(64, "little")
    assert not verify(public, changed, message)
    assert not verify(public, signature, message + b"!")
    bit = data.draw(st.integers(0, 32 * 8 - 1))
    other = (int.from_bytes(public, "little") ^ 1 << bit).to_bytes(32, "little")
    assert verify(other, signature, message) is library_verifies(other, signature, message) is False


def test_second_spelling_of_a_signature_is_refused():
    """RFC 8032 §5.1.7: S + L would verify too, were its range not checked."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"text")
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not verify(public, signature[:32] + scalar.to_bytes(32, "little"), b"text")


@pytest.mark.parametrize(
    "public",
    [
        (PRIME + 1).to_bytes(32, "little"),
        (2).to_bytes(32, "little"),
        (1 | 1 << 255).to_bytes(32, "little"),
        bytes(31),
        b"",
    ],
    ids=["y not below p", "no point", "x is 0 with sign", "short", "empty"],
)
def test_bytes_that_are_no_key(public):
    assert not verify(public, bytes(64), b"text")


@pytest.mark.parametrize("length", [0, 63, 65])
def test_signature_of_a_wrong_length(length):
    public = bytes.fromhex(VECTORS[0][1])
    assert not verify(public, bytes(length), b"")
