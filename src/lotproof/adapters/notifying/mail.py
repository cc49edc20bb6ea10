"""Messages by mail: SMTP (RFC 5321) over TLS."""

import contextlib
import smtplib
import socket
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit

from lotproof.adapters.notifying.keys import Keys
from lotproof.adapters.notifying.letters import Letter
from lotproof.adapters.notifying.reaching import ANSWER_S, Limited, connected
from lotproof.adapters.notifying.trouble import NotSent, printable
from lotproof.modules.notifications.vocabulary import Trouble

_PORTS: Final = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
_OK: Final = 250


class _Line(smtplib.SMTP):
    """SMTP over a connection that is there already; the library only dials by itself."""

    def __init__(self, line: socket.socket) -> None:
        self._given = line
        super().__init__(timeout=ANSWER_S)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        del host, port, timeout
        return self._given


def message_of(letter: Letter, sender: str, mail: str) -> EmailMessage:
    """The mail of a letter, under a Message-ID that is the same in all attempts (RFC 5322)."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["From"] = sender
    message["To"] = mail
    message["Date"] = format_datetime(datetime.fromtimestamp(letter.told_at // 1_000_000, UTC))
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nothing answers it by itself
    message.set_content(letter.text)
    return message


def send_mail(letter: Letter, address: str, sender: str, mail: str, keys: Keys) -> str:
    """Send one mail; what the server said when it took it. NotSent otherwise."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    line, is_private = connected(host, port, is_private_allowed=keys.is_private_allowed)
    raw = message_of(letter, sender, mail).as_bytes()
    with Limited(line) as limited:
        if parts.scheme == "smtps":
            limited.over_tls(host)
        elif parts.scheme == "smtp" and not is_private:
            raise NotSent(Trouble.NOT_TRUSTED, f"{host} is reached without TLS")
        smtp = _Line(limited.line)
        try:
            _open(smtp, limited, host, parts.scheme, keys)
            _envelope(smtp, sender, mail)
        except (OSError, smtplib.SMTPException) as error:
            raise _before(error) from None
        else:
            return _data(smtp, raw)
        finally:
            smtp.close()


def _open(smtp: _Line, limited: Limited, host: str, scheme: str, keys: Keys) -> None:
    _require(*smtp.connect(host), 220)
    smtp.ehlo_or_helo_if_needed()
    if scheme == "smtp+starttls":
        _start_tls(smtp, limited, host)
    if keys.user is not None:
        if scheme == "smtp":
            raise NotSent(Trouble.NOT_TRUSTED, "no password is sent without TLS")
        smtp.login(keys.user, keys.password or "")


def _start_tls(smtp: _Line, limited: Limited, host: str) -> None:
    """RFC 3207. A server that does not offer it gets nothing; what it said before is forgotten."""
    if not smtp.has_extn("starttls"):
        raise NotSent(Trouble.REFUSED, f"{host} offers no STARTTLS")
    _require(*smtp.docmd("STARTTLS"), 220)
    smtp.sock = limited.over_tls(host)
    smtp.file = None
    smtp.helo_resp = smtp.ehlo_resp = None
    smtp.esmtp_features, smtp.does_esmtp = {}, False
    smtp.ehlo_or_helo_if_needed()


def _envelope(smtp: _Line, sender: str, mail: str) -> None:
    _require(*smtp.mail(sender), _OK)
    code, said = smtp.rcpt(mail)
    _require(code, said, _OK if code != 251 else 251)


def _data(smtp: _Line, raw: bytes) -> str:
    """From here on it may have arrived, whatever happens."""
    try:
        code, said = smtp.data(raw)
    except smtplib.SMTPDataError as refused:  # it was refused before the content was sent
        raise _answered(refused.smtp_code, refused.smtp_error) from None
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(Trouble.UNANSWERED, type(error).__name__) from None
    _require(code, said, _OK)
    with contextlib.suppress(OSError, smtplib.SMTPException):
        smtp.quit()
    return f"{code} {_words(said)}"


def _require(code: int, said: bytes, wanted: int) -> None:
    if code != wanted:
        raise _answered(code, said)


def _answered(code: int, said: bytes | str) -> NotSent:
    """4yz: come again later; 5yz: never (RFC 5321 section 4.2.1)."""
    trouble = Trouble.BUSY if 400 <= code < 500 else Trouble.REFUSED
    return NotSent(trouble, f"{code} {_words(said)}")


def _before(error: Exception) -> NotSent:
    """What failed before the content was sent."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotSent(Trouble.REFUSED, str(error))
    return NotSent(Trouble.UNREACHABLE, f"{type(error).__name__}: {error}")


def _words(said: bytes | str) -> str:
    return printable(said.decode(errors="replace") if isinstance(said, bytes) else said)
