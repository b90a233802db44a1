"""Every intent has its skill, and only one."""

from assistant.skills.registry import find_skills
from assistant.state import Intent


def test_every_intent_has_a_skill() -> None:
    assert set(find_skills()) == set(Intent)


def test_a_skill_serves_the_intents_that_it_names() -> None:
    for intent, skill in find_skills().items():
        assert intent in skill.intents
