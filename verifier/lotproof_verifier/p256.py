"""ECDSA on P-256 with SHA-256 (FIPS 186-5 §6.4.2), in plain integers; public values only."""

from hashlib import sha256

_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
_Point = tuple[int, int] | None


def verify(public: tuple[int, int], signature: bytes, message: bytes) -> bool:
    """Whether the DER signature over `message` is by the point `public`."""
    x, y = public
    if not (0 <= x < _P and 0 <= y < _P) or (y * y - (x * x * x - 3 * x + _B)) % _P:
        return False
    numbers = _read_der(signature)
    if numbers is None:
        return False
    r, s = numbers
    if not (0 < r < _N and 0 < s < _N):
        return False
    digest = int.from_bytes(sha256(message).digest(), "big")
    inverse = pow(s, -1, _N)
    point = _add(_times(digest * inverse % _N, _G), _times(r * inverse % _N, public))
    return point is not None and point[0] % _N == r


def _read_der(data: bytes) -> tuple[int, int] | None:
    """r and s of SEQUENCE { INTEGER r, INTEGER s }; None for anything else."""
    if len(data) < 8 or data[0] != 0x30 or data[1] != len(data) - 2 or len(data) > 72:
        return None
    numbers, at = [], 2
    while at < len(data):
        if at + 2 > len(data) or data[at] != 2 or not 0 < data[at + 1] <= 33:
            return None
        end = at + 2 + data[at + 1]
        if end > len(data) or data[at + 2] & 0x80:
            return None
        numbers.append(int.from_bytes(data[at + 2 : end], "big"))
        at = end
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def _add(one: _Point, other: _Point) -> _Point:
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % _P == 0:
            return None
        slope = (3 * x1 * x1 - 3) * pow(2 * y1, -1, _P) % _P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, _P) % _P
    x = (slope * slope - x1 - x2) % _P
    return x, (slope * (x1 - x) - y1) % _P


def _times(factor: int, point: _Point) -> _Point:
    result: _Point = None
    while factor:
        if factor & 1:
            result = _add(result, point)
        point = _add(point, point)
        factor >>= 1
    return result
