"""A body that cannot be read is refused with what was expected, wherever it was sent."""

import time

import pytest

from lotproof.entrypoints.api.limits import Limits
from tests.api.door import Door

ADDRESSES = (
    "/api/session",
    "/api/session/code",
    "/api/session/passkey",
    "/api/account/totp",
    "/api/account/passkeys",
    "/api/signatures/prepare",
    "/api/signing/keys",
    "/api/signing/passkeys",
    "/api/prints",
    "/api/exports",
    "/api/documents/prints",
    "/api/items/itm_1/device-file",
    "/api/graph/lot_1/export",
    "/api/signed-copies/items.item/itm_1",
)
UNREADABLE = {
    "half": b"{",
    "a list": b"[]",
    "unknown field": b'{"unheard_of": 1}',
    **{
        f"{field} not UTF-8": b'{"%s": "\xff"}' % field.encode()
        for field in ("id", "kind", "login", "code", "ticket", "password", "subject", "copy_id")
    },
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_cannot_be_read_is_refused(shared_door: Door, address: str) -> None:
    # So that what is asked here is not too much for one address.
    shared_door.app.state.limits = Limits(lambda: time.monotonic() * 1_000)
    for name, content in UNREADABLE.items():
        found = shared_door.ask("POST", address, "administrator", content=content)
        assert (found.status, found.json["code"]) == (422, "invalid_input"), name
        assert found.json["message"]["en"] != found.json["message"]["zh"], name
