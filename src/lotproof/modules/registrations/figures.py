"""What is counted of certificates, process validations and renewals."""

from datetime import timedelta

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.reader import Reader
from lotproof.kernel.text import t
from lotproof.modules.registrations.queries import ending, renewals_due

NOTICE_DAYS = 90
"""So long before its last day a renewal is on the first page."""


def lapsed_certificates(reader: Reader, most: int) -> list[int]:
    """In force by their state, over by the day."""
    return [int(c.id) for c in ending(reader, reader.today - timedelta(days=1), most).certificates]


def lapsed_validations(reader: Reader, most: int) -> list[int]:
    """In force by their state, over by the day."""
    return [int(v.id) for v in ending(reader, reader.today - timedelta(days=1), most).validations]


def renewals_soon(reader: Reader, most: int) -> list[int]:
    """Due within the notice, or under way."""
    until = reader.today + timedelta(days=NOTICE_DAYS)
    return [int(renewal.id) for renewal in renewals_due(reader, until, most)]


figure(
    "registrations.certificates_to_approve",
    t("Certificates to approve", "待批准证书"),
    Group.WAITING,
    "registrations.certificate",
    filters={"state": "draft"},
    command="registrations.approve_certificate/1",
)
figure(
    "registrations.validations_to_approve",
    t("Process validations to approve", "待批准过程确认"),
    Group.WAITING,
    "registrations.validation",
    filters={"state": "draft"},
    command="registrations.approve_validation/1",
)
figure(
    "registrations.renewals_due",
    t("Renewals due in 90 days", "90 天内应办续期"),
    Group.WAITING,
    "registrations.renewal",
    find=renewals_soon,
    command="registrations.record_application/1",
)
figure(
    "registrations.certificates_lapsed",
    t("Certificates lapsed", "已过期证书"),
    Group.LATE,
    "registrations.certificate",
    find=lapsed_certificates,
)
figure(
    "registrations.validations_lapsed",
    t("Process validations lapsed", "已过期过程确认"),
    Group.LATE,
    "registrations.validation",
    find=lapsed_validations,
)
