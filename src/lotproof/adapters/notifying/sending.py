"""One message, sent by whatever its channel is, to where its keys are for."""

from urllib.parse import urlsplit

from lotproof.adapters.notifying.keys import Keys
from lotproof.adapters.notifying.letters import Letter
from lotproof.adapters.notifying.mail import send_mail
from lotproof.adapters.notifying.posts import send_post
from lotproof.adapters.notifying.trouble import NotSent
from lotproof.kernel.clock import Instant
from lotproof.modules.notifications.queries import Channel
from lotproof.modules.notifications.vocabulary import ChannelKind, Trouble


def send(letter: Letter, channel: Channel, mail: str | None, keys: Keys, now: Instant) -> str:
    """Send a letter by a channel, to `mail` if that is mail; the provider's receipt.

    NotSent says whether it surely did not arrive, or may have. Neither says a key, though the other
    end may repeat what it was asked.
    """
    host = urlsplit(channel.address).hostname
    if host != keys.host.lower():
        said = f"the keys of {channel.code} are for {keys.host}, not for {host}"
        raise NotSent(Trouble.NO_SECRET, said)
    try:
        return keys.without(_sent(letter, channel, mail, keys, now))
    except NotSent as failed:
        raise NotSent(failed.trouble, keys.without(failed.said)) from None


def _sent(letter: Letter, channel: Channel, mail: str | None, keys: Keys, now: Instant) -> str:
    if channel.kind is not ChannelKind.MAIL:
        return send_post(channel.kind, letter, channel.address, keys, now)
    if mail is None:
        raise NotSent(Trouble.NO_ADDRESS)
    assert channel.sender is not None, "a mail channel has a sender"
    return send_mail(letter, channel.address, channel.sender, mail, keys)
