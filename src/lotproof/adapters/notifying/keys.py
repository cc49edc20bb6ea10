"""What a channel needs to be let in: kept on the server, never in the ledger or the database.

One file a channel in `notifying/` in the data folder, readable by the owner only.
"""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec

FOLDER: Final = "notifying"
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_OTHERS: Final = 0o077


class KeysUnusable(ValueError):
    """The file of a channel's keys is not there, is open to others, or cannot be read."""


class Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`token` names a robot in its address, `secret` signs, `user` and `password` are for mail.

    They are for one `host`, as whoever keeps the server says: whoever may change a channel's
    address in the application does not thereby have them sent elsewhere.
    Only with `is_private_allowed` is an address of the private network reached, or one without
    TLS there: whoever may define a channel in the application is not thereby let into the network
    of the server.
    """

    host: str
    token: str | None = None
    secret: str | None = None
    user: str | None = None
    password: str | None = None
    is_private_allowed: bool = False

    def without(self, said: str) -> str:
        """What somebody said, without these keys: it is kept for ever and read by many."""
        for key in (self.token, self.secret, self.password):
            for shown in (key, quote(key, safe="")) if key else ():
                said = said.replace(shown, "…")
        return said


def _path(folder: Path, code: str) -> Path:
    if not _CODE.fullmatch(code):
        raise KeysUnusable(f"{code!r} is not a code of small letters, digits and -")
    return folder / FOLDER / f"{code}.json"


def keys_of(folder: Path, code: str) -> Keys:
    """The keys of a channel; KeysUnusable without a file that only its owner may read."""
    path = _path(folder, code)
    try:
        if path.stat().st_mode & _OTHERS:
            raise KeysUnusable(f"{FOLDER}/{path.name} can be read by others: chmod 600")
        return msgspec.json.decode(path.read_bytes(), type=Keys)
    except FileNotFoundError:
        raise KeysUnusable(f"{FOLDER}/{path.name} is not in the data folder") from None
    except (OSError, msgspec.MsgspecError) as error:
        raise KeysUnusable(f"{FOLDER}/{path.name}: {type(error).__name__}") from None


def keep_keys(folder: Path, code: str, keys: Keys) -> Path:
    """Write the keys of a channel, for the owner only; KeysUnusable for a code that is none."""
    path = _path(folder, code)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    made = path.with_suffix(".new")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(keys), indent=2))
    made.chmod(0o600)
    made.replace(path)
    return path
