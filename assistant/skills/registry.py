"""Finds the skills: every class in this package that names the intents it serves."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from typing import cast

import assistant.skills as package
from assistant.skills.base import Skill
from assistant.state import Intent


def find_skills() -> dict[Intent, Skill]:
    """Return the skill of each intent, made anew.

    Raises:
        ValueError: two skills claim one intent, or an intent has none.
    """
    skills: dict[Intent, Skill] = {}
    for module_info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        for skill_class in _skill_classes(module.__name__, vars(module).values()):
            skill = skill_class()
            for intent in skill.intents:
                if intent in skills:
                    message = f"{intent} is claimed by {skill_class} and {type(skills[intent])}"
                    raise ValueError(message)
                skills[intent] = skill
    missing = set(Intent) - set(skills)
    if missing:
        raise ValueError(f"no skill serves {sorted(missing)}")
    return skills


def _skill_classes(module_name: str, members: Iterable[object]) -> list[type[Skill]]:
    return [
        cast(type[Skill], member)
        for member in members
        if inspect.isclass(member)
        and member.__module__ == module_name
        and isinstance(getattr(member, "intents", None), tuple)
    ]
