"""A value is written in the type that the node has, exactly, or not at all."""

import struct
from decimal import Decimal

import pytest
from asyncua import ua
from asyncua.ua.status_codes import StatusCodes
from hypothesis import given
from hypothesis import strategies as st

from lotproof.adapters.collector.opcua_writing import variant_of

WIDTHS = {
    ua.VariantType.SByte: "<b",
    ua.VariantType.Byte: "<B",
    ua.VariantType.Int16: "<h",
    ua.VariantType.UInt16: "<H",
    ua.VariantType.Int32: "<i",
    ua.VariantType.UInt32: "<I",
    ua.VariantType.Int64: "<q",
    ua.VariantType.UInt64: "<Q",
}
"""As `struct` packs them: another word on what fits."""


def node(kind: ua.VariantType, value: object = 1, status: int = StatusCodes.Good) -> ua.DataValue:
    return ua.DataValue(ua.Variant(value, kind), ua.StatusCode(ua.UInt32(status)))


def fits(form: str, number: int) -> bool:
    try:
        struct.pack(form, number)
    except struct.error:
        return False
    return True


@given(st.sampled_from(sorted(WIDTHS, key=str)), st.integers(-(2**65), 2**65))
def test_a_whole_number_is_written_where_it_fits(kind: ua.VariantType, number: int) -> None:
    found = variant_of(Decimal(number), node(kind))
    if fits(WIDTHS[kind], number):
        assert found is not None
        assert (found.Value, found.VariantType) == (number, kind)
    else:
        assert found is None


@given(st.sampled_from(sorted(WIDTHS, key=str)), st.integers(-100, 100))
def test_what_is_not_whole_is_not_written_as_an_integer(kind: ua.VariantType, number: int) -> None:
    assert variant_of(Decimal(number) + Decimal("0.5"), node(kind)) is None


def test_a_float_takes_any_number() -> None:
    found = variant_of(Decimal("180.5"), node(ua.VariantType.Float, 1.0))
    assert found is not None
    assert (found.Value, found.VariantType) == (180.5, ua.VariantType.Float)


@pytest.mark.parametrize(
    "before",
    [
        node(ua.VariantType.String, "180"),
        node(ua.VariantType.Boolean, True),
        node(ua.VariantType.Double, [1.0]),
        node(ua.VariantType.Double, 1.0, StatusCodes.BadSensorFailure),
        node(ua.VariantType.Double, 1.0, StatusCodes.UncertainInitialValue),
        ua.DataValue(),
    ],
    ids=["text", "yes or no", "list", "bad", "uncertain", "nothing"],
)
def test_what_is_no_number_the_machine_stands_by_is_not_written(before: ua.DataValue) -> None:
    assert variant_of(Decimal(1), before) is None
