"""A real MQTT broker, as a process of the test's own.

Debian's mosquitto, or what LOTPROOF_MQTT_BROKER names: a program that is given a port. The brokers
that pip can bring forget what was under way when a client is killed, and are of no use here.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from tests.support.postgres import free_port

START_S = 30.0
MOSQUITTO = """\
listener {port} 127.0.0.1
allow_anonymous true
persistence true
persistence_location {folder}/
autosave_interval 1
autosave_on_changes true
user root
"""


class NoBroker(RuntimeError):
    """No MQTT broker to test with; the message says what to install."""


def command(config: Path, port: int) -> list[str]:
    """How to start the broker; NoBroker where there is none."""
    named = os.environ.get("LOTPROOF_MQTT_BROKER")
    if named is not None:
        return [named, str(port)]
    found = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
    if found is None:
        raise NoBroker(
            "these tests need an MQTT broker: install mosquitto (on Debian: apt install mosquitto)"
            " or name a program that takes a port in LOTPROOF_MQTT_BROKER"
        )
    return [found, "-c", str(config)]


class Broker:
    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.port = folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.stop()

    def start(self) -> None:
        config = self.folder / "broker.conf"
        config.write_text(MOSQUITTO.format(port=self.port, folder=self.folder))
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command(config, self.port), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        deadline = time.monotonic() + START_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                words = (self.folder / "log").read_text(errors="replace")[-2000:]
                assert self._process.poll() is None, words
                assert time.monotonic() < deadline, words
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None


class Publisher:
    """A machine that publishes, with QoS 1 and waiting for the broker to have it."""

    def __init__(self, broker: Broker, name: str = "machine") -> None:
        self.client = Client(CallbackAPIVersion.VERSION2, client_id=name)
        self.client.connect("127.0.0.1", broker.port)
        self.client.loop_start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.client.disconnect()
        self.client.loop_stop()

    def publish(self, topic: str, content: Any) -> None:
        payload = content if isinstance(content, bytes) else json.dumps(content)
        told = self.client.publish(topic, payload, qos=1)
        told.wait_for_publish(20)
        assert told.is_published(), topic
