"""Keys of others wait for whoever may confirm them, and does so by signing."""

from collections.abc import Iterator

from lotproof.kernel.awaiting import Awaited, awaits_signature
from lotproof.kernel.reader import Reader
from lotproof.kernel.text import Text
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.records import SigningKey
from lotproof.modules.signing.vocabulary import KeyState, SigningKeyId


@awaits_signature("signing.key.confirm")
def keys_to_confirm(reader: Reader, actor: str) -> Iterator[Awaited]:
    """Pending keys of persons who are not the reader."""
    for key in reader.find(SigningKey, state=KeyState.PENDING):
        if UserId.text(key.user_id) == actor:
            continue
        name, id_ = reader.get(User, key.user_id).name, SigningKeyId.text(key.id)
        yield Awaited(
            subject=id_,
            title=Text(f"{name}: signing key", f"{name}：签名密钥"),
            command="signing.confirm_key/1",
            given={"key_id": id_},
            since=key.enrolled_at,
        )
