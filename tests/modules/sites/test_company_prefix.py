"""SSCCs of our own: a licensed company prefix, and numbers that are never given twice."""

from lotproof.modules.sites.commands import SetCompanyPrefix
from lotproof.modules.sites.queries import CompanyPrefix, company_prefix
from lotproof.modules.sites.vocabulary import PlaceState
from tests.support.plant import Plant


def in_use(plant: Plant) -> tuple[str, int] | None:
    with plant.reader() as reader:
        found = company_prefix(reader)
    return None if found is None else (found.prefix, found.extension)


def test_one_prefix_is_in_use_at_a_time(plant: Plant) -> None:
    assert in_use(plant) is None
    plant.refused("reason_missing", SetCompanyPrefix(prefix="6948000"))
    plant.refused("invalid_input", SetCompanyPrefix(prefix="694"), reason="certificate")
    for prefix, extension in (("6948000", 0), ("6948000", 1), ("6901234", 0), ("6948000", 1)):
        plant.ok(SetCompanyPrefix(prefix=prefix, extension=extension), reason="certificate")
        assert in_use(plant) == (prefix, extension)
    with plant.reader() as reader:
        states = [each.state for each in reader.find(CompanyPrefix)]
    assert states.count(PlaceState.IN_USE) == 1
    assert len(states) == 3
    plant.check()
