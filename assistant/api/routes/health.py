"""What operators and load balancers ask."""

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse

from assistant.api.context import ApiDep

router = APIRouter(tags=["operations"])


@router.get("/health")
async def health() -> dict[str, str]:
    """Say that the process is alive."""
    return {"status": "ok"}


@router.get("/ready")
async def ready(api: ApiDep) -> dict[str, Any]:
    """Say that shoppers can be served; without the model they are, in templates' words."""
    products = await run_in_threadpool(api.index.catalog.select().count)
    model = "ready" if await api.model_ready() else "degraded"
    return {"status": "ready", "model": model, "products": products}


@router.get("/metrics")
async def metrics(api: ApiDep) -> PlainTextResponse:
    """Return the metrics in Prometheus' text format."""
    api.metrics.model_up.set(await api.model_ready())
    return PlainTextResponse(api.metrics.text(), media_type="text/plain; version=0.0.4")
