"""OPC UA servers: values with the times and status codes of their source, by subscription.

What a server told while the collector was away is lost, unless the server keeps history: then it
is read from there, from the newest reading of each tag on, before anything newer is kept.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from asyncua import ua
from asyncua.client.client import Client
from asyncua.common.node import Node
from asyncua.common.subscription import DataChangeNotif, OverflowPolicy
from asyncua.ua.uaerrors import UaError

from lotproof.adapters.collector.clocks import TOLD_STALE_US, Offset
from lotproof.adapters.collector.config import OpcUa, OpcUaTag
from lotproof.adapters.collector.link import Link
from lotproof.adapters.collector.opcua_security import secure, security_of
from lotproof.adapters.collector.opcua_settings import SettingsWatch
from lotproof.adapters.collector.opcua_writing import carry_out
from lotproof.adapters.collector.readings import Came, take
from lotproof.adapters.collector.secret_files import secret
from lotproof.adapters.collector.store import Store
from lotproof.adapters.collector.transmissions import Desk, Order
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.vocabulary_readings import Quality

_QUEUE: Final = 100
"""Values a server keeps of an item between two notifications."""
_FLUSH_S: Final = 0.1
_CHECK_S: Final = 1.0
_CLOCK_S: Final = 60.0
_ASK_S: Final = 1.0
_TIMEOUT_S: Final = 5.0
_BACKOFF_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
_CURRENT_TIME: Final = ua.NodeId.from_string("i=2258")
"""Server_ServerStatus_CurrentTime (OPC UA part 6, annex A)."""
_QUALITIES: Final = (Quality.GOOD, Quality.UNCERTAIN, Quality.BAD, Quality.BAD)
"""By the two highest bits of a status code (OPC UA part 4, 7.39)."""


class OpcUaReader:
    """One server; what it tells is kept in the store."""

    def __init__(
        self,
        config: OpcUa,
        folder: Path,
        store: Store,
        say: Callable[[str], None],
        link: Link | None = None,
    ) -> None:
        """`link` leads to the server, to ask what is to be written; without it nothing is."""
        self._config, self._folder, self._store, self._say = config, folder, store, say
        self._came: list[Came] = []
        self._tags: dict[ua.NodeId, list[OpcUaTag]] = {}
        for tag in config.tags:
            self._tags.setdefault(ua.NodeId.from_string(tag.node), []).append(tag)
        self._security = security_of(config, folder)
        self._clock = Offset()
        self._settings = [SettingsWatch(config.source, each) for each in config.settings]
        is_written = any(each.is_writable for each in config.settings)
        self._desk = (
            Desk(config.source, link, store, say) if link is not None and is_written else None
        )
        self._orders: list[Order] = []

    @property
    def ahead_ms(self) -> int:
        """How far the server's clock is ahead of ours, as far as that is certain."""
        return -(self._clock.ms or 0)

    async def run(self) -> None:
        """Read until cancelled; a lost connection is made anew."""
        failures = 0
        while True:
            began = time.monotonic()
            try:
                await self._session()
            except (TimeoutError, OSError, UaError) as error:
                self._say(f"{self._config.source}: no connection 无连接: {error!r}"[:300])
            failures = 0 if time.monotonic() - began > _CLOCK_S else failures + 1
            self._flush()
            await asyncio.sleep(_BACKOFF_S[min(failures, len(_BACKOFF_S)) - 1])

    async def _session(self) -> None:
        client = Client(self._config.url, timeout=_TIMEOUT_S)
        if self._config.user is not None:
            client.set_user(self._config.user)
            if self._config.password_file is not None:
                client.set_password(secret(self._folder / self._config.password_file))
        if self._security is not None:
            await secure(client, self._security)
        async with client:
            await self._set_clock(client)
            if self._tags:
                await self._subscribe(client)
            self._say(f"{self._config.source}: connected 已连接")
            asking = asyncio.create_task(self._ask_what_to_write())
            try:
                await self._follow(client, asking)
            finally:
                asking.cancel()

    async def _subscribe(self, client: Client) -> None:
        """Have changes told from now on; then read what was missed, where there is history."""
        nodes = [client.get_node(node_id) for node_id in self._tags]
        subscription = await client.create_subscription(
            self._config.interval_ms,
            self,
            queue_maxsize=100_000,
            overflow=OverflowPolicy.DISCONNECT,
        )
        answers = await subscription.subscribe_data_change(
            nodes,
            queuesize=_QUEUE,
            sampling_interval=ua.Double(self._config.interval_ms),
        )
        for node, answer in zip(nodes, answers, strict=True):
            if isinstance(answer, ua.StatusCode):
                self._say(f"{self._config.source}: {node}: {answer.name} {answer.doc}")
        if self._config.history:
            for node in nodes:
                await self._read_history(node)

    async def _ask_what_to_write(self) -> None:
        """Ask the server, beside what is read, as long as there is a machine that is written."""
        while self._desk is not None:
            self._orders = await asyncio.to_thread(self._desk.look)
            await asyncio.sleep(_ASK_S)

    async def _follow(self, client: Client, asking: "asyncio.Task[None]") -> None:
        """Keep what comes until the connection is lost; write what is to be written."""
        checked = set_at = time.monotonic()
        while True:
            await asyncio.sleep(_FLUSH_S)
            self._flush()
            now = time.monotonic()
            if now - checked >= _CHECK_S:
                checked = now
                await client.check_connection()
                await self._look_at_settings(client)
            if now - set_at >= _CLOCK_S:
                set_at = now
                await self._set_clock(client)
            if asking.done():
                asking.result()  # raises what ended it
            await self._write_settings(client)

    async def _write_settings(self, client: Client) -> None:
        orders, self._orders = self._orders, []
        if self._desk is not None:
            for order in orders:
                await carry_out(client, self._config.settings, self._desk, order)

    async def _look_at_settings(self, client: Client) -> None:
        for each in self._settings:
            came, told = await each.look(client, self._store)
            for aside in came.aside:
                self._say(f"{self._config.source}: put aside 已另存: {aside.why}")
            if told is not None:
                self._say(f"{self._config.source}: settings read 已读取设定: {told.body}")

    async def _set_clock(self, client: Client) -> None:
        asked = time.time_ns() // 1_000
        told = await client.get_node(_CURRENT_TIME).read_value()
        answered = time.time_ns() // 1_000
        earliest = clock.instant(told)
        latest = Instant(earliest + TOLD_STALE_US)
        self._clock.say(Instant(asked), Instant(answered), earliest, latest)

    async def _read_history(self, node: Node) -> None:
        """What a node told since its oldest tag was read last; nothing before the first reading."""
        tags = self._tags[node.nodeid]
        newest = [self._store.newest(self._config.source, each.tag) for each in tags if each.tag]
        known = [each for each in newest if each is not None]
        if not known or len(known) < len(newest):
            return
        since = clock.moment(Instant(min(known) + 1))
        values = await node.read_raw_history(starttime=since, return_bounds=False)
        came = [self._read(node.nodeid, value) for value in values]
        self._store.keep(self._config.source, [one for each in came for one in each])

    # --- notifications --------------------------------------------------------------------------

    def datachange_notification(self, node: Node, value: Any, data: DataChangeNotif) -> None:
        """Called by the subscription; kept a moment later, many in one transaction."""
        del value
        self._came += self._read(node.nodeid, data.monitored_item.Value)

    def status_change_notification(self, status: ua.StatusChangeNotification) -> None:
        """Called when the server ends the subscription; the check of the connection follows."""
        self._say(f"{self._config.source}: {status.Status}")

    def _flush(self) -> None:
        came, self._came = self._came, []
        if came:
            self._store.keep(self._config.source, came)
            for each in came:
                for aside in each.aside:
                    self._say(f"{self._config.source}: put aside 已另存: {aside.why}")

    def _read(self, node_id: ua.NodeId, value: ua.DataValue) -> list[Came]:
        at = _at(value.SourceTimestamp or value.ServerTimestamp)
        status = value.StatusCode.value if value.StatusCode is not None else 0
        found = value.Value.Value if value.Value is not None else None
        if not isinstance(found, bool | int | float | str | Decimal | None):
            found = str(found)
        quality = _QUALITIES[status >> 30]
        return [
            take(tag.wanted(), found, at, quality, f"{tag.node}={found}")
            for tag in self._tags[node_id]
        ]


def _at(stamp: datetime | None) -> Instant:
    """The time of a value; that of its arrival where the server gives none."""
    return Instant(time.time_ns() // 1_000) if stamp is None else clock.instant(stamp)
