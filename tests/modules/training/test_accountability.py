"""The accountability policy before the first signature, and the guides."""

import pytest

from lotproof.modules.documents.commands_control import MakeEffective, SetEffectiveDate
from lotproof.modules.people.default_roles import STANDARD_ROLES
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.training import commands
from lotproof.modules.training.guides import EVERYONE, guides
from lotproof.modules.training.queries import has_acknowledged_policy, steps_done
from tests.modules.training.school import LEARNER, QUALITY, School


def may_sign(school: School) -> bool:
    with school.plant.reader() as reader:
        return has_acknowledged_policy(reader, UserId.parse(LEARNER))


@pytest.mark.clause("21 CFR 11.10(j)")
def test_who_has_not_acknowledged_the_policy_may_not_sign(school: School) -> None:
    plant = school.plant
    assert may_sign(school)  # no policy is designated
    designate = commands.DesignatePolicy(document_id=school.document)
    plant.refused("reason_missing", designate, actor=QUALITY)
    plant.ok(designate, actor=QUALITY, reason="21 CFR 11.10(j)")
    assert may_sign(school)  # there is nothing yet to acknowledge
    revision = school.effective("A")
    assert not may_sign(school)
    acknowledge = commands.AcknowledgePolicy(revision_id=revision)
    plant.refused("not_a_person", acknowledge, actor="sys_console")
    plant.ok(acknowledge, actor=LEARNER)
    assert may_sign(school)
    plant.refused("duplicate", acknowledge, actor=LEARNER)

    later = school.editorial("B")
    plant.ok(SetEffectiveDate(revision_id=later, effective_on=school.in_days(0)))
    plant.ok(MakeEffective(revision_id=later))
    assert may_sign(school)  # only words have changed
    plant.refused("not_the_policy", acknowledge, actor=QUALITY)
    school.effective("C", "bb")
    assert not may_sign(school)
    plant.ok(designate, actor=QUALITY, reason="Once more, the same")
    plant.check()


def test_every_standard_role_has_a_guide_in_both_languages() -> None:
    known = guides()
    assert {role.code for role in STANDARD_ROLES} | {EVERYONE} == set(known)
    for guide in known.values():
        codes = [step.code for step in guide.steps]
        assert len(codes) == len(set(codes)) >= 3
        for step in guide.steps:
            for text in (step.title, step.do, step.evidence, step.screen):
                assert text.en.strip()
                assert any("\u4e00" <= sign <= "\u9fff" for sign in text.zh), text
            assert step.path == "" or step.path.startswith("/")


def test_completed_steps_are_counted_once(sqlite_school: School) -> None:
    plant = sqlite_school.plant
    step = commands.CompleteGuideStep(guide="everyone", step="find")
    plant.ok(step, actor=LEARNER)
    plant.refused("duplicate", step, actor=LEARNER)
    unknown = commands.CompleteGuideStep(guide="operator", step="no_such")
    plant.refused("no_such_guide_step", unknown, actor=LEARNER)
    with plant.reader() as reader:
        assert [each.step for each in steps_done(reader, UserId.parse(LEARNER))] == ["find"]
