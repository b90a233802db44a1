"""What vLLM counts about itself, read before and after a run."""

from dataclasses import dataclass

import httpx
from prometheus_client.parser import text_string_to_metric_families

from retrieval.errors import UserError

_GENERATED = "vllm:generation_tokens_total"
_PROMPTED = "vllm:prompt_tokens_total"
_LOOKED_UP = "vllm:prefix_cache_queries_total"
_HIT = "vllm:prefix_cache_hits_total"
_QUEUED = "vllm:request_queue_time_seconds_sum"
_REQUESTS = "vllm:request_queue_time_seconds_count"
_MEMORY = "process_resident_memory_bytes"

Counters = dict[str, float]


@dataclass(frozen=True)
class ModelWork:
    """What the model server did between two readings.

    `prefix_hit_share` is the share of prompt tokens that its prefix cache served, `queued_ms` how
    long a request waited for its turn on average, `memory_mb` what the server's process holds.
    """

    requests: int
    prompt_tokens: int
    generated_tokens: int
    tokens_per_second: float
    prefix_hit_share: float
    queued_ms: float
    memory_mb: float


async def read_counters(client: httpx.AsyncClient) -> Counters:
    """Read vLLM's metrics, summed over their labels.

    Args:
        client: Has vLLM's address, with its `/v1/`, as its base.

    Raises:
        UserError: There is no vLLM at that address.
    """
    try:
        answer = (await client.get(client.base_url.copy_with(path="/metrics"))).raise_for_status()
    except httpx.HTTPError as error:
        raise UserError(f"no vLLM with metrics at {client.base_url}: {error}") from error
    return parse_counters(answer.text)


def parse_counters(text: str) -> Counters:
    r"""Return each metric of Prometheus' text format, summed over its labels.

    >>> parse_counters('a_total{engine="0"} 2.0\na_total{engine="1"} 3.0\n')
    {'a_total': 5.0}
    """
    counters: Counters = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            counters[sample.name] = counters.get(sample.name, 0.0) + sample.value
    return counters


def work_between(before: Counters, after: Counters, seconds: float) -> ModelWork:
    """Return what was done from one reading to the next, so many seconds later."""

    def grown(name: str) -> float:
        return after.get(name, 0.0) - before.get(name, 0.0)

    looked_up, requests = grown(_LOOKED_UP), grown(_REQUESTS)
    return ModelWork(
        requests=round(requests),
        prompt_tokens=round(grown(_PROMPTED)),
        generated_tokens=round(grown(_GENERATED)),
        tokens_per_second=round(grown(_GENERATED) / seconds, 1),
        prefix_hit_share=round(grown(_HIT) / looked_up, 3) if looked_up else 0.0,
        queued_ms=round(1000 * grown(_QUEUED) / requests, 1) if requests else 0.0,
        memory_mb=round(after.get(_MEMORY, 0.0) / 2**20),
    )
