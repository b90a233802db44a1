"""A model at an OpenAI-compatible address: what has to be known to talk to it."""

from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from assistant.models.vocabulary import CountTokens, estimate_tokens, token_counter
from retrieval.errors import UserError

_SECONDS = 5.0
_CONTINUING = frozenset({"vllm", "sglang"})
"""Servers that can be told to continue a reply, as they name themselves in their list of models."""


@dataclass(frozen=True)
class ServedModel:
    """One model at one address.

    Attributes:
        base_url: The address, with its `/v1`.
        name: The model's name there.
        count_tokens: Counts in its vocabulary.
        continues: Whether the server can continue a reply that was begun for it.
    """

    base_url: str
    name: str
    count_tokens: CountTokens
    continues: bool = True


class _Listed(BaseModel):
    """One entry of a server's list of models; `root` is vLLM's word for the folder it loaded."""

    id: str
    owned_by: str = ""
    root: str | None = None


class _Listing(BaseModel):
    data: list[_Listed]


def is_local(base_url: str) -> bool:
    """Whether an address is this machine's own, which no proxy is to be asked for.

    >>> is_local("http://127.0.0.1:8081/v1")
    True
    """
    return httpx.URL(base_url).host in {"127.0.0.1", "::1", "localhost"}


def list_models(base_url: str, key: SecretStr) -> list[_Listed] | None:
    """Return the models that a server lists; None where nothing answers in the expected way."""
    try:
        answer = httpx.get(
            f"{base_url.rstrip('/')}/models",
            headers={"Authorization": f"Bearer {key.get_secret_value()}"},
            timeout=_SECONDS,
            trust_env=not is_local(base_url),
        )
        return _Listing.model_validate_json(answer.raise_for_status().content).data
    except (httpx.HTTPError, ValidationError):
        return None


def find_served(base_url: str, name: str | None, key: SecretStr) -> ServedModel:
    """Return the model of a name at an address, or its only one where no name is given.

    A server that does not answer now may answer later: the replies are the templates' until then.

    Raises:
        UserError: The server has no such model, or nothing says what its model's name is.
    """
    models = list_models(base_url, key)
    if models is None:
        if name is None:
            raise UserError(
                f"no model server answers at {base_url}: start it, or name its model with "
                "SHOPASSIST_LLM_MODEL to begin without it"
            )
        return ServedModel(base_url, name, estimate_tokens)
    names = [model.id for model in models]
    if name is None and len(models) == 1:
        name = names[0]
    if name not in names:
        raise UserError(
            f"{base_url} serves {', '.join(names) or 'no model'}: "
            "say which with SHOPASSIST_LLM_MODEL"
        )
    model = models[names.index(name)]
    counter = token_counter(Path(model.root)) if model.root else estimate_tokens
    return ServedModel(base_url, model.id, counter, model.owned_by in _CONTINUING)
