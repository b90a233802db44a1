"""The contenders over one stage and one served model."""

from langchain_openai import ChatOpenAI

from assistant.models.registry import REGISTRY
from assistant.models.served import ServedModel
from assistant.settings import Settings
from eval.dialogues.stage import Stage
from eval.dialogues.transport import Transport
from eval.peers.agent import ToolAgent
from eval.peers.chain import RetrievalChain
from eval.peers.visit import PeerTransport

_REPLY_TOKENS = 160
"""Room for three sentences, or for a call of a tool."""


def contenders(stage: Stage, served: ServedModel, settings: Settings) -> dict[str, Transport]:
    """Return the ways to the assistant and to its peers, all with the same model.

    A model that was taught no calls of tools has no agent: vLLM has no parser for it.
    """
    chat = ChatOpenAI(
        model=served.name,
        base_url=served.base_url,
        api_key=settings.llm_api_key,
        temperature=stage.assistant.temperature,
        max_completion_tokens=_REPLY_TOKENS,
        stream_usage=True,
        max_retries=0,
        timeout=settings.llm_timeout,
    )
    index, shop = stage.assistant.index, stage.assistant.shop.name
    found: dict[str, Transport] = {
        "assistant": stage.transport,
        "chain": PeerTransport(RetrievalChain(chat, index, shop), stage),
    }
    known = REGISTRY.get(served.name)
    if known is None or known.tool_parser:
        found["agent"] = PeerTransport(ToolAgent(chat, index, shop), stage)
    return found
