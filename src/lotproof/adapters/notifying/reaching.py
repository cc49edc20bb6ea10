"""Connections to where a channel leads, and to nowhere else.

The address is looked up once and that very address is connected to, so that a name cannot lead
elsewhere between the check and the call. Addresses of the private network are reached only where
the server's own configuration says so. No proxy is asked.
"""

import contextlib
import ipaddress
import socket
import ssl
import threading
from typing import Final, Self

from lotproof.adapters.notifying.trouble import NotSent
from lotproof.modules.notifications.vocabulary import Trouble

CONNECT_S: Final = 10.0
ANSWER_S: Final = 20.0
WHOLE_S: Final = 60.0
"""For everything together, however slowly the other end talks."""
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet; those that stand for another count as it.

    IPv4 in IPv6 (RFC 4291 section 2.5.5.2), 6to4 (RFC 3056) and NAT64 (RFC 6052) are looked into.
    """
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            address = inner
    return address.is_global and not address.is_multicast


def connected(host: str, port: int, *, is_private_allowed: bool) -> tuple[socket.socket, bool]:
    """A connection, and whether it leads into the private network; NotSent if there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent(Trouble.UNREACHABLE, f"{host}: {error}") from None
    places = [(family, str(place[0]), place) for family, _, _, _, place in found]
    is_private = not all(is_public(address) for _, address, _ in places)
    if is_private and not is_private_allowed:
        raise NotSent(Trouble.PRIVATE_ADDRESS, f"{host} is in the private network")
    trouble: OSError | None = None
    for family, _, place in places:
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(CONNECT_S)
        try:
            line.connect(place)
        except OSError as error:
            line.close()
            trouble = error
            continue
        line.settimeout(ANSWER_S)
        return line, is_private
    raise NotSent(Trouble.UNREACHABLE, f"{host}:{port}: {trouble}")


class Limited:
    """Whatever is done on the line it holds ends in time: then the line is cut.

    `with Limited(line) as limited: …`; a server that talks slowly for ever holds nobody up.
    """

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self._timer = threading.Timer(WHOLE_S, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *gone: object) -> None:
        self._timer.cancel()
        self.line.close()

    def over_tls(self, host: str) -> socket.socket:
        """The line over TLS, to whoever has a trusted certificate for the name."""
        try:
            line = ssl.create_default_context().wrap_socket(
                self.line, server_hostname=host, do_handshake_on_connect=False
            )
            self.line = line
            line.do_handshake()
        except ssl.SSLCertVerificationError as error:
            raise NotSent(Trouble.NOT_TRUSTED, f"{host}: {error.verify_message}") from None
        except (OSError, ValueError) as error:
            raise NotSent(Trouble.UNREACHABLE, f"{host}: no TLS: {error}") from None
        return line

    def _cut(self) -> None:
        # The socket's own shutdown: that of TLS is not made to be called by another thread.
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self.line, socket.SHUT_RDWR)
