"""Brokers: nothing is acknowledged to one before the store has it.

The session outlives connections (clean session off), QoS is 1: what was not acknowledged comes
again, with the same message id.
"""

import hashlib
import json
import queue
import sqlite3
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from lotproof.adapters.collector.config import MqttJson, Sparkplug
from lotproof.adapters.collector.json_messages import read_message
from lotproof.adapters.collector.readings import Came
from lotproof.adapters.collector.secret_files import secret
from lotproof.adapters.collector.sparkplug import NAMESPACE, Births, understand
from lotproof.adapters.collector.sparkplug_payload import rebirth
from lotproof.adapters.collector.store import Store
from lotproof.kernel.clock import Instant

_WINDOW: Final = 500
_KEEP_ALIVE_S: Final = 30
_REBIRTH_EVERY_S: Final = 10.0


class Tongue(Protocol):
    """How the messages of a source are understood."""

    @property
    def topics(self) -> Sequence[str]: ...

    def understand(self, topic: str, content: bytes, arrived: Instant) -> tuple[Came, str | None]:
        """What a message gives, and the topic on which to ask for a rebirth."""
        ...

    def states(self) -> list[tuple[str, str]]:
        """What has to be kept to understand the next message."""
        ...


class JsonTongue:
    """Plain JSON: each message is understood by itself."""

    def __init__(self, config: MqttJson) -> None:
        self._config = config
        self.topics = sorted({tag.topic for tag in config.tags})

    def understand(self, topic: str, content: bytes, arrived: Instant) -> tuple[Came, str | None]:
        return read_message(self._config, topic, content, arrived), None

    def states(self) -> list[tuple[str, str]]:
        return []


class SparkplugTongue:
    """Sparkplug B: data is understood by the births before it."""

    def __init__(self, config: Sparkplug, store: Store) -> None:
        self._config = config
        self._births = Births(store.state(config.source, "births"))
        edges = {tuple(tag.metric.split("/")[:2]) for tag in config.tags}
        self.topics = sorted(
            f"{NAMESPACE}/{group}/{kind}/{node}{rest}"
            for group, node in edges
            for kind, rest in (
                ("NBIRTH", ""), ("NDATA", ""), ("NDEATH", ""),
                ("DBIRTH", "/+"), ("DDATA", "/+"), ("DDEATH", "/+"),
            )
        )  # fmt: skip

    def understand(self, topic: str, content: bytes, arrived: Instant) -> tuple[Came, str | None]:
        found = understand(self._config, self._births, topic, content, arrived)
        return found.came, found.ask

    def states(self) -> list[tuple[str, str]]:
        return [("births", self._births.as_state())]


class Subscriber:
    """One broker; `failed` hears of what ends the program, since nothing can be kept any more."""

    def __init__(
        self,
        config: MqttJson | Sparkplug,
        tongue: Tongue,
        folder: Path,
        store: Store,
        say: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._config, self._tongue, self._store = config, tongue, store
        self._say, self._failed = say, failed
        self._queue: queue.Queue[MQTTMessage | None] = queue.Queue()
        self._asked: dict[str, float] = {}
        self._host = config.host_id if isinstance(config, Sparkplug) else None
        self._client = _client(config, folder)
        self._client.on_connect = self._connected
        self._client.on_disconnect = self._disconnected
        self._client.on_message = lambda client, data, message: self._queue.put(message)
        self._online_since = time.time_ns() // 1_000_000
        if self._host is not None:
            self._client.will_set(*self._state(online=False), qos=1, retain=True)
        self._worker = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._client.connect_async(self._config.host, self._config.port, _KEEP_ALIVE_S)
        self._worker.start()
        self._client.loop_start()

    def stop(self) -> None:
        """What is not kept by now comes again."""
        if self._host is not None and self._client.is_connected():
            told = self._client.publish(*self._state(online=False), qos=1, retain=True)
            told.wait_for_publish(2)
        self._queue.put(None)
        self._worker.join()
        self._client.disconnect()
        self._client.loop_stop()

    # --- the connection, in its own thread ------------------------------------------------------

    def _connected(
        self, client: Client, data: Any, flags: Any, reason: Any, properties: Any
    ) -> None:
        del data, properties
        if reason.is_failure:
            self._say(f"{self._config.source}: the broker refuses 代理拒绝连接: {reason}")
            return
        if not flags.session_present:
            try:
                self._store.forget_seen(self._config.source)
            except sqlite3.Error as error:
                self._failed(error)
                return
        client.subscribe([(topic, 1) for topic in self._tongue.topics])
        if self._host is not None:
            client.publish(*self._state(online=True), qos=1, retain=True)
        self._say(f"{self._config.source}: connected 已连接")

    def _disconnected(
        self, client: Client, data: Any, flags: Any, reason: Any, properties: Any
    ) -> None:
        del client, data, flags, properties
        self._say(f"{self._config.source}: disconnected 连接断开: {reason}")

    def _state(self, *, online: bool) -> tuple[str, str]:
        """Topic and content by which edge nodes see whether their host is there."""
        content = {"online": online, "timestamp": self._online_since}
        return f"{NAMESPACE}/STATE/{self._host}", json.dumps(content)

    # --- keeping, in a thread of its own --------------------------------------------------------

    def _work(self) -> None:
        try:
            while (messages := self._next()) is not None:
                self._keep(messages)
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing more is acknowledged
            self._failed(error)

    def _next(self) -> list[MQTTMessage] | None:
        """What has come, at least one message; None when it is over."""
        found: list[MQTTMessage] = []
        message = self._queue.get()
        while message is not None:
            found.append(message)
            if len(found) >= _WINDOW or self._queue.empty():
                return found
            message = self._queue.get()
        return None

    def _keep(self, messages: Sequence[MQTTMessage]) -> None:
        source = self._config.source
        came, seen, asks = [], [], set()
        for message in messages:
            digest = _digest(message)
            if message.dup and (
                (message.mid, digest) in seen or self._store.has_seen(source, message.mid, digest)
            ):
                continue
            arrived = Instant(time.time_ns() // 1_000)
            found, ask = self._tongue.understand(message.topic, bytes(message.payload), arrived)
            came.append(found)
            if message.qos:
                seen.append((message.mid, digest))
            if ask is not None:
                asks.add(ask)
        self._store.keep(source, came, states=self._tongue.states(), seen=seen)
        for message in messages:
            if message.qos:
                self._client.ack(message.mid, message.qos)
        for each in came:
            for aside in each.aside:
                self._say(f"{source}: put aside 已另存: {aside.why}")
        for ask in sorted(asks):
            self._ask(ask)

    def _ask(self, topic: str) -> None:
        """Ask an edge node for its births, not more often than it can answer."""
        now = time.monotonic()
        if now - self._asked.get(topic, -_REBIRTH_EVERY_S) < _REBIRTH_EVERY_S:
            return
        self._asked[topic] = now
        self._say(f"{self._config.source}: rebirth asked for 请求重生: {topic}")
        self._client.publish(topic, rebirth(time.time_ns() // 1_000_000))


def _client(config: MqttJson | Sparkplug, folder: Path) -> Client:
    client = Client(
        CallbackAPIVersion.VERSION2,
        client_id=config.client_id,
        clean_session=False,
        protocol=MQTTProtocolVersion.MQTTv311,
        manual_ack=True,
    )
    client.reconnect_delay_set(1, 30)
    if config.user is not None:
        password = None
        if config.password_file is not None:
            password = secret(folder / config.password_file)
        client.username_pw_set(config.user, password)
    if config.tls:
        ca_file = None if config.ca_file is None else str(folder / config.ca_file)
        client.tls_set_context(ssl.create_default_context(cafile=ca_file))
    return client


def _digest(message: MQTTMessage) -> str:
    return hashlib.sha256(message.topic.encode() + b"\0" + message.payload).hexdigest()
