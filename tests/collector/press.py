"""A press that speaks OPC UA: a real server, in this process."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from asyncua import ua
from asyncua.common.callback import CallbackService, CallbackType, ServerItemCallback
from asyncua.crypto.validator import CertificateValidator, CertificateValidatorOptions
from asyncua.server.server import Server
from asyncua.server.user_managers import CertificateUserManager
from asyncua.ua.status_codes import StatusCodes

from lotproof.kernel.clock import Instant, instant

T = TypeVar("T")
START = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
STRICT = CertificateValidatorOptions.EXT_VALIDATION | CertificateValidatorOptions.PEER_CLIENT
"""Time, application URI and usages of a client's certificate have to be right."""


class Guarded(NamedTuple):
    """How a press is guarded: one policy, its own certificate, and who may sign in with one."""

    policy: ua.SecurityPolicyType
    certificate: Path
    key: Path
    user: Path | None = None


class PressServer:
    """A press that is read by OPC UA; it keeps history, as long as it runs."""

    def __init__(self, port: int, guarded: Guarded | None = None) -> None:
        self.port, self._guarded = port, guarded
        self.writes: list[float] = []
        """What clients have written as set temperature."""
        self.holds_at: float | None = None
        """What the press sets itself to instead of what was written; None: it does as told."""
        self.after_write: Callable[[], None] | None = None
        """Called once a client has written, before it is answered."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.stop()
        self._do(self._rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()

    async def _rest(self) -> None:
        """End what the server leaves running."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _do(self, work: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(awaited(), self._loop).result(30)

    def start(self) -> None:
        self._do(self._start())

    async def _start(self) -> None:
        self._server = Server()
        await self._server.init()
        if self._guarded is not None:
            await self._guard(self._guarded)
        self._server.set_endpoint(f"opc.tcp://127.0.0.1:{self.port}/")
        await self._server.register_namespace("press")
        objects = self._server.nodes.objects
        self._t = await objects.add_variable(ua.NodeId.from_string("ns=2;s=T"), "T", 0.0)
        self._state = await objects.add_variable(ua.NodeId.from_string("ns=2;s=State"), "State", 1)
        await self._t.write_value(_value(20.0, 0))
        self._set_t = await objects.add_variable(
            ua.NodeId.from_string("ns=2;s=SetT"), "SetT", 180.0
        )
        self._program = await objects.add_variable(
            ua.NodeId.from_string("ns=2;s=Program"), "Program", "P1"
        )
        self._server.subscribe_server_callback(CallbackType.PostWrite, self._written)
        await self._server.start()
        await self._server.historize_node_data_change(self._t, period=timedelta(days=1), count=1000)

    async def _written(self, event: ServerItemCallback, service: CallbackService) -> None:
        """A client has written, or tried to; what the press writes itself is not told here."""
        del service
        if not event.is_external:
            return
        results = zip(event.request_params.NodesToWrite, event.response_params, strict=True)
        for asked, status in results:
            if asked.NodeId == self._set_t.nodeid and status.is_good():
                self.writes.append(asked.Value.Value.Value)
                if self.holds_at is not None:
                    await self._set_t.write_value(_value(self.holds_at, 0))
        if self.after_write is not None:
            self.after_write()

    async def _guard(self, guarded: Guarded) -> None:
        await self._server.load_certificate(guarded.certificate)
        await self._server.load_private_key(guarded.key)
        self._server.set_security_policy([guarded.policy])
        self._server.set_certificate_validator(CertificateValidator(STRICT))
        if guarded.user is not None:
            users = CertificateUserManager()
            await users.add_user(guarded.user, "collector", "pem")
            self._server.iserver.user_manager = users  # type: ignore[assignment] # it is used alike
            self._server.set_identity_tokens([ua.X509IdentityToken])

    def stop(self) -> None:
        self._do(self._server.stop())

    def say(self, value: float, n: int, status: int = StatusCodes.Good) -> None:
        self._do(self._t.write_value(_value(value, n, status)))

    def set_to(self, value: float, status: int = StatusCodes.Good) -> None:
        self._do(self._set_t.write_value(_value(value, 0, status)))

    def let_write(self, *, is_writable: bool = True) -> None:
        """Let clients write the set temperature."""
        self._do(self._set_t.set_writable(is_writable))

    def load(self, program: str) -> None:
        self._do(self._program.write_value(program))

    def enter(self, state: int, n: int) -> None:
        self._do(self._state.write_value(_value(state, n)))


def _value(value: float, n: int, status: int = StatusCodes.Good) -> ua.DataValue:
    kind = ua.VariantType.Int64 if isinstance(value, int) else ua.VariantType.Double
    return ua.DataValue(
        ua.Variant(value, kind),
        ua.StatusCode(ua.UInt32(status)),
        SourceTimestamp=ua.DateTime.fromtimestamp(START.timestamp() + n, UTC),
    )


def at(n: int) -> Instant:
    return instant(START + timedelta(seconds=n))
