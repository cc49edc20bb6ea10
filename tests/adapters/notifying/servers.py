"""Real servers on this machine that messages are sent to: HTTP, and SMTP with and without TLS."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from lotproof.adapters.local_ca import LocalAuthority

USER, PASSWORD = "lotproof", "not a real one"


class Asked(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


Answer = Callable[[BaseHTTPRequestHandler], None]


def answering(status: int, body: bytes = b"", **headers: str) -> Answer:
    """Give an answer of this status."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    """Take the request and close the line without a word."""
    handler.close_connection = True


class HookServer:
    """Answers POSTs in turn as told, the last answer again and again; remembers what it got."""

    def __init__(self, *answers: Answer, host: str = "127.0.0.1") -> None:
        self.answers, self.asked = list(answers), list[Asked]()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.asked.append(Asked(self.path, headers, body))
                first = outer.answers[0]
                if len(outer.answers) > 1:
                    del outer.answers[0]
                first(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
                del format, args

        self.server = ThreadingHTTPServer((host, 0), Handler)

    @property
    def port(self) -> int:
        return self.server.server_port

    @contextlib.contextmanager
    def serving(self, context: ssl.SSLContext | None = None) -> Iterator["HookServer"]:
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            thread.join(timeout=10)
            self.server.server_close()


class MailServer:
    """An SMTP server that keeps what it gets; `refusals` are answers to RCPT and to the content."""

    def __init__(self, *, to_rcpt: str = "250 OK", to_data: str = "250 OK queued as 7") -> None:
        self.to_rcpt, self.to_data = to_rcpt, to_data
        self.got: list[EmailMessage] = []
        self.logins: list[bool] = []

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if self.to_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_rcpt

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del server
        assert isinstance(envelope.content, bytes)
        found = message_from_bytes(envelope.content, policy=default)
        assert isinstance(found, EmailMessage)
        self.got.append(found)
        self.logins.append(bool(session.authenticated))
        return self.to_data

    @contextlib.contextmanager
    def serving(
        self, context: ssl.SSLContext | None = None, *, by_starttls: bool = False
    ) -> Iterator[int]:
        """Give the port; TLS from the first byte on or by STARTTLS, or none without context."""
        starttls = context if by_starttls else None
        loop = asyncio.new_event_loop()

        def speaker() -> SMTP:
            return SMTP(
                self,
                authenticator=_authenticate,
                auth_require_tls=by_starttls,
                tls_context=starttls,
                require_starttls=by_starttls,
                loop=loop,
            )

        made = loop.create_server(speaker, "127.0.0.1", 0, ssl=None if by_starttls else context)
        server = loop.run_until_complete(made)
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            asyncio.run_coroutine_threadsafe(_ended(server), loop).result(timeout=10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(timeout=10)
            loop.close()


async def _ended(server: asyncio.Server) -> None:
    """No line of it is left open."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _authenticate(*asked: Any) -> AuthResult:
    given = asked[-1]
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=given == right, handled=False)


def vouched_for(folder: Path) -> tuple[LocalAuthority, ssl.SSLContext]:
    """An authority for localhost, and what a server of it shows."""
    authority = LocalAuthority(folder, "Test plant", ("localhost",))
    authority.renew()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.server_file)
    return authority, context
