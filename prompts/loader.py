"""Loads prompts: each a template file whose first line carries its version."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

TEMPLATES = Path(__file__).parent / "templates"
_ENVIRONMENT = Environment(
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
)


@dataclass(frozen=True)
class Prompt:
    """A prompt template and the version that is logged with every turn it writes."""

    name: str
    version: str
    template: Template

    def render(self, **values: object) -> str:
        """Fill the template; a value that it names and that is missing is an error.

        Raises:
            jinja2.UndefinedError: a value is missing.
        """
        return self.template.render(**values).strip()


@cache
def load_prompt(name: str) -> Prompt:
    """Return the prompt of that name; its version is `N-hash`, N from its first line.

    >>> load_prompt("reply_instructions").version.split("-")[0].isdigit()
    True

    Raises:
        FileNotFoundError: there is no such template.
        ValueError: its first line is not `{# version N #}`.
    """
    text = (TEMPLATES / f"{name}.j2").read_text(encoding="utf-8")
    first, _, body = text.partition("\n")
    number = first.removeprefix("{# version ").removesuffix(" #}")
    if not number.isdigit():
        raise ValueError(f"prompt {name}: the first line must read {{# version N #}}")
    digest = hashlib.sha256(body.encode()).hexdigest()[:8]
    return Prompt(name, f"{number}-{digest}", _ENVIRONMENT.from_string(body))
