"""`shopassist llm`: serves the language model until Ctrl-C."""

import typer

from assistant.cli.options import DATA_DIR


def llm(data_dir: DATA_DIR = None) -> None:
    """Start vLLM here (on the GPU, or else the CPU) and print its address; Ctrl-C ends it."""
    import signal

    from rich.console import Console

    from assistant.models.vllm_process import running_server
    from assistant.settings import Settings

    console = Console(stderr=True)
    settings = Settings.for_data_dir(data_dir)
    with running_server(settings, lambda line: console.print(line, highlight=False)) as served:
        typer.echo(f"SHOPASSIST_LLM_BASE_URL={served.base_url} SHOPASSIST_LLM_MODEL={served.name}")
        try:
            signal.pause()
        except KeyboardInterrupt:
            console.print("Ending vLLM")
