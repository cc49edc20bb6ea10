"""Values, clocks and messages as functions."""

from contextlib import suppress
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.adapters.collector.clocks import Offset
from lotproof.adapters.collector.readings import Wanted, take, text_of
from lotproof.adapters.collector.sparkplug_payload import BadPayload, decode, rebirth
from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.rules import steps_of
from lotproof.modules.monitoring.vocabulary_readings import Quality
from tests.collector.edge_node import INT32, Metric, Payload

SECOND = 1_000_000


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.125, 2, "0.12"),  # exactly half in binary: to the even
        (0.375, 2, "0.38"),
        (2.675, 2, "2.67"),  # in binary a little less than half
        (-0.5, 0, "-0"),
        (1e21, 1, "1000000000000000000000"),
        (1e-9, 3, "0.000"),
        (Decimal("180.50"), 3, "180.50"),
        (7, 0, "7"),
        (True, 0, "1"),
        ("12,5", 1, "12,5"),
        (" 12.25", 1, "12.2"),
        (float("nan"), 1, "nan"),
        (None, 1, "null"),
        ("x" * 70, 0, "x" * 59 + "…"),
    ],
)
def test_values_are_plain_decimals(value: float | str | None, decimals: int, text: str) -> None:
    assert text_of(value, decimals) == text


@given(st.floats(-1e8, 1e8), st.integers(0, 6))
def test_a_float_becomes_the_nearest_decimal_and_the_plant_reads_it_exactly(
    value: float, decimals: int
) -> None:
    text = text_of(value, decimals)
    distance = abs(Fraction(text) - Fraction(value))
    assert distance <= Fraction(1, 2 * 10**decimals)
    if distance == Fraction(1, 2 * 10**decimals):
        assert int(Fraction(text) * 10**decimals) % 2 == 0
    if abs(value) < 10_000:
        assert steps_of(text, decimals) == Fraction(text) * 10**decimals


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-9999, max_value=9999)
)
def test_a_decimal_is_rounded_half_to_even(value: Decimal) -> None:
    with localcontext() as context:
        context.prec = 50
        assert Decimal(text_of(value, 2)) == value.quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def test_what_is_missing_or_no_number_is_bad_whatever_its_source_says() -> None:
    for value in (None, float("nan"), float("inf")):
        came = take(Wanted("t", 1), value, Instant(0), Quality.GOOD, "")
        assert [each.quality for each in came.readings] == [Quality.BAD]


# --- clocks -------------------------------------------------------------------------------------


def test_an_unknown_clock_has_no_offset() -> None:
    assert Offset().ms is None


@given(
    st.integers(-10_000_000, 10_000_000),
    st.lists(st.tuples(st.integers(0, 500_000), st.integers(0, 999_999)), min_size=1, max_size=9),
)
def test_the_offset_is_the_least_that_the_answers_leave_open(
    ahead: int, answers: list[tuple[int, int]]
) -> None:
    """The server's clock is `ahead` behind ours; each answer takes so long and has a Date."""
    offset, now, bounds = Offset(), 1_000 * SECOND, []
    for took, rest in answers:
        now += took + SECOND
        server = now + rest - ahead  # when the answer is made, between asking and having it
        date = server // SECOND * SECOND
        offset.say(Instant(now), Instant(now + SECOND), Instant(date), Instant(date + SECOND))
        bounds.append((now - date - SECOND, now + SECOND - date))
    low, high = max(low for low, _ in bounds), min(high for _, high in bounds)
    least = 0 if low <= 0 <= high else min((low, high), key=abs)
    assert offset.ms == round(least / 1000)
    assert abs(least) <= abs(ahead)
    assert abs(ahead - least) <= 2 * SECOND


def test_a_receipt_measures_to_the_length_of_its_request() -> None:
    """Recorded at 8 s by the server's clock, at 11.00 to 11.02 s by ours: 3 s for certain."""
    offset = Offset()
    offset.say(Instant(10 * SECOND), Instant(10 * SECOND + 20_000), Instant(0), Instant(9_999_999))
    offset.say(
        Instant(11 * SECOND), Instant(11 * SECOND + 20_000),
        Instant(8 * SECOND), Instant(8 * SECOND),
    )  # fmt: skip
    assert offset.ms == 3_000


def test_a_clock_that_is_set_is_measured_anew() -> None:
    offset = Offset()
    for now, server in ((10, 10), (11, 11), (3_000, 12)):
        at = Instant(server * SECOND)
        offset.say(Instant(now * SECOND), Instant(now * SECOND), at, at)
    assert offset.ms == 2_988_000


# --- Sparkplug payloads -------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.text(max_size=12),
            st.one_of(
                st.integers(-(2**31), 2**31 - 1), st.floats(allow_nan=False), st.text(max_size=9)
            ),
            st.integers(0, 2**41),
        ),
        max_size=5,
    ),
    st.integers(0, 255),
)
def test_payloads_are_read_as_protobuf_writes_them(
    metrics: list[tuple[str, float | str, int]], seq: int
) -> None:
    made = []
    for name, value, timestamp in metrics:
        metric = Metric(name=name, timestamp=timestamp, datatype=INT32)
        if isinstance(value, int):
            metric.int_value = value % 2**32
        elif isinstance(value, float):
            metric.double_value = value
        else:
            metric.string_value = value
        made.append(metric)
    found = decode(Payload(timestamp=5, seq=seq, metrics=made).SerializeToString())
    assert (found.timestamp, found.seq) == (5, seq)
    assert [(each.name, each.value, each.timestamp) for each in found.metrics] == metrics


@given(st.binary(max_size=60))
def test_any_bytes_are_a_payload_or_a_bad_one(content: bytes) -> None:
    with suppress(BadPayload):
        decode(content)


def test_a_rebirth_is_asked_for_as_protobuf_reads_it() -> None:
    asked = Payload.FromString(rebirth(1_700_000_000_123))
    (metric,) = asked.metrics
    assert (metric.name, metric.boolean_value) == ("Node Control/Rebirth", True)
    assert (asked.timestamp, metric.datatype) == (1_700_000_000_123, 11)
