"""The FDA's device records: what is taken, what is refused, and files that mean harm."""

import gzip
import io
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast
from xml.etree import ElementTree as ET

import pytest

from lotproof.modules.identification.gudid import (
    BadDevice,
    GudidDevice,
    OtherIdentifier,
    Package,
    UnreadableFile,
    devices,
)
from lotproof.modules.identification.gudid_source import RECORD_BYTES_MAX
from tests.modules.identification.shared import shared_file

IDENTIFIER = """<identifier><deviceId>{di}</deviceId><deviceIdType>{kind}</deviceIdType>
<deviceIdIssuingAgency>{issuer}</deviceIdIssuingAgency>
<containsDINumber>{content}</containsDINumber><pkgQuantity>{quantity}</pkgQuantity>
<pkgDiscontinueDate /><pkgStatus>{status}</pkgStatus></identifier>"""
DEVICE = """<device xmlns="http://www.fda.gov/cdrh/gudid" deviceid="06948000000016">
<devicePublishDate>2015-09-24</devicePublishDate>
<deviceCommDistributionStatus>In Commercial Distribution</deviceCommDistributionStatus>
<identifiers>{identifiers}</identifiers>
<brandName> Titan &amp; Sons </brandName><versionModelNumber>T-1</versionModelNumber>
<catalogNumber /><companyName>ACME</companyName><deviceCount>1</deviceCount>
<deviceDescription>Bone
screw</deviceDescription><singleUse>true</singleUse><lotBatch>true</lotBatch>
<serialNumber>false</serialNumber><manufacturingDate>false</manufacturingDate>
<expirationDate>true</expirationDate>
<gmdnTerms><gmdn><gmdnPTName>Bone screw</gmdnPTName></gmdn>
<gmdn><gmdnPTName>Screw</gmdnPTName></gmdn></gmdnTerms>
<productCodes><fdaProductCode><productCode>HWC</productCode></fdaProductCode>
<fdaProductCode><productCode>OQG</productCode></fdaProductCode></productCodes>
<sterilization><deviceSterile>false</deviceSterile></sterilization></device>"""


def identifier(
    di: str = "06948000000016",
    kind: str = "Primary",
    issuer: str = "GS1",
    content: str = "",
    quantity: str = "",
) -> str:
    status = "In Commercial Distribution" if kind == "Package" else ""
    return IDENTIFIER.format(
        di=di, kind=kind, issuer=issuer, content=content, quantity=quantity, status=status
    )


def package(di: str, content: str, quantity: str = "10") -> str:
    return identifier(di, "Package", content=content, quantity=quantity)


def record(*identifiers: str) -> str:
    return DEVICE.format(identifiers="".join(identifiers or [identifier()]))


def read(*records: str) -> list[GudidDevice | BadDevice]:
    return list(devices(stream("<devices>" + "".join(records) + "</devices>")))


def stream(xml: str) -> BinaryIO:
    return io.BytesIO(xml.encode())


def only(found: list[GudidDevice | BadDevice]) -> GudidDevice:
    (device,) = found
    assert isinstance(device, GudidDevice), device
    return device


def test_a_record_is_read_whole() -> None:
    found = read(
        record(
            identifier(),
            package("16948000000013", "6948000000016"),
            package("26948000000010", "16948000000013", "4"),
            identifier("A99912345", "Secondary", "HIBCC"),
            identifier("12345-678-90", "Previous", "NDC/NHRIC"),
        )
    )
    on_sale = "In Commercial Distribution"
    assert found == [
        GudidDevice(
            primary_di="06948000000016",
            issuer="GS1",
            packages=(
                Package("16948000000013", "GS1", "06948000000016", 10, on_sale),
                Package("26948000000010", "GS1", "16948000000013", 4, on_sale),
            ),
            other_identifiers=(
                OtherIdentifier("A99912345", "HIBCC", "Secondary"),
                OtherIdentifier("12345-678-90", "NDC/NHRIC", "Previous"),
            ),
            brand="Titan & Sons",
            model="T-1",
            catalog_number=None,
            company="ACME",
            description="Bone\nscrew",
            device_count=1,
            lot_tracked=True,
            serial_tracked=False,
            expiry_tracked=True,
            made_on_tracked=False,
            sterile=False,
            single_use=True,
            gmdn_name="Bone screw",
            product_codes=("HWC", "OQG"),
            status=on_sale,
            publish_date=date(2015, 9, 24),
        )
    ]


def test_the_release_files_own_root_and_header_are_accepted() -> None:
    xml = '<gudid xmlns="http://www.fda.gov/cdrh/gudid"><header/>' + record() + "</gudid>"
    assert only(list(devices(stream(xml)))).brand == "Titan & Sons"


def test_comments_and_sections_do_not_cut_a_text() -> None:
    xml = record().replace("ACME", "A<!-- x -->C<![CDATA[M&]]>E <b>Ltd</b>.")
    assert only(read(xml)).company == "ACM&E Ltd."


@pytest.mark.parametrize(
    ("identifiers", "code"),
    [
        ([identifier("06948000000017")], "bad_check_digit"),
        ([identifier("0694800000001")], "bad_check_digit"),
        ([identifier("069480000")], "bad_identifier"),
        ([identifier("06948000000016", issuer="HIBCC")], "bad_identifier"),
        ([identifier("A123", issuer="HIBCC")], "bad_identifier"),
        ([identifier("A999", issuer="ICCBBA")], "bad_identifier"),
        ([identifier("06948000000016", issuer="ACME")], "unknown_issuer"),
        ([identifier(issuer="")], "missing_field"),
        ([identifier("")], "missing_field"),
        ([identifier(kind="Secondary")], "primary_count"),
        ([identifier(), identifier("16948000000013")], "primary_count"),
        ([identifier(), identifier(kind="Secondary")], "repeated_identifier"),
        ([identifier(), package("16948000000013", "26948000000010")], "package_content_unknown"),
        ([identifier(), package("16948000000013", "")], "missing_field"),
        ([identifier(), package("16948000000013", "16948000000013")], "package_circle"),
        (
            [
                identifier(),
                package("16948000000013", "26948000000010"),
                package("26948000000010", "16948000000013"),
            ],
            "package_circle",
        ),
        ([identifier(), package("16948000000013", "06948000000016", "")], "bad_number"),
        ([identifier(), package("16948000000013", "06948000000016", "0")], "bad_number"),
        ([identifier(), package("16948000000013", "06948000000016", "1.5")], "bad_number"),
        ([identifier(), package("16948000000012", "06948000000016")], "bad_check_digit"),
        ([identifier()] * 501, "too_many_identifiers"),
    ],
)
def test_wrong_identifiers_make_the_record_bad(identifiers: list[str], code: str) -> None:
    (bad,) = read(record(*identifiers))
    assert isinstance(bad, BadDevice)
    assert (bad.record_number, bad.primary_di, bad.code) == (1, "06948000000016", code)
    assert bad.message_en != bad.message_zh


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<brandName> Titan &amp; Sons </brandName>", "<brandName> </brandName>", "missing_field"),
        ("<companyName>ACME</companyName>", "", "missing_field"),
        ("<versionModelNumber>T-1<", "<versionModelNumber><", "missing_field"),
        ("<lotBatch>true</lotBatch>", "<lotBatch/>", "missing_field"),
        ("<lotBatch>true</lotBatch>", "<lotBatch>yes</lotBatch>", "bad_flag"),
        ("<deviceSterile>false</deviceSterile>", "", "missing_field"),
        ("<deviceCount>1</deviceCount>", "<deviceCount>0</deviceCount>", "bad_number"),
        ("<deviceCount>1</deviceCount>", "<deviceCount>²</deviceCount>", "bad_number"),
        ("2015-09-24", "2015-09-31", "bad_date"),
        ("2015-09-24", "20150924", "bad_date"),
        ("<productCode>HWC</productCode>", "<productCode/>", "missing_field"),
        ("T-1", "T" * 4001, "field_too_long"),
    ],
)
def test_wrong_fields_make_the_record_bad(old: str, new: str, code: str) -> None:
    xml = record()
    assert old in xml
    (bad,) = read(xml.replace(old, new))
    assert isinstance(bad, BadDevice)
    assert bad.code == code


def test_a_package_of_one_is_unusual_but_good() -> None:
    found = only(read(record(identifier(), package("16948000000013", "06948000000016", "1"))))
    assert found.packages[0].quantity == 1


def test_the_second_device_of_the_same_name_is_bad_and_says_of_which() -> None:
    first, second, third = read(
        record(identifier(), package("16948000000013", "06948000000016")),
        record(identifier("00614141123452"), identifier("16948000000013", "Secondary")),
        record(identifier("00614141123452")),
    )
    assert isinstance(first, GudidDevice)
    assert isinstance(second, BadDevice)
    assert second.code == "duplicate_identifier"
    assert "record 1" in second.message_en
    assert isinstance(third, GudidDevice), "a bad record must not take its identifiers with it"


def test_a_unit_of_use_may_be_shared() -> None:
    """It stands on no label, so that no scan can take one device for the other."""
    unit = identifier("00614141123452", "Unit of Use")
    found = read(record(identifier(), unit), record(identifier("16948000000013"), unit))
    assert [type(device) for device in found] == [GudidDevice, GudidDevice]


def test_a_bad_record_does_not_stop_the_next() -> None:
    found = read(record(identifier("06948000000017")), record())
    assert [type(device) for device in found] == [BadDevice, GudidDevice]


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("", "broken_xml"),
        ("<devices>", "broken_xml"),
        ("<devices/>", "not_gudid"),
        ("<devices><device/></devices>", "not_gudid"),
        ("not xml", "broken_xml"),
        ("<devices>" + record() + "<device", "broken_xml"),
        ("<devices>&undefined;" + record() + "</devices>", "broken_xml"),
        ("<!DOCTYPE devices><devices>" + record() + "</devices>", "has_doctype"),
        (
            '<!DOCTYPE devices [<!ENTITY x SYSTEM "file:///etc/hostname">]><devices>'
            + record().replace("ACME", "&x;")
            + "</devices>",
            "has_doctype",
        ),
        (
            '<!DOCTYPE devices [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY a{n + 1} "{f"&a{n or str()};" * 10}">' for n in range(9))
            + "]><devices>"
            + record().replace("ACME", "&a9;")
            + "</devices>",
            "broken_xml",  # libxml2 itself notices the explosion
        ),
        ("<devices>" + " " * (RECORD_BYTES_MAX + 1) + record(), "record_too_large"),
        ("<devices>" + record() + "<x/>" * RECORD_BYTES_MAX, "record_too_large"),
    ],
    ids=lambda value: value if len(value) < 30 else "",
)
def test_a_harmful_or_broken_file_is_refused(xml: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        list(devices(stream(xml)))
    assert caught.value.code == code
    assert caught.value.message_zh != caught.value.message_en


def test_records_before_the_damage_stand() -> None:
    found = devices(stream("<devices>" + record() + "<device"))
    assert isinstance(next(found), GudidDevice)
    with pytest.raises(UnreadableFile) as caught:
        next(found)
    assert caught.value.params["record"] == 1


def test_gzip_is_unpacked_and_a_cut_or_exploding_one_refused() -> None:
    packed = gzip.compress(("<devices>" + record() + "</devices>").encode())
    assert only(list(devices(io.BytesIO(packed)))).company == "ACME"
    bomb = gzip.compress(b"<devices>" + b" " * (64 * 1024 * 1024))
    for content, code in ((packed[:-20], "broken_xml"), (bomb, "record_too_large")):
        with pytest.raises(UnreadableFile) as caught:
            list(devices(io.BytesIO(content)))
        assert caught.value.code == code


def test_the_stream_is_read_forward_only() -> None:
    """An upload or a download cannot be rewound."""

    class Forward:
        def __init__(self) -> None:
            self._content = stream("<devices>" + record() + "</devices>")

        def read(self, size: int) -> bytes:
            return self._content.read(min(size, 7))

    assert only(list(devices(cast(BinaryIO, Forward())))).company == "ACME"


NAME = "{http://www.fda.gov/cdrh/gudid}"


def _independent_count(path: Path) -> tuple[Counter[str], set[int]]:
    """Count with another parser and another check digit; the records with a wrong identifier."""
    counts: Counter[str] = Counter()
    wrong = set()
    with gzip.open(path) as file:
        for _, element in ET.iterparse(file):
            if element.tag != NAME + "device":
                continue
            counts["records"] += 1
            for row in element.iter(NAME + "identifier"):
                kind = row.findtext(NAME + "deviceIdType", "")
                di = row.findtext(NAME + "deviceId", "")
                issuer = row.findtext(NAME + "deviceIdIssuingAgency")
                counts[kind] += 1
                digits = [int(digit) for digit in di if digit.isdigit()]
                weighted = sum(digits[-1::-2]) + 3 * sum(digits[-2::-2])
                if issuer == "GS1" and (len(digits) != len(di) or weighted % 10):
                    wrong.add(counts["records"])
                if issuer == "HIBCC" and not di[0].isalpha():
                    wrong.add(counts["records"])
            element.clear()
    return counts, wrong


def test_the_real_release_extract() -> None:
    """20,000 records of 2016, read twice: by us, and by the standard library's parser."""
    path = shared_file("data/gudid/gudid-devices.xml.gz")
    with path.open("rb") as file:
        found = list(devices(file))
    good = [device for device in found if isinstance(device, GudidDevice)]
    bad = [device for device in found if isinstance(device, BadDevice)]
    assert [(b.record_number, b.primary_di, b.code) for b in bad] == [
        (2595, "00841523106431", "bad_identifier"),  # a GTIN said to be of HIBCC
        (17055, "00814639021318", "bad_check_digit"),  # its package lost a digit
        (18270, "00812845020979", "bad_check_digit"),
    ]
    assert "1081463902131" in bad[1].message_en
    counts, wrong = _independent_count(path)
    assert {b.record_number for b in bad} == wrong
    assert len(found) == counts["records"] == 20_000
    # Of the bad three, one has a package; none has another identifier.
    assert sum(len(device.packages) for device in good) == counts["Package"] - 1 == 776
    others = counts["Unit of Use"] + counts["Secondary"] + counts["Direct Marking"]
    assert sum(len(device.other_identifiers) for device in good) == others == 272


MEASURE = """
import resource, sys
from lotproof.modules.identification.gudid import devices
with open(sys.argv[1], "rb") as file:
    for number, _ in enumerate(devices(file), 1):
        if number in (1_000, 11_000):
            pages = int(open("/proc/self/statm").read().split()[1])
            print(pages * resource.getpagesize())
        if number == 11_000:
            break
"""


def test_memory_stays_flat_over_the_real_extract() -> None:
    """A release file has millions of records; 10,000 of them are 26 MB of XML.

    Measured in a process of its own, so that memory freed by other tests is not used again.
    """
    if not Path("/proc/self/statm").exists():
        pytest.skip("Only Linux tells the memory of a process in /proc/self/statm.")
    path = shared_file("data/gudid/gudid-devices.xml.gz")
    lines = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    early, late = map(int, lines)
    assert late - early < 8_000_000, (early, late)
