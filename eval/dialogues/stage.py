"""Sets the stage for a run: the shop's records, and the assistant with fresh orders a dialogue."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.events import Assistant
from assistant.factory import build_assistant, open_index
from assistant.settings import Settings
from assistant.turn import Model, ShopAssistant
from eval.dialogues.fresh_orders import FreshOrders
from eval.dialogues.transport import InProcess
from eval.read_records import read_records
from eval.records import ShopRecords


@dataclass(frozen=True)
class Stage:
    """What a run needs: the records to judge by, the assistant, and the orders for a dialogue."""

    records: ShopRecords
    assistant: ShopAssistant
    orders: FreshOrders

    @property
    def transport(self) -> InProcess:
        """The way to the assistant, for a runner that looks at nothing but replies."""
        return InProcess(self._with_fresh_orders)

    @asynccontextmanager
    async def _with_fresh_orders(self) -> AsyncIterator[Assistant]:
        async with self.orders.given_to(self.assistant) as (assistant, _):
            yield assistant


@contextmanager
def open_stage(
    data_dir: Path | None, *, with_model: bool, say: Callable[[str], None] = lambda _: None
) -> Iterator[Stage]:
    """Open the assistant over a data directory, for as long as the context lasts.

    Args:
        data_dir: The data directory; None: the configured one.
        with_model: Whether a language model writes; it is started where none is running.
        say: Told about progress, a line at a time.

    Raises:
        UserError: The data directory holds no index, or the model cannot be started.
    """
    settings = Settings.for_data_dir(data_dir)
    index = open_index(settings)
    with ExitStack() as stack:
        assistant = build_assistant(settings, index, _model(settings, stack, say, with_model))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="shopassist-eval-")))
        orders = FreshOrders.taken_from(settings.data_dir, folder)
        records = read_records(settings.data_dir, assistant.shop.name)
        yield Stage(records, assistant, orders)


def _model(
    settings: Settings, stack: ExitStack, say: Callable[[str], None], with_model: bool
) -> Model | None:
    if not with_model:
        return None
    from assistant.models.vllm_process import running_model  # costs seconds: only when needed

    return stack.enter_context(running_model(settings, say))
