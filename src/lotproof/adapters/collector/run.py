"""The whole collector: everything that is configured, until it is told to end."""

import asyncio
import importlib.util
import signal
import sqlite3
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any, Protocol

from lotproof.adapters.collector.config import Config, Csv
from lotproof.adapters.collector.csv_import import Imported, import_files
from lotproof.adapters.collector.link import Link
from lotproof.adapters.collector.sender import Sender
from lotproof.adapters.collector.store import Store
from lotproof.adapters.collector.trouble import Trouble
from lotproof.kernel.text import t

Say = Callable[[str], None]
_CSV_POLL_S = 5.0


class _Subscriber(Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...


class _Reader(Protocol):
    @property
    def ahead_ms(self) -> int: ...

    async def run(self) -> None: ...


def link_of(config: Config, folder: Path, token: str) -> Link:
    """The way to the server; Trouble for a certificate file that cannot be used."""
    if not config.server.startswith("https:"):
        return Link(config.server, token)
    ca_file = None if config.ca_file is None else str(folder / config.ca_file)
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise Trouble(
            t("ca_file {file} cannot be used: {error}.", "无法使用 ca_file {file}：{error}。").fill(
                file=ca_file, error=error
            )
        ) from error
    return Link(config.server, token, context)


def collect_once(config: Config, folder: Path, store: Store, link: Link, say: Say) -> bool:
    """Take in the files, send all there is; whether it is all with the server."""
    for csv in config.csv:
        for imported in import_files(csv, folder, store, whole=True):
            report(imported, say)
    return Sender(store, link, say, most=config.batch_max).drain()


def report(imported: Imported, say: Say) -> None:
    """What was taken from a file, and each bad line by its number."""
    for each in imported.bad:
        say(f"bad line 错误行: {each}")
    say(
        f"{imported.file}: {imported.lines} lines 行, {imported.readings} readings 读数, "
        f"{imported.empty} empty 空, {len(imported.bad)} bad 错误"
    )


class Collector:
    """Everything of one configuration; `run` ends by SIGTERM, SIGINT or a fault."""

    def __init__(self, config: Config, folder: Path, store: Store, link: Link, say: Say) -> None:
        require_parts(config)
        self._config, self._folder, self._store, self._say = config, folder, store, say
        self._readers = dict(_readers(config, folder, store, link, say))
        self._subscribers = list(_subscribers(config, folder, store, say, self._failed))
        self._sender = Sender(store, link, say, most=config.batch_max, ahead=self._ahead)
        self._stop = threading.Event()
        self._ended = asyncio.Event()
        self._fault: Exception | None = None

    async def run(self) -> None:
        """Collect until told to end; raises what made it impossible to go on."""
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            self._loop.add_signal_handler(number, self._ended.set)
        tasks = [asyncio.create_task(self._guarded(each.run())) for each in self._readers.values()]
        tasks += [
            asyncio.create_task(self._guarded(self._watch(each))) for each in self._config.csv
        ]
        sending = asyncio.create_task(
            self._guarded(asyncio.to_thread(self._sender.run, self._stop, self._every))
        )
        for subscriber in self._subscribers:
            subscriber.start()
        await self._ended.wait()
        self._say("ending 正在停止")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for subscriber in self._subscribers:
            await asyncio.to_thread(subscriber.stop)
        self._stop.set()
        await sending
        standing = self._store.standing()
        self._say(f"ended 已停止; {standing.readings} readings are kept 条读数已保存")
        if self._fault is not None:
            raise self._fault

    @property
    def _every(self) -> float:
        return self._config.every_seconds

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (Trouble, sqlite3.Error) as error:
            self._failed(error)

    async def _watch(self, csv: Csv) -> None:
        """Take in what is written into files."""
        while True:
            for imported in await asyncio.to_thread(
                import_files, csv, self._folder, self._store, whole=False
            ):
                report(imported, self._say)
            await asyncio.sleep(_CSV_POLL_S)

    def _ahead(self, source: str) -> int:
        reader = self._readers.get(source)
        return 0 if reader is None else reader.ahead_ms

    def _failed(self, error: Exception) -> None:
        """From any thread: what was not kept is not acknowledged; end, and say why."""
        self._fault = self._fault or error
        self._loop.call_soon_threadsafe(self._ended.set)


def require_parts(config: Config) -> None:
    """Trouble where a library is wanted that is not installed."""
    wanted = {"asyncua": bool(config.opcua), "paho": bool(config.mqtt or config.sparkplug)}
    missing = [
        name for name, is_wanted in wanted.items()
        if is_wanted and importlib.util.find_spec(name) is None
    ]  # fmt: skip
    if missing:
        raise Trouble(
            t(
                "The libraries for OPC UA and MQTT are not installed: run `make shopfloor`, or "
                "install lotproof[shopfloor].",
                "未安装 OPC UA 与 MQTT 所需的库：请运行 make shopfloor，或安装 "
                "lotproof[shopfloor]。",
            )
        )


def _readers(
    config: Config, folder: Path, store: Store, link: Link, say: Say
) -> Iterable[tuple[str, _Reader]]:
    if config.opcua:
        from lotproof.adapters.collector.opcua import OpcUaReader  # noqa: PLC0415 - may be missing

        for each in config.opcua:
            yield each.source, OpcUaReader(each, folder, store, say, link)


def _subscribers(
    config: Config, folder: Path, store: Store, say: Say, failed: Callable[[Exception], None]
) -> Iterable[_Subscriber]:
    if config.mqtt or config.sparkplug:
        from lotproof.adapters.collector import mqtt  # noqa: PLC0415 - may be missing

        for each in config.mqtt:
            yield mqtt.Subscriber(each, mqtt.JsonTongue(each), folder, store, say, failed)
        for one in config.sparkplug:
            yield mqtt.Subscriber(one, mqtt.SparkplugTongue(one, store), folder, store, say, failed)
