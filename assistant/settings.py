"""Every setting of the product, in one place, from `SHOPASSIST_*` variables or a `.env` file."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT_LINK = r"^(https?://|/)[^{}\s]*(\{lines\}[^{}\s]*)?$|^$"
"""A web address, or one on this server, with the cart's lines at most once in it."""


class Settings(BaseSettings):
    """What an operator may set; the defaults run the demo shop on a laptop."""

    model_config = SettingsConfigDict(env_prefix="SHOPASSIST_", env_file=".env", extra="ignore")

    data_dir: Path = Field(default=Path("var"), description="Indexes, database, models.")
    host: str = Field(default="127.0.0.1", description="Address the web server listens on.")
    port: int = Field(default=8080, description="Port of the web server.")
    shop_name: str = Field(default="", description="Name used in replies; empty: the feed's shop.")
    allowed_origins: list[str] = Field(
        default=[], description="Origins whose pages may carry the widget, beside the server's own."
    )
    embedding_model: str = Field(
        default="gte-small", description="Embedding model: a name in the registry, or a folder."
    )
    chroma_url: str | None = Field(
        default=None,
        description="Chroma server for the vectors `shopassist index` writes; unset: the data dir.",
    )
    reranking: bool = Field(
        default=True, description="Rerank what is found, where there is a trained reranker."
    )
    reranking_ms: int = Field(
        default=120, gt=0, description="Time for that; where it will not do, nothing is reranked."
    )
    llm_base_url: str | None = Field(
        default=None, description="Any OpenAI-compatible address; unset: vLLM is started here."
    )
    llm_api_key: SecretStr = Field(default=SecretStr("none"), description="Key for that address.")
    llm_model: str | None = Field(
        default=None, description="Model name in the registry or at that address; unset: default."
    )
    llm_port: int = Field(default=8081, description="Port of the vLLM started here (loopback).")
    llm_timeout: float = Field(
        default=20.0, description="Seconds without a token after which the template takes over."
    )
    llm_calls_tools: bool | None = Field(
        default=None, description="The model works at the order desk; unset: see docs/models.md."
    )
    max_message_chars: int = Field(default=4000, description="Longer messages are refused.")
    messages_per_minute: int = Field(
        default=20, ge=0, description="Messages a conversation may send; 0: no limit."
    )
    requests_per_minute: int = Field(
        default=120,
        ge=0,
        description="Conversations, messages and completions an address may ask for; 0: no limit.",
    )
    identity_secret: SecretStr | None = Field(
        default=None, description="Signs who is shopping (see docs/http.md); unset: all anonymous."
    )
    api_key: SecretStr | None = Field(
        default=None, description="Key for /v1 (OpenAI-compatible); unset: open to all."
    )
    console_password: SecretStr | None = Field(
        default=None, description="Password of the console's user `agent`; unset: made at start."
    )
    console_admin_password: SecretStr | None = Field(
        default=None, description="Password of the console's user `admin`; unset: made at start."
    )

    vendure_url: str | None = Field(
        default=None, description="Admin API of a Vendure shop; unset: the built-in order desk."
    )
    vendure_username: str = Field(
        default="superadmin", description="Vendure administrator: reads, cancels, refunds."
    )
    vendure_password: SecretStr = Field(
        default=SecretStr(""), description="Password of that administrator."
    )

    shopify_shop: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$",
        description="Domain of a Shopify shop (`harbour.myshopify.com`): its orders, its checkout.",
    )
    shopify_token: SecretStr = Field(
        default=SecretStr(""), description="Admin API access token of a custom app of that shop."
    )
    checkout_url: str = Field(
        default="",
        pattern=CHECKOUT_LINK,
        description="Link to the shop's checkout; `{lines}` in it becomes ID:QUANTITY,ID:QUANTITY.",
    )

    @classmethod
    def for_data_dir(cls, data_dir: Path | None) -> "Settings":
        """Return the settings with the data directory of the command line, where one is given."""
        return cls() if data_dir is None else cls(data_dir=data_dir)

    @property
    def models_dir(self) -> Path:
        """Where fetched and converted model weights are kept."""
        return self.data_dir / "models"
