"""Builds the assistant of one shop from its settings: the only place that knows all the parts."""

from datetime import UTC, datetime

from assistant.orders.builtin import open_desk
from assistant.orders.connectors.shopify import open_shopify_desk
from assistant.orders.connectors.vendure import open_vendure_desk
from assistant.orders.desk import OrderDesk
from assistant.orders.tools.driver import CallsTools
from assistant.settings import Settings
from assistant.shop import read_shop
from assistant.skills.registry import find_skills
from assistant.turn import Model, ShopAssistant
from assistant.understanding.ports import AsksModel
from assistant.understanding.understander import Understander
from retrieval.reordering import Reordering
from retrieval.rerank import find_reranker
from retrieval.search import ShopIndex


def utc_now() -> datetime:
    """Return the time now, in UTC: the clock of everything but tests."""
    return datetime.now(UTC)


def open_index(settings: Settings) -> ShopIndex:
    """Open the shop's index, with its reranker where there is one and it is to be used.

    Raises:
        IndexMissingError: There is no finished index; the message says how to make one.
        UserError: The embedding model is unknown, or not the one that the index was made with.
    """
    reranker = find_reranker(settings.models_dir) if settings.reranking else None
    reordering = Reordering(reranker, seconds=settings.reranking_ms / 1000) if reranker else None
    return ShopIndex.open(settings.data_dir, settings.embedding_model, reordering)


def build_assistant(
    settings: Settings, index: ShopIndex, model: Model | None = None
) -> ShopAssistant:
    """Return the assistant over an open index.

    Args:
        settings: Which shop, and where its data is.
        index: The shop's products, FAQ and documents.
        model: Writes the replies, and is asked what a message means where the classifier is
            unsure; None leaves the one to the templates and the other to the classifier.
    """
    return ShopAssistant(
        index=index,
        understander=Understander(
            index,
            model if isinstance(model, AsksModel) else None,
            cache=settings.data_dir / "understanding",
        ),
        skills=find_skills(),
        model=model,
        desk=open_shop_desk(settings),
        shop=read_shop(settings),
        clock=utc_now,
        tools_at_desk=tools_at_desk(settings, model),
    )


def open_shop_desk(settings: Settings) -> OrderDesk | None:
    """Open the desk over the system that keeps the shop's orders; None where none is known."""
    if settings.shopify_shop is not None:
        return open_shopify_desk(settings, utc_now)
    if settings.vendure_url is not None:
        return open_vendure_desk(settings, utc_now)
    return open_desk(settings.data_dir, utc_now)


def tools_at_desk(settings: Settings, model: Model | None) -> bool:
    """Whether the model works at the order desk: as is set, or as the registry says."""
    if settings.llm_calls_tools is not None:
        return settings.llm_calls_tools
    return isinstance(model, CallsTools) and model.calls_tools
