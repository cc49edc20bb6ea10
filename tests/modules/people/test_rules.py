"""Decisions about users, roles and sign-in, on values alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.clock import Instant
from lotproof.modules.people.rules import (
    DAY_US,
    MINUTE_US,
    MixedDuties,
    OtherDuty,
    TokenTooLong,
    WeakPassword,
    check_password,
    duties,
    failures_after,
    is_locked,
    lock_end,
    require_one_duty,
    require_same_duty,
    require_token_span,
)

NOW = Instant(1_772_409_600_000_000)
PERMISSIONS = st.sampled_from(
    [
        "people.user.register",
        "people.role.grant",
        "people.password.change",
        "people.read",
        "warehouse.lot.release",
        "warehouse.read",
        "kernel.task.finish",
        "ledger.read",
    ]
)


@given(st.sets(PERMISSIONS))
def test_managing_people_and_business_do_not_mix(permissions: set[str]) -> None:
    manages = bool(permissions & {"people.user.register", "people.role.grant"})
    does = bool(permissions & {"warehouse.lot.release", "kernel.task.finish"})
    managing, business = duties(permissions)
    assert (manages, does) == (bool(managing), bool(business))
    if manages and does:
        with pytest.raises(MixedDuties):
            require_one_duty(permissions)
    else:
        require_one_duty(permissions)


@given(st.sets(PERMISSIONS), st.sets(PERMISSIONS))
def test_role_gets_no_duty_of_another_kind(before: set[str], after: set[str]) -> None:
    kinds = [[bool(kind) for kind in duties(each)] for each in (before, after)]
    begins = any(now and not former for former, now in zip(*kinds, strict=True))
    if begins:
        with pytest.raises(OtherDuty):
            require_same_duty("role", before, after)
    else:
        require_same_duty("role", before, after)


@given(st.integers(1, 20), st.integers(1, 10_080), st.integers(0, 40))
def test_account_locks_at_the_limit_and_not_before(limit: int, minutes: int, tries: int) -> None:
    count, locked_until = 0, None
    for number in range(1, tries + 1):
        count = failures_after(count, locked_until, NOW)
        locked_until = lock_end(count, limit, minutes, NOW)
        assert (locked_until is not None) is (number >= limit)
    if locked_until is not None:
        assert is_locked(locked_until, Instant(NOW + minutes * MINUTE_US - 1))
        assert not is_locked(locked_until, Instant(NOW + minutes * MINUTE_US))
        assert failures_after(count, locked_until, locked_until) == 1


def test_token_ends_within_the_policy() -> None:
    require_token_span(NOW, Instant(NOW + 1), 30)
    require_token_span(NOW, Instant(NOW + 30 * DAY_US), 30)
    for end in (NOW, NOW - 1, NOW + 30 * DAY_US + 1):
        with pytest.raises(TokenTooLong):
            require_token_span(NOW, Instant(end), 30)


@pytest.mark.parametrize(
    "password",
    ["correct horse b", "一二三四五六七八九十百千", "aB3$aB3$xxxx", "x" * 250 + "abcd"],
)
def test_long_passwords_are_accepted(password: str) -> None:
    check_password(password, "li.wei")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "elevenchars",
        "aaaaaaaaaaaaaaaa",
        "ababababababab",
        "my name: LI.WEI!",
        "xyzw" * 65,
    ],
)
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(password, "li.wei")
