"""Understanding: what the shopper wants of a turn, worked out locally in milliseconds."""

from assistant.understanding.understander import Understander

__all__ = ["Understander"]
