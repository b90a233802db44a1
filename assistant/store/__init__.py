"""Conversations, kept: who said what, on what evidence, what was checked, who owned it when."""

from assistant.store.conversations import ConversationStore
from assistant.store.filter import Filter
from assistant.store.turns import NotTheOwnerError

__all__ = ["ConversationStore", "Filter", "NotTheOwnerError"]
