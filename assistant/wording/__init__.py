"""Words that never reach a model: template sentences in each language, in resource files."""

from assistant.wording.loader import LANGUAGES, Wording, load_wording

__all__ = ["LANGUAGES", "Wording", "load_wording"]
