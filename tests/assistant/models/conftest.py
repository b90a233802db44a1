"""A model server that answers as it is told, on loopback."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from assistant.api.server import listen


@dataclass
class FakeServer:
    """Lists models, answers every request with `pieces`, and keeps what it was asked.

    With its pieces it calls the tools of `calls`, arguments by name. After them a `stuck` server
    says nothing more; one with a `status` only refuses.
    """

    port: int = 0
    models: list[dict[str, str]] = field(
        default_factory=lambda: [{"id": "tiny", "owned_by": "vllm"}]
    )
    pieces: list[str] = field(default_factory=lambda: ["Two ", "bags."])
    calls: dict[str, dict[str, Any]] = field(default_factory=dict)
    stuck: bool = False
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    ending: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/v1/models")
        async def list_models() -> dict[str, Any]:
            return {"object": "list", "data": self.models}

        @app.post("/v1/chat/completions")
        async def completions(request: Request) -> Response:
            body = await request.json()
            self.asked.append(body)
            if self.status != 200:
                return JSONResponse({"error": {"message": "no"}}, self.status)
            if body.get("stream"):
                return StreamingResponse(self._stream(), media_type="text/event-stream")
            return JSONResponse(_completion(message=self._message()))

        return app

    def _message(self) -> dict[str, Any]:
        calls = [
            {"id": name, "type": "function", "function": {"name": name, "arguments": json.dumps(a)}}
            for name, a in self.calls.items()
        ]
        return {"role": "assistant", "content": "".join(self.pieces), "tool_calls": calls}

    async def _stream(self) -> AsyncIterator[str]:
        for piece in self.pieces:
            yield f"data: {json.dumps(_completion(delta={'content': piece}))}\n\n"
        if self.stuck:
            await self.ending.wait()
        yield "data: [DONE]\n\n"


def _completion(**choice: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "tiny",
        "choices": [{"index": 0, "finish_reason": None, **choice}],
    }


@pytest.fixture
def server() -> Iterator[FakeServer]:
    fake = FakeServer()
    listener = listen("127.0.0.1", 0)
    fake.port = listener.getsockname()[1]
    uvicorn_server = uvicorn.Server(uvicorn.Config(fake.app(), log_level="warning"))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(
        target=loop.run_until_complete, args=(uvicorn_server.serve(sockets=[listener]),)
    )
    thread.start()
    yield fake
    loop.call_soon_threadsafe(fake.ending.set)
    uvicorn_server.should_exit = True
    thread.join()
    loop.close()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """A folder with a vocabulary of single letters and one word."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(["bag bag bag bag"], trainer)
    folder = tmp_path / "tiny"
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
