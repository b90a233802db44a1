"""A model run here by transformers, without a server: to measure what training has made."""

import threading
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import torch
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.utils import convert_to_openai_messages
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    StoppingCriteria,
    StoppingCriteriaList,
    TextIteratorStreamer,
)


class LocalModel:
    """`assistant.turn.Model`, by transformers; an adapter is laid over the base where given."""

    def __init__(self, base: Path, adapter: Path | None = None) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(base)
        self._model: Any = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16)
        if adapter is not None:
            from peft import PeftModel

            self._model = PeftModel.from_pretrained(self._model, str(adapter)).merge_and_unload()
        self.name = base.name
        self.led = False

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens of a text."""
        return len(self._tokenizer.encode(text, add_special_tokens=False))

    async def stream(
        self, messages: list[BaseMessage], *, max_tokens: int, temperature: float
    ) -> AsyncGenerator[str, None]:
        """Yield pieces of the reply; a last message of the assistant's own is continued."""
        continued = isinstance(messages[-1], AIMessage)
        inputs: Any = self._tokenizer.apply_chat_template(
            convert_to_openai_messages(messages),
            continue_final_message=continued,
            add_generation_prompt=not continued,
            return_tensors="pt",
            return_dict=True,
        )
        streamer = TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
        stopped = _Stopped()
        options = {"do_sample": True, "temperature": temperature} if temperature else {}
        thread = threading.Thread(
            target=self._model.generate,
            kwargs={
                **inputs,
                "max_new_tokens": max_tokens,
                "streamer": streamer,
                "stopping_criteria": StoppingCriteriaList([stopped]),
                "do_sample": False,
                **options,
            },
        )
        thread.start()
        try:
            for piece in streamer:
                yield piece
        finally:
            stopped.now = True
            thread.join()


class _Stopped(StoppingCriteria):
    """Ends a generation whose reader has seen enough."""

    now = False

    def __call__(
        self, input_ids: torch.LongTensor, scores: torch.FloatTensor, **_: object
    ) -> torch.BoolTensor:
        done = torch.full((input_ids.shape[0],), self.now, device=input_ids.device)
        return torch.BoolTensor(done)
