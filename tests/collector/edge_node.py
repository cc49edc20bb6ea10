"""A Sparkplug B edge node: its payloads are written by Google's protobuf, from the schema.

The schema below has the message and field numbers of sparkplug_b.proto (Sparkplug 3.0, 6.4.1).
"""

from types import TracebackType
from typing import Any, Self

from google.protobuf import (  # type: ignore[import-untyped] # it has no types
    descriptor_pb2,
    descriptor_pool,
    message_factory,
)
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from tests.collector.broker import Broker

GROUP, NODE = "hall", "press"
_TYPES = {
    "uint64": 4, "uint32": 13, "bool": 8, "string": 9, "float": 2, "double": 1, "message": 11,
}  # fmt: skip
_METRIC = [
    (1, "name", "string"), (2, "alias", "uint64"), (3, "timestamp", "uint64"),
    (4, "datatype", "uint32"), (5, "is_historical", "bool"), (7, "is_null", "bool"),
    (10, "int_value", "uint32"), (11, "long_value", "uint64"), (12, "float_value", "float"),
    (13, "double_value", "double"), (14, "boolean_value", "bool"), (15, "string_value", "string"),
]  # fmt: skip
INT32, DOUBLE, INT64 = 3, 10, 4
Values = dict[str, float | int]


def _schema() -> tuple[type[Any], type[Any]]:
    file = descriptor_pb2.FileDescriptorProto(name="edge.proto", package="edge", syntax="proto2")
    metric = file.message_type.add(name="Metric")
    for number, name, kind in _METRIC:
        metric.field.add(name=name, number=number, type=_TYPES[kind], label=1)
    payload = file.message_type.add(name="Payload")
    payload.field.add(name="timestamp", number=1, type=_TYPES["uint64"], label=1)
    payload.field.add(
        name="metrics", number=2, type=_TYPES["message"], label=3, type_name=".edge.Metric"
    )
    payload.field.add(name="seq", number=3, type=_TYPES["uint64"], label=1)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = [pool.FindMessageTypeByName(f"edge.{name}") for name in ("Payload", "Metric")]
    return message_factory.GetMessageClass(found[0]), message_factory.GetMessageClass(found[1])


Payload, Metric = _schema()


class EdgeNode:
    """Publishes with QoS 1, unlike the standard says, so that the test knows what has arrived."""

    def __init__(self, broker: Broker) -> None:
        self.rebirths = 0
        self._seq, self._aliases = 0, dict[str, int]()
        self._client = Client(CallbackAPIVersion.VERSION2, client_id="edge node")
        self._client.on_message = self._commanded
        self._client.connect("127.0.0.1", broker.port)
        self._client.subscribe(f"spBv1.0/{GROUP}/NCMD/{NODE}", 1)
        self._client.loop_start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._client.disconnect()
        self._client.loop_stop()

    def birth(self, values: Values, at: int) -> None:
        self._seq = 0
        self.learn(values)
        self._publish("NBIRTH", None, values, at, is_birth=True)

    def device_birth(self, device: str, values: Values, at: int) -> None:
        self.learn(values)
        self._publish("DBIRTH", device, values, at, is_birth=True)

    def data(self, values: Values, at: int, *, is_historical: bool = False) -> None:
        self._publish("NDATA", None, values, at, is_historical=is_historical)

    def device_data(self, device: str, values: Values, at: int) -> None:
        self._publish("DDATA", device, values, at)

    def lose_one(self) -> None:
        """A message that nobody gets."""
        self._seq = (self._seq + 1) % 256

    def learn(self, values: Values) -> None:
        for name in values:
            self._aliases.setdefault(name, len(self._aliases) + 1)

    def _publish(
        self, kind: str, device: str | None, values: Values, at: int, *,
        is_birth: bool = False, is_historical: bool = False,
    ) -> None:  # fmt: skip
        metrics = []
        for name, value in values.items():
            metric = Metric(alias=self._aliases[name], timestamp=at // 1000)
            if is_birth:
                metric.name, metric.datatype = name, INT32 if isinstance(value, int) else DOUBLE
            if is_historical:
                metric.is_historical = True
            if isinstance(value, int):
                metric.int_value = value % 2**32
            else:
                metric.double_value = value
            metrics.append(metric)
        payload = Payload(timestamp=at // 1000, seq=self._seq, metrics=metrics)
        self._seq = (self._seq + 1) % 256
        topic = "/".join(part for part in ("spBv1.0", GROUP, kind, NODE, device) if part)
        told = self._client.publish(topic, payload.SerializeToString(), qos=1)
        told.wait_for_publish(20)
        assert told.is_published(), topic

    def _commanded(self, client: Any, data: Any, message: Any) -> None:
        del client, data
        metric = Payload.FromString(message.payload).metrics[0]
        assert (metric.name, metric.boolean_value) == ("Node Control/Rebirth", True)
        self.rebirths += 1
