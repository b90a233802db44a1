"""The web application: routes, limits and headers around one assistant and one store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from assistant.api.context import Api, ModelProbe
from assistant.api.errors import UnexpectedErrors, add_error_handlers
from assistant.api.limits import RateLimiter
from assistant.api.metrics import Metrics
from assistant.api.remembered import Remembered
from assistant.api.routes import (
    cart,
    completions,
    conversations,
    events,
    feedback,
    handoff,
    health,
    images,
    messages,
    products,
)
from assistant.api.runner import TurnRunner
from assistant.api.security import BodyLimit, SecurityHeaders
from assistant.api.shop import Shop
from assistant.events import Assistant
from assistant.settings import Settings
from assistant.shop import read_shop
from assistant.store import ConversationStore

_NOUNS = (
    conversations,
    messages,
    events,
    feedback,
    handoff,
    cart,
    products,
    images,
    completions,
    health,
)


async def _no_model() -> bool:
    return False


def create_app(
    assistant: Assistant,
    store: ConversationStore,
    settings: Settings,
    index: Shop,
    model_ready: ModelProbe = _no_model,
) -> FastAPI:
    """Make the application; pages and the console are mounted on it by whoever serves them.

    Args:
        assistant: Answers the messages.
        store: Keeps the conversations; closed by whoever opened it.
        settings: Limits, origins, keys.
        index: The shop's products, for the storefront.
        model_ready: Says whether the language model answers.

    Returns:
        The application; when it shuts down, turns under way are ended so that they can be retried.
    """
    metrics = Metrics()
    runner = TurnRunner(assistant, store, metrics)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        store.changes.close()
        await runner.stop()

    app = FastAPI(title="shopassist", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.api = Api(
        assistant=assistant,
        store=store,
        settings=settings,
        index=index,
        checkout=read_shop(settings).checkout,
        runner=runner,
        metrics=metrics,
        model_ready=model_ready,
        remembered=Remembered(),
        per_conversation=RateLimiter(settings.messages_per_minute),
        per_address=RateLimiter(settings.requests_per_minute),
    )
    for noun in _NOUNS:
        app.include_router(noun.router)
    add_error_handlers(app)
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After"],
        max_age=3600,
    )
    app.add_middleware(SecurityHeaders)
    return app
